"""Generated pictures and short films for the five cases: every frame says that it is generated, and shows nobody.

The press had the posts; we do not. They show how evidence is stored and prove nothing.
"""

import io
from collections.abc import Iterable
from fractions import Fraction

import av
from django.core.files.base import ContentFile
from PIL import Image, ImageDraw, ImageFont

from cases.evidence.files import add_file
from cases.models import Act, Case, Incident, User

MARK = "DATA BUATAN"
SOURCE = "Dibuat untuk peragaan dengan program; bukan unggahan, bukan rekaman, tidak memperlihatkan siapa pun"
FILMED = {Incident.Medium.VIDEO, Incident.Medium.LIVE}
PORTRAIT = (360, 640)
FRAMES, RATE = 20, 10  # two seconds
INK, PAPER, STRIPE = "#1d2733", "#f3f1ea", "#9b1c1c"
BLOCKS = (("#7aa5c9", 0), ("#c9a97a", 1), ("#8fbf8a", 2))  # figures without faces


def attach(cases: Iterable[Case]) -> None:
    """A picture for each case that has a post in pictures, and a film where the post was one."""
    for case in cases:
        medium = case.incidents.order_by("pk").values_list("medium", flat=True)[0]
        if medium == Incident.Medium.TEXT:
            continue
        add(case, "Tangkapan layar unggahan", f"tangkapan-layar-{case.number}.png", picture(case.title))
        if medium in FILMED:
            add(case, "Potongan rekaman", f"rekaman-{case.number}.mp4", film(case.title))


def add(case: Case, title: str, name: str, content: bytes) -> None:
    """By whoever recorded the case, at the moment of its recording."""
    add_file(
        case=case, actor=_recorder(case), at=case.opened_at, upload=ContentFile(content, name),
        title=f"{title} ({MARK})", source=SOURCE,
    )  # fmt: skip


def _recorder(case: Case) -> User:
    entry = case.history.filter(act=Act.REPORT, actor__isnull=False).select_related("actor").order_by("pk")[0]
    assert entry.actor is not None  # of a report that somebody recorded
    return entry.actor


def picture(caption: str) -> bytes:
    """A still, as PNG."""
    content = io.BytesIO()
    frame(caption, 0).save(content, "PNG", optimize=True)
    return content.getvalue()


def film(caption: str) -> bytes:
    """Two seconds without sound, as MP4."""
    content = io.BytesIO()
    with av.open(content, "w", format="mp4") as out:
        stream = out.add_stream("libx264", rate=Fraction(RATE))
        stream.width, stream.height, stream.pix_fmt = *PORTRAIT, "yuv420p"
        for number in range(FRAMES):
            out.mux(stream.encode(_still(caption, number)))
        out.mux(stream.encode(None))
    return content.getvalue()


def _still(caption: str, number: int) -> av.VideoFrame:
    still: av.VideoFrame = av.VideoFrame.from_image(frame(caption, number))  # type: ignore[no-untyped-call]  # of av
    return still


def frame(caption: str, number: int) -> Image.Image:
    """Figures of blocks that sway with the number of the frame, under the mark."""
    width, height = PORTRAIT
    shown = Image.new("RGB", PORTRAIT, PAPER)
    pen = ImageDraw.Draw(shown)
    for colour, place in BLOCKS:
        sway = (number * 3 + place * 7) % 24 - 12
        left, top = 30 + place * 105 + sway, 250 - abs(sway)
        pen.ellipse((left + 20, top, left + 70, top + 50), fill=colour)
        pen.rounded_rectangle((left, top + 60, left + 90, top + 240), 24, fill=colour)
    pen.rectangle((0, 0, width, 64), fill=STRIPE)
    pen.text((16, 16), MARK, fill=PAPER, font=ImageFont.load_default(30))
    pen.multiline_text((16, 80), _folded(caption), fill=INK, font=ImageFont.load_default(20), spacing=6)
    pen.rectangle((0, height - 52, width, height), fill=STRIPE)
    pen.text((16, height - 40), "dibuat untuk peragaan", fill=PAPER, font=ImageFont.load_default(20))
    return shown


def _folded(caption: str, longest: int = 32) -> str:
    """Words in lines that fit the picture."""
    lines = [""]
    for word in caption.split():
        joined = f"{lines[-1]} {word}".strip()
        lines = [*lines[:-1], joined] if len(joined) <= longest else [*lines, word]
    return "\n".join(lines)
