"""The law in force on the days of a past case: sanctions, competent officials, day of effect.

It is read once for all rows of a file. Between two days of change the law is the same, so one query serves all days
between them.
"""

import datetime as dt
from bisect import bisect_right
from collections import defaultdict
from functools import lru_cache

from django.utils.translation import gettext as _

from cases.models import Government, Remedy
from cases.past_cases.cell_reader import Reader
from cases.procedure.table import EXAMINED
from lib.sheets.tables import letters
from regulations.calendar import CalendarMissing, due_on
from regulations.models import (
    ClockStep,
    Interpretation,
    Power,
    Provision,
    Route,
    SanctionType,
    StaffCategory,
    TimeLimit,
)


class Law:
    """The rows of law that apply to a government."""

    def __init__(self, government: Government) -> None:
        self.region, self.tier = government.region, government.tier
        self.calendar = lru_cache(maxsize=4)(government.working_calendar)
        self.weeks = dict(government.agencies.with_own_week().values_list("pk", "six_day_week"))
        self.names = {
            kind.pk: _names(kind)
            for kind in SanctionType.objects.filter(kind=SanctionType.Kind.SANCTION, region__in=("", self.region))
        }
        self.provisions: dict[str, list[Provision]] = defaultdict(list)
        for rule in Provision.objects.filter(use=Provision.Use.CHARGE, region__in=("", self.region)):
            for name in {letters(rule.code), letters(rule.article)}:
                self.provisions[name].append(rule)
        self.changes = _days_of_change()
        self.range = lru_cache(maxsize=1024)(self._range)
        self.powers = lru_cache(maxsize=1024)(self._powers)
        self.limit = lru_cache(maxsize=1024)(TimeLimit.objects.in_force_for)
        self.effect_on = lru_cache(maxsize=4096)(self._effect_on)

    def as_of(self, on: dt.date) -> dt.date:
        """The first day on which the law was the same as on the day ``on``; used as the key of the cache."""
        place = bisect_right(self.changes, on)
        return self.changes[place - 1] if place else dt.date.min

    def _range(self, category: str, on: dt.date) -> list[SanctionType]:
        return [
            kind
            for route in Route
            if route in EXAMINED
            for kind in SanctionType.objects.open_to(category=category, route=route, on=on, region=self.region)
            if kind.kind == SanctionType.Kind.SANCTION
        ]

    def _powers(self, category: str, route: str, on: dt.date) -> list[Power]:
        return list(Power.objects.imposing(category, route, on, government=self.tier, region=self.region))

    def sanction(self, reader: Reader, category: str, on: dt.date) -> SanctionType | None:
        """The sanction with this code or name, among those possible for the category on the day of the event."""
        text = letters(reader.raw("sanction"))
        if not text:
            reader.stop("sanction", _("Kosong. Isi kode atau nama sanksinya."))
            return None
        route = reader.choice("route")
        open_kinds = self.range(category, self.as_of(on))
        found = [kind for kind in open_kinds if text in self.names[kind.pk]]
        if route and len(found) > 1:
            found = [kind for kind in found if kind.route == route]
        if len(found) == 1:
            if route and found[0].route != route:
                reader.stop("route", _("Sanksi itu milik jalur %(route)s.") % {"route": found[0].get_route_display()})
            return found[0]
        facts = {
            "category": StaffCategory(category).label,
            "day": f"{on:%d/%m/%Y}",
            "known": "; ".join(f"{kind.code} {kind.name}" for kind in open_kinds) or _("belum tercatat"),
        }
        if any(text in names for names in self.names.values()):
            said = _("Tidak berlaku bagi %(category)s pada hari kejadian, %(day)s. Yang berlaku: %(known)s.")
        elif len(found) > 1:
            said = _("Ada beberapa sanksi bernama itu. Tulis kodenya: %(known)s.")
        else:
            said = _("Sanksi tidak dikenal. Yang berlaku bagi %(category)s pada %(day)s: %(known)s.")
        reader.stop("sanction", said % facts)
        return None

    def provision(self, reader: Reader, category: str, on: dt.date) -> Provision | None:
        """The violated rule by its code; in force on the day of the event and applicable to the category."""
        text = letters(reader.raw("provision"))
        if not text:
            return None
        named = self.provisions.get(text, [])
        for rule in named:
            in_force = rule.in_force_from and rule.in_force_from <= on <= (rule.in_force_until or dt.date.max)
            if in_force and (not rule.categories or category in rule.categories):
                return rule
        if named:
            said = _("%(article)s tidak berlaku bagi %(category)s pada hari kejadian, %(day)s.")
            facts = {"article": named[0].article, "category": StaffCategory(category).label, "day": f"{on:%d/%m/%Y}"}
            reader.stop("provision", said % facts)
        else:
            reader.stop("provision", _("Pasal tidak dikenal. Tulis kodenya dari lembar Daftar, atau kosongkan."))
        return None

    def check_power(self, reader: Reader, kind: SanctionType, category: str, official: str, on: dt.date) -> None:
        """Check that the official had the power over this level on the day of the decree (Pasal 16–25 PP 94/2021)."""
        powers = [
            power for power in self.powers(category, kind.route, self.as_of(on)) if kind.severity in power.severities
        ]
        if not powers:
            reader.warn("official", _("Kewenangan pada hari itu belum tercatat; tidak diuji."))
        elif official not in {power.official for power in powers}:
            names = ", ".join(dict.fromkeys(str(power.get_official_display()) for power in powers))
            reader.stop(
                "official",
                _("Tidak berwenang menjatuhkan “%(name)s” (Pasal 16–25 PP 94/2021). Yang berwenang: %(names)s.")
                % {"name": kind.name, "names": names},
            )

    def effect(self, kind: SanctionType, category: str, agency: int, received_on: dt.date) -> dt.date | None:
        """The 15th working day of the unit after receipt on the discipline route, else receipt itself (Pasal 38 PP
        94/2021); unknown where the calendar of that year is."""
        if kind.route != Route.DISCIPLINE:
            return received_on
        return self.effect_on(category, self.weeks.get(agency), received_on)

    def _effect_on(self, category: str, six_day_week: bool | None, received_on: dt.date) -> dt.date | None:
        limit = self.limit(ClockStep.TAKE_EFFECT, category, self.as_of(received_on))
        if limit is None or limit.amount is None:
            return None
        try:
            return due_on(limit, received_on, self.calendar(six_day_week))
        except CalendarMissing:
            return None

    def remedy(self, kind: SanctionType) -> str:
        """The remedy that exists against a sanction; empty for none (PP 79/2021)."""
        if kind.appeal:
            return Remedy.Kind.APPEAL
        return Remedy.Kind.OBJECTION if kind.objection and kind.route == Route.DISCIPLINE else ""


def _names(kind: SanctionType) -> set[str]:
    return {letters(kind.code), letters(kind.name), letters(kind.other_name)} - {""}


def _days_of_change() -> list[dt.date]:
    """The days on which a rule that is used here entered into force or ended."""
    days: set[dt.date] = set()
    for kind in (SanctionType, Power, TimeLimit, Interpretation):
        for first, last in kind.objects.values_list("in_force_from", "in_force_until").distinct():
            days |= {first} if first else set()
            days |= {last + dt.timedelta(days=1)} if last else set()
    return sorted(days)
