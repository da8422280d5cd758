"""The dates of an incident in words, with their precision; what nobody knows yet is named together."""

import dataclasses
import datetime as dt

from django.template.defaultfilters import date as date_words
from django.utils.translation import gettext as _

from cases.models import Incident, IncidentDate

MIDNIGHT = dt.time()


@dataclasses.dataclass(frozen=True)
class Dates:
    """``known``: label, words and source of each date; ``unknown``: what is not known of the incident."""

    known: list[tuple[str, str, str]]
    unknown: list[str]

    @property
    def first(self) -> tuple[str, str, str] | None:
        """The date nearest to the act itself."""
        return next(iter(self.known), None)


def dates_of(incident: Incident) -> Dates:
    rows = {date.kind: date for date in incident.dates.all()}
    known = [
        (str(kind.label), in_words(rows[kind], incident), rows[kind].source)
        for kind in IncidentDate.Kind
        if kind in rows
    ]
    missing = [str(kind.label) for kind in IncidentDate.Kind if kind not in rows]
    if incident.medium == Incident.Medium.UNKNOWN:
        missing.append(_("Bentuk"))
    if incident.uniform == Incident.Uniform.UNKNOWN:
        missing.append(_("Seragam"))
    if not incident.place:
        missing.append(_("Tempat"))
    return Dates(known, missing)


def in_words(date: IncidentDate, incident: Incident) -> str:
    """A date with its precision: exact, a day, about, between, or before."""
    zone = incident.agency.zone
    first, last = (moment and moment.astimezone(zone) for moment in (date.earliest_at, date.latest_at))
    known = first or last
    if known is None:
        return _("belum diketahui")
    if date.precision != IncidentDate.Precision.BOUNDS:
        exact = date.precision == IncidentDate.Precision.TIME
        words = date_words(known.replace(tzinfo=None), "l, j F Y H.i" if exact else "l, j F Y")
        words += f" {known.tzname()}" if exact else ""
        return _("sekitar %(day)s") % {"day": words} if date.precision == IncidentDate.Precision.ESTIMATE else words
    if first and last:
        return _("antara %(first)s dan %(last)s") % {"first": _day(first), "last": _day(last)}
    if last:
        sentence = (
            _("belum diketahui, sebelum %(day)s")
            if last.time() == MIDNIGHT
            else _("belum diketahui, paling akhir %(day)s")
        )
        return sentence % {"day": _day(last)}
    return _("belum diketahui, paling awal %(day)s") % {"day": _day(known)}


def _day(moment: dt.datetime) -> str:
    return date_words(moment.date(), "j M Y")
