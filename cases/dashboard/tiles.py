"""The dashboard's numbers as tiles, bars, columns and one sentence, each linked to the counted rows."""

import dataclasses
from functools import cache
from typing import Any

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.dashboard.numbers import Overview, Sanctions
from cases.dashboard.scope import FILTERS, Scope
from cases.models import Agency, Level, Role
from regulations.models import Severity, StaffCategory

# Three tints, lightest at the bottom: light, moderate and severe sanctions.
GROUPS = {
    "sev-light": (Severity.COACHING, Severity.MORAL, Severity.ADMINISTRATIVE, Severity.LIGHT),
    "sev-moderate": (Severity.MODERATE,),
    "sev-severe": (Severity.SEVERE, Severity.TERMINATION),
}
SERIES = [
    ("sev-light", gettext_lazy("Ringan, moral, administratif")),
    ("sev-moderate", gettext_lazy("Sedang")),
    ("sev-severe", gettext_lazy("Berat, pemberhentian")),
]
OWNERS = {Role.HR_OFFICER: gettext_lazy("Perangkat daerah")}


@cache
def _metric(code: str) -> str:
    return reverse("metric", args=[code])


@dataclasses.dataclass(frozen=True)
class Address:
    """The addresses of the rows behind a number, with the filter of this page."""

    scope: Scope
    agency: Agency | None

    def metric(self, code: str, **narrowed: object) -> str:
        return self._with(_metric(code), self._kept() | narrowed)

    def cases(self, code: str) -> str:
        """The list of cases for a number that counts cases; empty if no list has the same cases."""
        found: dict[str, dict[str, object]] = {
            "open": {"state": "open"},
            "overdue": {"due": "late", "kind": "legal"},
            "clarification": {"stage": "CLARIFICATION", "due": "late"},
        }
        if self.scope.period.is_year:
            of_year: dict[str, object] = {"sanction_year": self.scope.year}
            found |= {"sanctions": of_year, "repeats": of_year | {"repeat": "1"}}
        if code not in found or self.scope.is_narrowed:
            return ""
        return self._with(reverse("cases"), found[code] | {"agency": self.agency.pk if self.agency else ""})

    def dashboard(self) -> str:
        return self._with(reverse("dashboard"), self._kept())

    def statistics(self, name: str = "statistics", **narrowed: object) -> str:
        """The page of the statistics, or what is taken along of it, with the same filter."""
        return self._with(reverse(name), self._kept() | narrowed)

    def _kept(self) -> dict[str, object]:
        kept: dict[str, object] = {name: getattr(self.scope, name) for name in FILTERS}
        return {"period": self.scope.period.key, "agency": self.agency.pk if self.agency else ""} | kept

    @staticmethod
    def _with(path: str, query: dict[str, Any]) -> str:
        return f"{path}?{urlencode({name: value for name, value in query.items() if value})}"


def owner(role: str) -> str:
    return str(OWNERS.get(Role(role), Role(role).label) if role else _("belum ditentukan"))


def sentence(numbers: Overview, waiting: int, *, capped: int, is_leader: bool) -> str:
    """The one sentence on the most important facts; ``waiting`` above ``capped`` is said as "5+"."""
    late = numbers.lateness
    parts = [_("Tidak ada tenggat hukum yang terlewat.")]
    if late.statutory:
        most = owner(late.by_owner.most_common(1)[0][0])
        parts = [_("%(n)d tenggat hukum terlewat, terbanyak pada %(who)s.") % {"n": late.statutory, "who": most}]
    if waiting:
        many = f"{waiting - 1}+" if waiting > capped else str(waiting)
        words = _("%(n)s hal menunggu Anda.") if is_leader else _("%(n)s hal menunggu arahan pimpinan.")
        parts.append(words % {"n": many})
    return " ".join(parts)


