"""The reports of generated cases: posts, dates of every precision, claims about the hours."""

import datetime as dt
import struct
import zlib
from random import Random

from django.core.files.uploadedfile import SimpleUploadedFile

from cases.demo.generated_plan import CasePlan
from cases.demo.times import END_OF_DAY, not_after
from cases.demo.workdays import Workdays
from cases.intake.incidents import Report
from cases.intake.seen_posts import SeenPost
from cases.links.reading import read
from cases.models import Employee, HoursClaim, Incident, IncidentDate, Post

DISPUTED, WITH_FILE, UNKNOWN_DAY = 0.25, 0.06, 0.15
LAGS = {0: 22, 1: 15, 2: 10, 13: 10, 26: 8, 36: 8, 75: 6, 240: 4}  # calendar days from recording to report
NOTE = "Data peragaan: orang, akun, dan peristiwa direka."


def make_report(random: Random, plan: CasePlan, number: int, people: list[Employee], days: Workdays) -> Report:
    agency = plan.paths[0].agency
    lag = random.choices(list(LAGS), list(LAGS.values()))[0]
    happened_at = days.moment(plan.opened, 0) - dt.timedelta(days=lag, minutes=random.randint(5, 480))
    return Report(
        agency=agency,
        title=f"Data peragaan: {plan.theme.title}",
        summary=f"{plan.theme.summary} (data peragaan)",
        medium=plan.theme.medium,
        uniform=random.choices(Incident.Uniform.values, (2, 3, 2))[0],
        place=agency.name if random.random() < 0.6 else "",
        posts=_posts(random, plan.platform, number),
        dates=_dates(random, happened_at, days.moment(plan.opened, 0)),
        claims=_claims(random, happened_at),
        files=[picture(number)] if random.random() < WITH_FILE else [],
        people=people,
        source_note=NOTE,
        is_demo=True,
    )


def _posts(random: Random, platform: str, number: int) -> list[SeenPost]:
    """The top-level domain .example belongs to nobody, so no link leads to a real account."""
    address = f"https://{platform.lower()}.example/peragaan/{number:04d}"
    on = Post.Platform(platform)
    original = SeenPost(Post.Part.ORIGINAL, on, f"@peragaan{number:04d}", read(address))
    if random.random() < 0.4:
        account = f"@infowarga{number:04d}"
        return [original, SeenPost(Post.Part.EXPOSING, on, account, read(f"{address}-b"))]
    return [original]


def _dates(random: Random, happened_at: dt.datetime, reported_at: dt.datetime) -> list[IncidentDate]:
    reported = _exactly(IncidentDate.Kind.REPORTED, reported_at)
    if random.random() < UNKNOWN_DAY:
        return [
            not_after(IncidentDate.Kind.RECORDED, reported_at, "Tidak diketahui; paling lambat saat dilaporkan"),
            reported,
        ]
    day = dt.datetime.combine(happened_at.date(), dt.time(0), happened_at.tzinfo)
    recorded = IncidentDate(
        kind=IncidentDate.Kind.RECORDED,
        precision=IncidentDate.Precision.DAY,
        earliest_at=day,
        latest_at=dt.datetime.combine(day.date(), END_OF_DAY, day.tzinfo),
        source="Keterangan pelapor",
    )
    return [recorded, reported]


def _exactly(kind: str, at: dt.datetime) -> IncidentDate:
    return IncidentDate(kind=kind, precision=IncidentDate.Precision.TIME, earliest_at=at, latest_at=at)


def _claims(random: Random, happened_at: dt.datetime) -> list[HoursClaim]:
    claims = []
    if random.random() < 0.55:
        claims.append(
            HoursClaim(claimed_by="Warganet", claimed_at=happened_at, within_hours=True, source="Kolom komentar")
        )
    if claims and random.random() < DISPUTED / 0.55:
        later = happened_at + dt.timedelta(hours=2)
        claims.append(
            HoursClaim(claimed_by="Terlapor", claimed_at=later, within_hours=False, source="Keterangan lisan")
        )
    return claims


def picture(number: int) -> SimpleUploadedFile:
    """A small distinct picture, so that evidence has a file with a fingerprint; it shows only a colour."""
    width, height = 320, 180
    colour = bytes((60 + number % 120, 90, 160 - number % 100))
    rows = (b"\x00" + colour * width) * height
    header = struct.pack(">2I5B", width, height, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b"")]
    body = b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in chunks
    )
    return SimpleUploadedFile(f"tangkapan-{number:04d}.png", b"\x89PNG\r\n\x1a\n" + body, content_type="image/png")
