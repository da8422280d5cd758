"""The evidence of a case as an archive that anybody can verify with ``sha256sum``, without this application."""

import datetime as dt
import hashlib
import json
import mimetypes
import tempfile
import zipfile
from collections import Counter
from collections.abc import Iterator
from typing import IO, Any

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.db.models.fields.files import FieldFile
from django.utils.translation import gettext as _

from cases.evidence.chats import as_text
from cases.evidence.custody import may_open
from cases.models import (
    Case,
    ChatReading,
    CustodyEntry,
    EvidenceCopy,
    EvidenceItem,
    PendingAct,
    TrustedTimestamp,
    User,
)
from cases.procedure import two_people
from cases.procedure.refusals import RuleViolation
from cases.web.quarantine import clean_of
from lib.documents.checksums import HOW_TO_CHECK, SUMS, as_lines
from lib.documents.signatures import root_texts
from lib.sheets.csv_files import lines

READ_ME = _(
    "Paket bukti {number}, dibuat {day}.\n\n"
    "manifest.json: keterangan tiap bukti. riwayat.csv: siapa menguasai bukti, kapan, dan untuk apa.\n"
    "bagian/: tangkapan layar yang panjang, dipotong agar terbaca; aslinya di bukti/.\n"
    "obrolan/: isi ekspor obrolan per baris, dibaca dari berkas aslinya di bukti/.\n\n"
)
READ_ME_OF_STAMPS = _(
    "\ncap-waktu/: cap waktu tepercaya (RFC 3161), bukti bahwa berkas sudah ada pada waktu itu. Periksa dengan:\n"
    "{commands}\n"
    "cap-waktu/akar.pem memuat sertifikat akar yang dipercaya instalasi ini; bandingkan dengan terbitan otoritasnya.\n"
)
ROOTS = "cap-waktu/akar.pem"


def _require_second(case: Case, files: int, *, actor: User, at: dt.datetime, reason: str) -> None:
    """A package with more files than the government allows one account takes two."""
    government = case.government
    if files <= government.two_people_files or government.local_date(at) < government.two_people_from:
        return
    two_people.require(
        PendingAct.Kind.EXPORT, actor=actor, at=at, government=government, case=case,
        summary=_("Paket %(n)d berkas bukti %(number)s") % {"n": files, "number": case.number},
        payload={"of": case.pk, "reason": reason}, of=case, reason=reason,
    )  # fmt: skip


@transaction.atomic
def pack(*, case: Case, actor: User, at: dt.datetime, reason: str) -> "IO[bytes]":
    """A ZIP with every file that the account may open and that is not in quarantine, with fingerprints and custody.

    The manifest lists withheld files. The caller closes the returned file. Raises RuleViolation if there is no file.
    """
    items = list(case.evidence.exclude(file="").order_by("pk"))
    clean = clean_of({item.sha256 for item in items})
    opened = [item for item in items if item.sha256 in clean and may_open(item, actor)]
    if not opened:
        raise RuleViolation(_("Kasus ini belum mempunyai berkas bukti yang dapat Anda buka."))
    _require_second(case, len(opened), actor=actor, at=at, reason=reason)
    CustodyEntry.objects.bulk_create(
        CustodyEntry(item=item, kind=CustodyEntry.Kind.EXPORTED, user=actor, at=at, reason=reason[:200])
        for item in opened
    )
    package = tempfile.TemporaryFile()  # noqa: SIM115 - the caller closes it
    stamped = list(TrustedTimestamp.objects.filter(item__in=opened).select_related("item").order_by("item"))
    pages = _pages(opened)
    texts: dict[str, str | bytes] = {
        "manifest.json": json.dumps(_manifest(case, items, opened, at), indent=2, ensure_ascii=False),
        "riwayat.csv": _custody(opened),
        "BACA-SAYA.txt": _read_me(case, stamped, at),
        **{_stamp_place(stamp.item): bytes(stamp.answer) for stamp in stamped},
        **{f"obrolan/{chat.item.code}.txt": as_text(chat) for chat in _chats(opened)},
    }
    if stamped:
        kept = b"".join(dict.fromkeys(bytes(stamp.roots) for stamp in stamped))
        texts[ROOTS] = kept or root_texts(settings.TIMESTAMP_ROOTS)  # older timestamps have none
    texts[SUMS] = as_lines(_digests(opened, pages, texts))
    with zipfile.ZipFile(package, "w", zipfile.ZIP_STORED, allowZip64=True) as archive:
        for item in opened:
            _write(archive, _entry(item), item.file)
        for name, page in pages.items():
            _write(archive, zipfile.ZipInfo(name, _zip_time(page.made_at, case)), page.file)
        for name, text in texts.items():
            archive.writestr(zipfile.ZipInfo(name, _zip_time(at, case)), text)
    package.seek(0)
    return package