def tiles(numbers: Overview, scope: Scope, address: Address) -> list[dict[str, Any]]:
    """The six numbers, in the order of the page."""
    late, days, sanctions = numbers.lateness, numbers.duration, numbers.sanctions
    # Filtered by agency, the list also contains cases of other agencies with respondents of this one.
    open_url = address.metric("open") if address.agency else address.cases("open")
    share = round(100 * numbers.on_time / numbers.fell_due) if numbers.fell_due else None
    return [
        _tile(_("Kasus terbuka"), numbers.open_cases, open_url,
              note=_("%(n)d laporan belum diproses") % {"n": numbers.unprocessed}),
        _tile(_("Tenggat hukum terlewat"), late.statutory, address.metric("overdue"),
              note=_split(late.by_owner, owner) or _("tidak ada"), tone="late" if late.statutory else "",
              icon="alert-triangle" if late.statutory else ""),
        _tile(_("Tepat waktu"), "–" if share is None else f"{share}%", address.metric("ontime"),
              note=_("%(n)d dari %(total)d") % {"n": numbers.on_time, "total": numbers.fell_due}),
        _tile(_("Median kejadian sampai sanksi"), _number(days.median) if days.is_shown else "–",
              address.metric("duration"), unit=_("hari kerja") if days.is_shown else "",
              note=_("P90 %(p90)d · n = %(n)d") % {"p90": days.p90, "n": days.n} if days.is_shown
              else _("data terlalu sedikit, n = %(n)d") % {"n": days.n}),
        _tile(_("Sanksi dijatuhkan %(year)d") % {"year": scope.year}, sanctions.total, address.metric("sanctions"),
              note=_("menurut tingkat: lihat di bawah")),
        _tile(_("Sanksi berulang"), sanctions.repeats, address.metric("repeats"), note=_("dalam 24 bulan")),
    ]  # fmt: skip


def _tile(label: str, value: object, url: str, **rest: str) -> dict[str, Any]:
    return {"label": label, "value": value, "url": url, "unit": "", "note": "", "tone": "", "icon": ""} | rest


def _split(counter: Any, name: Any) -> str:
    return ", ".join(f"{name(key)} {n}" for key, n in counter.most_common())


def _number(value: float | None) -> str:
    return "–" if value is None else number_format(value, 0 if value == int(value) else 1)


def levels(numbers: Overview, address: Address) -> dict[str, Any]:
    """Overdue requests for clarification, by the level of their case."""
    by_level = numbers.lateness.clarification_by_level
    return {
        "total": numbers.lateness.clarification,
        "url": address.metric("clarification"),
        "rows": [(level.label, by_level[level]) for level in Level],
    }


def severity_words(sanctions: Sanctions, address: Address) -> list[tuple[str, int, str]]:
    """Each level with sanctions, its number, and the address of its rows."""
    found = [(level, sanctions.by_severity[level]) for level in Severity if sanctions.by_severity[level]]
    return [(str(level.label), n, address.metric("sanctions", severity=level.value)) for level, n in found]


def months(sanctions: Sanctions, names: dict[int, str], address: Address) -> dict[str, Any]:
    """Columns of the months of the year, stacked by level."""
    rows: list[dict[str, Any]] = []
    for number in range(1, 13):
        parts = [(tone, sum(sanctions.by_month[number, level] for level in of)) for tone, of in GROUPS.items()]
        total = sum(value for _tone, value in parts)
        url = address.metric("sanctions", period=f"{address.scope.year}-{number:02}") if total else ""
        rows.append({"label": str(names[number]).title(), "total": total, "parts": parts, "url": url})
    return {"rows": rows, "peak": max(row["total"] for row in rows) or 1}


def agency_bars(sanctions: Sanctions, address: Address) -> dict[str, Any]:
    rows: list[dict[str, Any]] = [
        {"label": name, "value": n, "url": address.metric("sanctions", agency=pk, only=1), "note": ""}
        for pk, name, n in sanctions.by_agency
    ]
    return {"rows": rows, "peak": max((row["value"] for row in rows), default=1)}


def category_bars(sanctions: Sanctions, address: Address) -> dict[str, Any]:
    rows: list[dict[str, Any]] = [
        {"label": StaffCategory(code).label, "value": n, "url": address.metric("sanctions", category=code), "note": ""}
        for code, n in sanctions.by_category.most_common()
    ]
    return {"rows": rows, "peak": max((row["value"] for row in rows), default=1)}
