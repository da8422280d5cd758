"""Finds the people of the rows of past cases, many rows in one query."""

import dataclasses
import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from cases.models import Decision, Employee, Employment, Government, Respondent, User
from cases.models.people.employee import near_names
from cases.past_cases.cell_reader import Reader
from cases.people.units import unit_of
from lib.people.folding import fold_name
from lib.sheets.cells import with_letters
from lib.sheets.identifiers import nip_of
from lib.sheets.tables import letters
from regulations.models import StaffCategory


@dataclasses.dataclass(frozen=True)
class Person:
    """A person on the day of the event; ``employee`` None: not on the payroll, known only by number or name."""

    employee: Employee | None
    nip: str
    other_number: str
    name: str
    category: str
    agency: int
    job: str
    decrees: Mapping[str, str] = dataclasses.field(default_factory=dict)

    @property
    def same(self) -> object:
        """A value that is equal for two rows of one person."""
        if self.employee:
            return self.employee.pk
        return self.nip or self.other_number or (fold_name(self.name), self.agency)

    def known_as(self, decree_number: str) -> str:
        """The case that already contains that decree of this person; empty for none."""
        return self.decrees.get(letters(decree_number), "") if decree_number else ""


SHOWN = 3  # people with the same name, or one like it, that a warning lists
MOST_LOOKUPS = 20  # of similar names among the rows read together; each reads a part of the payroll


class People:
    """The people of a government whom the rows may name."""

    def __init__(
        self,
        government: Government,
        actor: User,
        units: Mapping[str, int | None],
        rows: Iterable[Mapping[str, str]],
        *,
        offers: bool,
    ) -> None:
        """``offers``: whether similar names are looked up for names that nobody on the payroll has."""
        self.zone = ZoneInfo(government.time_zone)
        self.government, self.own, self.units = government, actor.employee_id, units
        rows = list(rows)
        nips = {_digits(row.get("nip", "")) for row in rows} - {""}
        others = {row.get("other_number", "") for row in rows} - {""}
        self.by_nip = {employee.nip: employee for employee in Employee.objects.filter(nip__in=nips)}
        known = Employee.objects.filter(government=government)
        self.by_other = {employee.other_number: employee for employee in known.filter(other_number__in=others)}
        names = {fold_name(row.get("name", "")) for row in rows if not self._has_known_number(row)}
        self.by_name: dict[str, list[Employee]] = defaultdict(list)
        for namesake in known.filter(folded__in=names - {""}):
            self.by_name[str(namesake.folded)].append(namesake)
        self.alike: dict[str, list[Employee]] = {}
        self.uncompared: set[str] = set()
        if offers:
            self._look_for_alike(row["name"] for row in rows if row.get("name") and not _has_number(row))
        self.jobs: dict[int, list[Employment]] = defaultdict(list)
        self.charged: dict[int, set[int]] = defaultdict(set)
        self.decrees: dict[int, dict[str, str]] = defaultdict(dict)
        self._read_histories()

    def _read_histories(self) -> None:
        """Of everybody who was found: the posts by date, where somebody without a post was charged, and the numbers of
        decisions with the case of each."""
        namesakes = [one for found in self.by_name.values() for one in found]
        everyone = {one.pk for one in (*self.by_nip.values(), *self.by_other.values(), *namesakes)}
        # Not prefetched: a manager with a query set for each employee costs a tenth of the whole check.
        for job in Employment.objects.filter(employee__in=everyone).order_by("starts_on"):
            self.jobs[job.employee_id].append(job)
        nameless = [employee.pk for employee in namesakes if employee.pk not in self.jobs]
        for employee, agency in Respondent.objects.filter(employee__in=nameless).values_list("employee", "agency"):
            self.charged[employee].add(agency)
        rows_of = Decision.objects.filter(respondent__employee__in=everyone).exclude(number="")
        for pk, number, case in rows_of.values_list("respondent__employee", "number", "respondent__case__number"):
            self.decrees[pk][letters(number)] = case

    def _has_known_number(self, row: Mapping[str, str]) -> bool:
        return _digits(row.get("nip", "")) in self.by_nip or row.get("other_number", "") in self.by_other

    def _look_for_alike(self, names: Iterable[str]) -> None:
        """Find people of names similar to those that nobody on the payroll has; of too many names only some."""
        unknown = sorted({fold_name(name) for name in names} - set(self.by_name) - {""})
        if not unknown:
            return
        people = Employee.objects.filter(government=self.government)
        with near_names():
            self.alike = {name: list(people.resembling(name)[:SHOWN]) for name in unknown[:MOST_LOOKUPS]}
        self.uncompared = set(unknown[MOST_LOOKUPS:])

    def find(self, reader: Reader, *, on: dt.date | None) -> Person | None:
        """Find by number, otherwise by name and unit; missing data come from the post held on that day."""
        nip = reader.read("nip", nip_of, "")
        other = "" if nip else reader.text("other_number")
        name, job = reader.text("name"), reader.text("post")
        category = reader.choice("category")
        text = reader.text("agency")
        agency = reader.read("agency", lambda _cell: unit_of(text, self.units), 0) if text else 0
        if reader.is_stopped or on is None:
            return None
        employee = self._employee(reader, nip, other, name, agency)
        if reader.is_stopped:
            return None
        held = _held(self.jobs.get(employee.pk, []), on) if employee else None
        if held is not None:
            _compare(reader, held, category, agency)
            category, agency, job = category or held.category, agency or held.agency_id, job or held.post
        _require(reader, category, agency, name if employee is None else employee.name)
        if reader.is_stopped:
            return None
        called = employee.name if employee else name
        decrees = self.decrees[employee.pk] if employee else {}
        return Person(employee, nip, other, called, category, agency, job, decrees)

    def _employee(self, reader: Reader, nip: str, other: str, name: str, agency: int) -> Employee | None:
        if nip or other:
            found = self.by_nip.get(nip) if nip else self.by_other.get(other)
            if found is not None and found.government_id != self.government.pk:
                reader.stop("nip", _("Tercatat pada pemerintah daerah lain."))
                return None
            if found is None:
                reader.warn("nip", _("Tidak ada dalam daftar pegawai; ia dicatat baru, tanpa riwayat jabatan."))
                self._offer(reader, self.by_name.get(fold_name(name), []))
            elif name and fold_name(name) != found.folded:
                reader.warn("name", _("Nama pada daftar pegawai: %(name)s.") % {"name": found.name})
        else:
            found = self._by_name(reader, name, agency)
        if found is not None and found.pk == self.own:
            reader.stop("name", _("Kasus Anda sendiri dimasukkan petugas lain."))
        return found

    def _by_name(self, reader: Reader, name: str, agency: int) -> Employee | None:
        """The people of that name who worked in the unit or were respondents there."""
        called = self.by_name.get(fold_name(name), [])
        found = [
            employee
            for employee in called
            if not agency
            or agency in {job.agency_id for job in self.jobs.get(employee.pk, ())}
            or agency in self.charged.get(employee.pk, ())
        ]
        if len(found) > 1:
            reader.stop("name", _("Ada %(n)d pegawai bernama itu. Isi NIP atau nomor lainnya.") % {"n": len(found)})
        elif found:
            reader.warn(
                "nip", _("Tanpa nomor; dikenali dari nama dan unitnya: %(who)s.") % {"who": found[0].number or name}
            )
            return found[0]
        elif called:
            message = _(
                "Ada pegawai bernama itu di unit lain: %(who)s. "
                "Bila orangnya sama, isi NIP-nya; bila tidak, ia dicatat baru."
            )
            reader.warn(
                "nip", message % {"who": "; ".join(f"{employee.name} {employee.number}" for employee in called[:SHOWN])}
            )
        elif name:
            reader.warn("nip", _("Tidak ada dalam daftar pegawai; ia dicatat baru, dengan nama dan unitnya saja."))
            self._offer(reader, self.alike.get(fold_name(name), []))
            if fold_name(name) in self.uncompared:
                reader.warn("name", _("Nama yang mirip belum dicari; cari orangnya dahulu dalam daftar pegawai."))
        return None

    def _offer(self, reader: Reader, people: list[Employee]) -> None:
        """Names who the person may be, before a second one of the same person is recorded."""
        if people:
            who = "; ".join(f"{person.name} {person.number}".strip() for person in people[:SHOWN])
            reader.warn("name", _("Mungkin maksudnya %(who)s. Bila orangnya sama, perbaiki NIP-nya.") % {"who": who})