def _write(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, file: FieldFile) -> None:
    with file.open("rb") as stored, archive.open(entry, "w", force_zip64=True) as place:
        for chunk in stored.chunks():
            place.write(chunk)


def _chats(opened: list[EvidenceItem]) -> "QuerySet[ChatReading]":
    return ChatReading.objects.filter(item__in=opened).select_related("item").order_by("item")


def _pages(opened: list[EvidenceItem]) -> dict[str, EvidenceCopy]:
    """The parts of long pictures by their place in the package."""
    rows = EvidenceCopy.objects.filter(item__in=opened, kind=EvidenceCopy.Kind.PAGE).select_related(
        "item__case__agency"
    )
    counts: Counter[str] = Counter()
    found = {}
    for row in rows.order_by("item", "pk"):
        counts[row.item.code] += 1
        found[f"bagian/{row.item.code}-{counts[row.item.code]:02}.jpg"] = row
    return found


def _digests(
    items: list[EvidenceItem], pages: dict[str, EvidenceCopy], texts: dict[str, str | bytes]
) -> dict[str, str]:
    digests = {_place(item): item.sha256 for item in items} | {name: page.sha256 for name, page in pages.items()}
    return digests | {name: hashlib.sha256(_bytes(text)).hexdigest() for name, text in texts.items()}


def _bytes(text: str | bytes) -> bytes:
    return text.encode() if isinstance(text, str) else text


def _entry(item: EvidenceItem) -> zipfile.ZipInfo:
    return zipfile.ZipInfo(_place(item), _zip_time(item.added_at, item.case))


def _zip_time(at: dt.datetime, case: Case) -> tuple[int, int, int, int, int, int]:
    """The local time of the agency; a ZIP has no time zones."""
    local = at.astimezone(case.agency.zone)
    return local.year, local.month, local.day, local.hour, local.minute, local.second


def _place(item: EvidenceItem) -> str:
    """The path of a file is its code; only the manifest contains the original file name."""
    return f"bukti/{item.code}{mimetypes.guess_extension(item.content_type) or ''}"


def _stamp_place(item: EvidenceItem) -> str:
    return f"cap-waktu/{item.code}.tsr"


def _read_me(case: Case, stamped: list[TrustedTimestamp], at: dt.datetime) -> str:
    text = READ_ME.format(number=case.number, day=f"{case.agency.local_date(at):%d-%m-%Y}") + str(HOW_TO_CHECK)
    if not stamped:
        return text
    commands = "\n".join(
        f"openssl ts -verify -in {_stamp_place(stamp.item)} -data {_place(stamp.item)} -CAfile {ROOTS}"
        for stamp in stamped
    )
    return text + READ_ME_OF_STAMPS.format(commands=commands)


def _manifest(case: Case, items: list[EvidenceItem], opened: list[EvidenceItem], at: dt.datetime) -> dict[str, Any]:
    return {
        "case": case.number,
        "made_at": at.isoformat(),
        "files": [
            {
                "code": item.code,
                "path": _place(item),
                "sha256": item.sha256,
                "size": item.size,
                "type": item.content_type,
                "title": item.title,
                "original_name": item.original_name,
                "source": item.source,
                "received_at": item.added_at.isoformat(),
            }
            for item in opened
        ],
        "withheld": [{"code": item.code, "sha256": item.sha256} for item in items if item not in opened],
        "not_produced": [
            {"code": item.code, "title": item.title, "source": item.source}
            for item in case.evidence.filter(file="").order_by("pk")
        ],
    }


def _custody(items: list[EvidenceItem]) -> str:
    return "".join(lines(["kode", "waktu", "peristiwa", "oleh", "keperluan"], _custody_rows(items)))


def _custody_rows(items: list[EvidenceItem]) -> Iterator[list[str]]:
    for item in items:
        yield [item.code, item.added_at.isoformat(), _("Diterima"), item.giver, item.source]
    entries = CustodyEntry.objects.filter(item__in=items).select_related("item", "user").order_by("at", "pk")
    for entry in entries:
        who = str(entry.user) if entry.user else _("sistem")
        yield [entry.item.code, entry.at.isoformat(), entry.get_kind_display(), who, entry.reason]
