"""The handover of a respondent: one PDF to read, and an archive with every part as it was issued.

Anybody can verify the archive with standard programs, without this application.
"""

import datetime as dt
import io
import zipfile

from django.utils.translation import gettext as _

from cases.aftermath.handover import copy_sheet, report_document
from cases.letters.facts import evidence_table
from cases.minutes.signing import signing_sheet
from cases.models import Respondent, User
from cases.web.file_responses import file_name
from lib.documents import pdf
from lib.documents.checksums import HOW_TO_CHECK, SUMS, sums_of
from lib.documents.document import Document
from lib.documents.merging import merge

WHOLE = "paket-penyerahan.pdf"
READ_ME = _(
    "Paket penyerahan {number}, {person}, dibuat {day}.\n\n"
    "paket-penyerahan.pdf: semua bagian dalam satu berkas, untuk dibaca dan dicetak.\n"
    "bagian/: setiap bagian sebagai berkas sendiri; berita acara persis seperti saat dibekukan.\n\n"
)


def package(respondent: Respondent, *, author: User, at: dt.datetime) -> bytes:
    """Report, minutes with their signing sheets, evidence list and copy sheet as one tagged PDF with bookmarks."""
    return _merged(respondent, _parts(respondent, author, at))


def archive(respondent: Respondent, *, author: User, at: dt.datetime) -> bytes:
    """The PDF, each part of it, their fingerprints, and how they are checked, as a ZIP."""
    parts = _parts(respondent, author, at)
    files = {WHOLE: _merged(respondent, parts)}
    for number, (title, content) in enumerate(parts, 1):
        files[f"bagian/{number:02}-{file_name(title.lower(), suffix='.pdf')}"] = content
    day = f"{respondent.agency.local_date(at):%d-%m-%Y}"
    readme = READ_ME.format(number=respondent.case.number, person=respondent, day=day)
    files["BACA-SAYA.txt"] = f"{readme}{HOW_TO_CHECK}".encode()
    files[SUMS] = sums_of(files)
    local = at.astimezone(respondent.agency.zone)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in files.items():
            made.writestr(zipfile.ZipInfo(name, local.timetuple()[:6]), content)
    return stream.getvalue()


def _merged(respondent: Respondent, parts: list[tuple[str, bytes]]) -> bytes:
    return merge(parts, title=f"{_('Paket penyerahan')} {respondent.case.number}", language="id")


def _parts(respondent: Respondent, author: User, at: dt.datetime) -> list[tuple[str, bytes]]:
    on = respondent.agency.local_date(at)
    parts = [(_("Laporan hasil pemeriksaan"), pdf.render(report_document(respondent, author, on), at=at))]
    for hearing in respondent.hearings.all():
        newest = hearing.minutes.select_related("hearing__respondent__agency").order_by("version").last()
        if newest is not None:
            with newest.file.open("rb") as stored:
                parts.append((str(newest), stored.read()))
            parts.append((f"{_('Penandatanganan')} {newest}", pdf.render(signing_sheet(newest), at=at)))
    parts.append((_("Daftar bukti dan sidik jari"), pdf.render(_evidence_list(respondent, author, on), at=at)))
    parts.append((_("Isian I'DIS dan SIASN"), pdf.render(copy_sheet(respondent, author, on), at=at)))
    return parts


def _evidence_list(respondent: Respondent, author: User, on: dt.date) -> Document:
    sheet = copy_sheet(respondent, author, on)
    rows = evidence_table(list(respondent.case.evidence.all()))
    return Document(**vars(sheet) | {"title": "Daftar bukti", "blocks": rows})
