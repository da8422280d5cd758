"""Reads a list of agencies from a sheet and adds those that are not there yet."""

import dataclasses
from typing import IO

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from cases.models import Agency, Government, User
from cases.organisation import agencies
from cases.people.units import unit_of, units_of
from cases.procedure.refusals import RuleViolation
from lib.sheets.cells import not_a_formula, plain
from lib.sheets.headings import Column
from lib.sheets.problems import Problem
from lib.sheets.reader import SheetReader
from lib.sheets.tables import letters
from lib.sheets.words import Words

COLUMNS = {
    "name": Column("Nama", ("namaperangkatdaerah", "namaunit", "unitkerja", "perangkatdaerah", "opd", "namaopd")),
    "short_name": Column("Nama singkat", ("singkatan", "akronim", "namapendek")),
    "kind": Column("Jenis", ("jenisunit", "jenisperangkatdaerah", "bentuk")),
    "parent": Column("Induk", ("perangkatdaerahinduk", "unitinduk", "opdinduk", "atasan")),
    "head_title": Column("Sebutan kepala", ("jabatankepala", "kepala", "pimpinan", "sebutanpimpinan")),
}  # fmt: skip
REQUIRED = ("name", "kind")
EXAMPLES = (
    ("Dinas Pendidikan", "Disdik", "Dinas", "", "Kepala Dinas Pendidikan"),
    ("SMP Negeri 1", "SMPN 1", "Sekolah", "Disdik", "Kepala SMP Negeri 1"),
)
OTHERWISE = {
    Agency.Kind.HOSPITAL: "rsud puskesmas rumahsakit",
    Agency.Kind.DISTRICT: "distrik camat",
    Agency.Kind.VILLAGE: "desa kampung nagari gampong",
    Agency.Kind.COMPANY: "perumda perseroda pd",
    Agency.Kind.SCHOOL: "sd smp satuanpendidikan",
    Agency.Kind.COUNCIL_SECRETARIAT: "setwan",
    Agency.Kind.SECRETARIAT: "setda",
}
KINDS = Words(
    {str(each.label): each for each in Agency.Kind},
    {word: kind for kind, words in OTHERWISE.items() for word in words.split()},
)
LIMITS = {"name": 160, "short_name": 60, "head_title": 120}
MOST_ROWS = 5_000


@dataclasses.dataclass
class Outcome:
    """The result of a sheet: how many agencies were added and were there already, and the refused rows."""

    added: int = 0
    known: int = 0
    problems: list[Problem] = dataclasses.field(default_factory=list)


@transaction.atomic
def add_from(file: "IO[bytes]", *, government: Government, actor: User) -> Outcome:
    """Add the agencies of a sheet, a parent above its units. The same sheet again adds nothing.

    Good rows are added, bad ones are listed. Raises SheetError, and NotAllowed.
    """
    outcome = Outcome()
    for number, cells in SheetReader(COLUMNS, REQUIRED).table(file).records():
        if number > MOST_ROWS:
            outcome.problems.append(Problem(number, "", "", _("Paling banyak %(n)d baris.") % {"n": MOST_ROWS}))
            break
        row = {field: not_a_formula(plain(cells.get(field))) for field in COLUMNS}
        field = ""
        try:
            for field in ("name", "kind"):
                if not row[field]:
                    raise ValidationError(_("Kosong. Isi selnya."))
            for field, most in LIMITS.items():
                if len(row[field]) > most:
                    raise ValidationError(_("Terlalu panjang: paling banyak %(n)d huruf.") % {"n": most})
            field = "kind"
            kind = KINDS.meant(row["kind"])
            field = "parent"
            parent = _parent(row["parent"], government)
            field = "name"
            _add(outcome, row, kind, parent, government, actor)
        except (ValidationError, RuleViolation) as error:
            words = " ".join(error.messages) if isinstance(error, ValidationError) else str(error)
            outcome.problems.append(Problem(number, COLUMNS[field].title, row[field], words))
    return outcome


def _parent(text: str, government: Government) -> Agency | None:
    if not text:
        return None
    return Agency.objects.get(pk=unit_of(text, units_of(government)))


def _add(
    outcome: Outcome, row: dict[str, str], kind: Agency.Kind, parent: Agency | None, government: Government, actor: User
) -> None:
    siblings = Agency.objects.filter(government=government, parent=parent)
    if any(letters(each.name) == letters(row["name"]) for each in siblings):
        outcome.known += 1
        return
    agencies.add(
        government=government,
        actor=actor,
        parent=parent,
        name=row["name"],
        short_name=row["short_name"] or row["name"][: LIMITS["short_name"]],
        kind=kind,
        head_title=row["head_title"] or f"Kepala {row['name']}"[: LIMITS["head_title"]],
    )
    outcome.added += 1
