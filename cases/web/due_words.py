"""A due date in words: the working days that are left, or how late it is."""

import datetime as dt
from functools import lru_cache

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from regulations.calendar import CalendarMissing, WorkingCalendar

SOON_WITHIN = 3  # working days


def due(
    day: dt.date | None, *, today: dt.date, calendar: WorkingCalendar, statutory: bool | None = None, paused: str = ""
) -> dict[str, object]:
    """The variables of ``_contextual_date`` for a due date; ``paused``: whom a paused clock waits for."""
    if paused:
        return {"date": None, "label": _("Dijeda, menunggu %(who)s") % {"who": paused}, "tone": "paused", "kind": ""}
    if day is None:
        return {"date": None, "label": _("Tanpa tenggat"), "tone": "", "kind": ""}
    kind = "" if statutory is None else _("Wajib hukum") if statutory else _("Pengingat internal")
    label, tone = _words(day, today, calendar)
    if (year := calendar.proposed_year(today, day)) is not None:
        kind = " · ".join(filter(None, (kind, _("kalender %(year)d perlu verifikasi") % {"year": year})))
    return {"date": day, "label": label, "tone": tone, "kind": kind}


def _words(day: dt.date, today: dt.date, calendar: WorkingCalendar) -> tuple[str, str]:
    if day == today:
        return _("Hari ini"), "soon"
    try:
        return _counted(get_language(), calendar.working_days_between(today, day), (day - today).days, True)
    except CalendarMissing:  # a year without a known calendar is counted in calendar days, and the text says so
        return _counted(get_language(), (day - today).days, (day - today).days, False)


@lru_cache(maxsize=4096)
def _counted(_language: str, left: int, calendar_days: int, is_working: bool) -> tuple[str, str]:
    """The text, cached: a list needs the same few numbers many times."""
    unit = _("hari kerja") if is_working else _("hari kalender")
    if calendar_days < 0:
        return _("Terlambat %(n)d %(unit)s") % {"n": -left, "unit": unit} if left else _("Terlambat"), "late"
    if calendar_days == 1:
        return _("Besok"), "soon"
    return _("%(n)d %(unit)s lagi") % {"n": left, "unit": unit}, "soon" if left <= SOON_WITHIN else "ok"
