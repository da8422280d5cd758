"""Imports past sanctions from the national staff system (SIASN): valid rows once, invalid ones with the reason.

The file is not stored. It may be sent again after a correction: rows that are there already are only counted.
"""

import dataclasses
import datetime as dt
import io
from collections.abc import Callable, Iterator
from typing import IO, Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from cases.models import Employee, PastSanction, User
from cases.procedure.refusals import NotAllowed, RuleViolation
from cases.procedure.rights import Right, may
from lib.sheets.cells import day_of, is_nothing, plain
from lib.sheets.headings import Column
from lib.sheets.identifiers import identifier, nip_of
from lib.sheets.problems import Problem
from lib.sheets.reader import Reading, SheetReader
from lib.sheets.rejects import RejectBook
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
LONGEST_NUMBER = 80  # letters
FACTS = ("employee", "sanction_type", "decree_number", "decided_on", "starts_on", "ends_on")
Value = TypeVar("Value")


class Wrong(RuleViolation):
    """An invalid row: the field whose cell is wrong, and why."""

    def __init__(self, field: str, message: str) -> None:
        self.field = field
        super().__init__(message)


@dataclasses.dataclass
class Outcome:
    """What became of the rows of a sheet."""

    taken: int = 0
    known: int = 0
    problems: list[Problem] = dataclasses.field(default_factory=list)

    def rejects(self) -> bytes:
        """The refused rows as a workbook."""
        content = io.BytesIO()
        with RejectBook(content) as book:
            for problem in self.problems:
                book.add(problem)
        return content.getvalue()


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
            raise Wrong(field, " ".join(why.messages)) from None

    def problem(self, why: RuleViolation) -> Problem:
        field = why.field if isinstance(why, Wrong) else "nip"
        return Problem(self.number, COLUMNS[field].title, plain(self.cells.get(field))[:80], str(why))


def import_history(*, actor: User, at: dt.datetime, file: "IO[bytes]", reading: Reading | None = None) -> Outcome:
    """Import the valid rows of a sheet of past sanctions, each on its own; a row that is there already is not written
    again.

    Raises NotAllowed, RuleViolation for no or too many rows, and SheetError if the file is not a sheet; then nothing is
    written.
    """
    if not may(actor, Right.IMPORT_SANCTIONS):
        raise NotAllowed(_("Hanya BKPSDM yang memasukkan riwayat hukuman."))
    rows = list(_rows(file, reading or Reading()))
    if not rows:
        raise RuleViolation(_("Berkas tidak memuat baris."))
    outcome = Outcome()
    for row in rows:
        try:
            is_new = _take(_checked(row, actor, at))
        except RuleViolation as why:
            outcome.problems.append(row.problem(why))
            continue
        outcome.taken += is_new
        outcome.known += not is_new
    return outcome


def _take(sanction: PastSanction) -> bool:
    """Write a sanction; False if it is there already. Raises Wrong if its number stands there with other facts."""
    try:
        with transaction.atomic():
            sanction.save(force_insert=True)
    except IntegrityError:
        same = {field: getattr(sanction, field) for field in FACTS}
        if PastSanction.objects.filter(**same).exists():
            return False
        raise Wrong("decree_number", _("Nomor SK sudah tercatat dengan isi lain.")) from None
    return True


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
        raise Wrong("nip", _("NIP %(nip)s tidak tercatat.") % {"nip": nip or "kosong"})
    if employee.pk == actor.employee_id:
        raise NotAllowed(_("Riwayat Anda sendiri dimasukkan petugas lain."))
    decided_on, starts_on = row.day("decided_on"), row.day("starts_on")
    if decided_on is None or starts_on is None:
        field = "starts_on" if decided_on else "decided_on"
        raise Wrong(field, _("Tanggal SK atau mulai hukuman kosong."))
    ends_on = row.day("ends_on") or starts_on
    if not decided_on <= starts_on <= ends_on or decided_on > actor.local_date(at):
        raise Wrong(
            "decided_on",
            _("Tanggal SK, mulai, dan akhir tidak berurutan, atau SK setelah hari ini (Pasal 38 PP 94/2021)."),
        )
    number = row.text("decree_number")
    if not number or len(number) > LONGEST_NUMBER:
        raise Wrong("decree_number", _("Nomor SK kosong atau terlalu panjang."))
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
        raise Wrong(
            "code",
            _("Kode jenis hukuman “%(code)s” tidak dikenal SIASN (Pasal 39 PP 94/2021); yang dikenal: %(codes)s.")
            % {"code": code, "codes": ", ".join(codes)},
        )
    job = employee.employment_on(on)
    for kind in known.in_force(on).filter(siasn_code=code).order_by("slug"):
        if not kind.categories or (job and job.category in kind.categories):
            return kind
    raise Wrong(
        "code",
        _("Hukuman berkode %(code)s tidak berlaku bagi %(category)s pada %(day)s.")
        % {"code": code, "category": job.get_category_display() if job else "-", "day": f"{on:%d/%m/%Y}"},
    )
