"""Berita acara pemusnahan: the certificate of a destruction, drawn once and kept."""

import datetime as dt
import hashlib

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.template.defaultfilters import date as date_words
from django.utils import translation

from cases.letters.drafting import head_of
from cases.letters.numbering import next_number
from cases.models import Agency, Destruction, Disposal, PendingAct, User
from lib.documents import pdf, wording
from lib.documents.document import Document

TEXT = """Pada tanggal {tanggal} telah dimusnahkan data elektronik berikut.

| Yang dimusnahkan | {apa}
| Masa simpan | {masa}
| Berakhir | {berakhir}
| Dasar | {dasar}
| Berkas | {berkas}

{rincian}

{sisa}

{tanda_tangan}"""
REMAINS = (
    "Yang tersisa ialah nomor, tanggal, tahap, unit kerja, jenis sanksi, dan angka statistik tanpa nama. Segel catatan "
    "tetap tersimpan. Salinan cadangan yang memuat data ini berakhir menurut jadwal cadangan."
)


def certify(
    disposal: Disposal, agreed: PendingAct, *, counts: dict[str, int], files: int, at: dt.datetime
) -> Destruction:
    """The certificate with the next number, before anything is destroyed; its file is stored.

    ``counts``: rows by the name of their kind; ``files``: number of stored files.
    """
    first, second = agreed.proposed_by, agreed.decided_by
    if second is None:
        raise ValueError("a destruction that nobody confirmed")
    day = disposal.government.local_date(at)
    number = f"BAM-{day.year}-{next_number(disposal.government, 'BAM', day.year):04d}"
    with translation.override("id"):
        drawn = pdf.render(_document(disposal, (first, second), counts, files, number, day), at=at)
    name = default_storage.save(f"certificates/{disposal.government_id}/{number}.pdf", ContentFile(drawn))
    try:
        return Destruction.objects.create(
            government=disposal.government, disposal=disposal, number=number, summary=str(disposal)[:200],
            counts=counts, files=files, first_by=first, second_by=second, at=at, file=name,
            sha256=hashlib.sha256(drawn).hexdigest(),
        )  # fmt: skip
    except Exception:
        default_storage.delete(name)
        raise


def _document(
    disposal: Disposal, reviewers: tuple[User, User], counts: dict[str, int], files: int, number: str, day: dt.date
) -> Document:
    rows = [[kind, str(n)] for kind, n in sorted(counts.items())]
    table = {"kind": "table", "head": ["Jenis catatan", "Jumlah"], "widths": [8, 2], "rows": rows}
    titles = ("Penilai pertama,", "Penilai kedua,")
    signed = [
        {"title": title, "name": str(user), "number": str(user.get_role_display())}
        for title, user in zip(titles, reviewers, strict=True)
    ]
    data = {
        "tanggal": date_words(day, "j F Y"),
        "apa": str(disposal),
        "masa": f"{disposal.months} bulan",
        "berakhir": date_words(disposal.due_on, "j F Y"),
        "dasar": disposal.basis,
        "berkas": str(files),
        "rincian": [table] if rows else [],
        "sisa": REMAINS,
        "tanda_tangan": [{"kind": "signatures", "rows": signed}],
    }
    return Document(
        letterhead=head_of(_office(disposal, reviewers), day),
        layout="record",
        title="Berita Acara Pemusnahan",
        blocks=wording.compose(TEXT, data),
        number=number,
        mark="",
        note=number,
    )


def _office(disposal: Disposal, reviewers: tuple[User, User]) -> Agency:
    """The office of a reviewer; of the case, if both act for the government as a whole."""
    own = [user.agency for user in reviewers if user.agency is not None]
    if own:
        return own[0]
    return disposal.case.agency if disposal.case else disposal.government.agencies.earliest("pk")