def _has_number(row: Mapping[str, str]) -> bool:
    return bool(row.get("nip") or row.get("other_number"))


def _digits(text: str) -> str:
    try:
        return nip_of(text)
    except ValidationError:
        return ""


def _held(jobs: Sequence[Employment], on: dt.date) -> Employment | None:
    """Like `Employee.employment_on`, for rows already read: before the first known one, the first."""
    return next((job for job in reversed(jobs) if job.starts_on <= on), jobs[0] if jobs else None)


def _require(reader: Reader, category: str, agency: int, name: str) -> None:
    if not category:
        reader.stop("category", _("Kosong. Isi status kepegawaian pada hari kejadian; hukumnya dipilih dari situ."))
    if not agency:
        reader.stop("agency", _("Kosong. Isi perangkat daerahnya pada hari kejadian."))
    if not name:
        reader.stop("name", _("Kosong. Isi nama terperiksa."))
    reader.read("name", lambda _cell: with_letters(name), "")


def _compare(reader: Reader, held: Employment, category: str, agency: int) -> None:
    """The row's data of that day take precedence; a difference from the staff record is noted."""
    if category and category != held.category:
        reader.warn(
            "category", _("Riwayat jabatannya menyebut %(other)s.") % {"other": StaffCategory(held.category).label}
        )
    if agency and agency != held.agency_id:
        reader.warn("agency", _("Riwayat jabatannya menyebut unit lain pada hari itu."))
