"""Probable mistakes in a report: shown once before it is saved; the officer may save anyway."""

import dataclasses
import datetime as dt
from typing import Any

from django.utils.translation import gettext as _

from cases.models import User
from cases.parties.forms.unknown_people import lines_of

LONG_AGO = dt.timedelta(days=365)
MANY_RESPONDENTS = 20  # respondents; each is a path with its own clocks


@dataclasses.dataclass(frozen=True)
class Doubt:
    code: str
    text: str


def doubts_of(data: dict[str, Any], user: User, now: dt.datetime) -> list[Doubt]:
    """A date more than a year ago, oneself as respondent, very many respondents. A future date is an error instead."""
    found = []
    moment = data.get("recorded")
    if moment and moment.latest_at < now - LONG_AGO:
        found.append(Doubt("old", _("Kejadiannya lebih dari satu tahun lalu. Periksa tahunnya.")))
    people = data.get("people") or []
    if user.employee_id and user.employee_id in {person.pk for person in people}:
        text = _("Anda mencatat diri sendiri sebagai terlapor. Setelah disimpan, Anda tidak dapat membuka kasus ini.")
        found.append(Doubt("self", text))
    number = len(people) + sum(len(lines_of(data.get(name) or "")) for name in ("unknown", "outsiders"))
    if number > MANY_RESPONDENTS:
        text = _("Ada %(n)d terlapor; masing-masing mendapat jalur dan tenggat sendiri.") % {"n": number}
        found.append(Doubt("many", text))
    return found
