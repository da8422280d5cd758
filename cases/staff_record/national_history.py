"""Imports past sanctions from the national staff system (SIASN): every row, or none."""

import dataclasses
import datetime as dt
from collections.abc import Callable, Iterator
from typing import IO, Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from cases.models import Employee, PastSanction, User
from cases.procedure.refusals import NotAllowed, RuleViolation
from cases.procedure.rights import Right, may
from lib.sheets.cells import day_of, is_nothing, plain
from lib.sheets.headings import Column
from lib.sheets.identifiers import identifier, nip_of
from lib.sheets.reader import Reading, SheetReader
from regulations.models import SanctionType

COLUMNS = {  # the titles are those of the national system
    "nip": Column("nip", ("nipbaru", "nonip", "nippegawai")),
    "code": Column("jenisHukumanId", ("jenishukuman", "kodehukuman", "kodejenishukuman")),
    "decree_number": Column("skNomor", ("nomorsk", "nosk")),
    "decided_on": Column("skTanggal", ("tanggalsk", "tglsk"), is_day=True),
    "starts_on": Column("hukumanTanggal", ("tmt", "tmthukuman", "tanggalhukuman", "tglhukuman"), is_day=True),
    "ends_on": Column("akhirHukumanTanggal", ("akhirhukuman", "tanggalakhirhukuman", "tglakhirhukuman"), is_day=True),
}
HEADINGS = tuple(column.title for column in COLUMNS.values())
OPTIONAL = ("ends_on",)
MOST_ROWS = 5000  # rows of one file
Value = TypeVar("Value")


class Refused(RuleViolation):
    """Invalid rows; nothing was written."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__(
            _("Tidak ada yang dimasukkan: %(n)d baris perlu diperbaiki (Pasal 39 PP 94/2021).") % {"n": len(problems)}
        )


@dataclasses.dataclass(frozen=True)
class Row:
    """One row of the sheet."""

    number: int
    cells: dict[str, Any]

    def nip(self) -> str:
        return self._read("nip", nip_of) or ""

    def text(self, field: str) -> str:
        text = self._read(field, identifier) or ""
        return "" if is_nothing(text) else text

    def day(self, field: str) -> dt.date | None:
        return self._read(field, day_of)

    def _read(self, field: str, how: Callable[[Any], Value]) -> Value:
        try:
            return how(self.cells.get(field, ""))
        except ValidationError as why:
            facts = {"column": COLUMNS[field].title, "text": plain(self.cells.get(field))[:80]}
            raise RuleViolation(
                _("%(column)s “%(text)s”: %(why)s") % (facts | {"why": " ".join(why.messages).rstrip(".")})
            ) from None


@transaction.atomic
def import_history(*, actor: User, at: dt.datetime, file: "IO[bytes]", reading: Reading | None = None) -> int:
    """Import a sheet of past sanctions. Returns the number of rows.

    The whole sheet is refused, with every invalid row, if a code is unknown to the rows of law, a person or a day is
    wrong, or a decree exists already. Raises SheetError if the file is not a sheet.
    """
    if not may(actor, Right.IMPORT_SANCTIONS):
        raise NotAllowed(_("Hanya BKPSDM yang memasukkan riwayat hukuman."))
    found, problems, seen = [], [], set()
    for row in _rows(file, reading or Reading()):
        try:
            sanction = _checked(row, actor, at)
            if (key := (sanction.employee_id, sanction.decree_number)) in seen:
                raise RuleViolation(_("nomor SK sudah ada pada baris lain"))
            seen.add(key)
            found.append(sanction)
        except RuleViolation as why:
            problems.append(_("Baris %(row)d: %(why)s.") % {"row": row.number, "why": why})
    if problems:
        raise Refused(problems)
    if not found:
        raise RuleViolation(_("Berkas tidak memuat baris."))
    return len(PastSanction.objects.bulk_create(found))


def _rows(file: "IO[bytes]", reading: Reading) -> Iterator[Row]:
    table = SheetReader(COLUMNS, [field for field in COLUMNS if field not in OPTIONAL], reading=reading).table(file)
    for number, cells in table.records():
        if any(not is_nothing(plain(cell)) for cell in cells.values()):
            if number > MOST_ROWS:
                raise RuleViolation(_("Paling banyak %(n)d baris sekali impor.") % {"n": MOST_ROWS})
            yield Row(number, cells)


def _checked(row: Row, actor: User, at: dt.datetime) -> PastSanction:
    nip = row.nip()
    employee = Employee.objects.visible_to(actor).filter(nip=nip).first() if nip else None
    if employee is None:
        raise RuleViolation(_("NIP %(nip)s tidak tercatat") % {"nip": nip or "kosong"})
    if employee.pk == actor.employee_id:
        raise NotAllowed(_("riwayat Anda sendiri dimasukkan petugas lain"))
    decided_on, starts_on = row.day("decided_on"), row.day("starts_on")
    if decided_on is None or starts_on is None:
        raise RuleViolation(_("tanggal SK atau mulai hukuman kosong"))
    ends_on = row.day("ends_on") or starts_on
    if not decided_on <= starts_on <= ends_on or decided_on > actor.local_date(at):
        raise RuleViolation(
            _("tanggal SK, mulai, dan akhir tidak berurutan, atau SK setelah hari ini (Pasal 38 PP 94/2021)")
        )
    number = row.text("decree_number")
    if not number or len(number) > 80 or PastSanction.objects.filter(employee=employee, decree_number=number).exists():
        raise RuleViolation(_("nomor SK kosong, terlalu panjang, atau sudah tercatat"))
    return PastSanction(
        employee=employee,
        sanction_type=_kind(row.text("code"), employee, decided_on),
        decree_number=number,
        decided_on=decided_on,
        starts_on=starts_on,
        ends_on=ends_on,
        imported_by=actor,
        imported_at=at,
    )


def _kind(code: str, employee: Employee, on: dt.date) -> SanctionType:
    """The sanction with a code of SIASN, for the category of that day, by the law of that day."""
    known = SanctionType.objects.exclude(siasn_code="")
    if not code or not known.filter(siasn_code=code).exists():
        codes = sorted(set(known.values_list("siasn_code", flat=True)), key=lambda code: (len(code), code))
        raise RuleViolation(
            _("kode jenis hukuman “%(code)s” tidak dikenal SIASN (Pasal 39 PP 94/2021); yang dikenal: %(codes)s")
            % {"code": code, "codes": ", ".join(codes)}
        )
    job = employee.employment_on(on)
    for kind in known.in_force(on).filter(siasn_code=code).order_by("slug"):
        if not kind.categories or (job and job.category in kind.categories):
            return kind
    raise RuleViolation(
        _("hukuman berkode %(code)s tidak berlaku bagi %(category)s pada %(day)s")
        % {"code": code, "category": job.get_category_display() if job else "-", "day": f"{on:%d/%m/%Y}"}
    )
