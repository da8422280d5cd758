"""The notice to one person affected by a breach (Pasal 46 ayat (2) UU 27/2022), ready to sign."""

import datetime as dt
from zoneinfo import ZoneInfo

from django.template.defaultfilters import date as date_words
from django.utils import translation

from cases.letters.drafting import compose
from cases.letters.wordings import wording_of
from cases.models import AffectedPerson, Agency, Breach, TimeZone
from lib.documents.document import Document
from regulations.models import ClockStep

CODE = ClockStep.TELL_OF_BREACH.value  # the notice has the code of the clock that it meets


def notice(breach: Breach, person: AffectedPerson, *, office: Agency, on: dt.date) -> Document:
    """The letter to one person, without number: the office signs and numbers it. Raises RuleViolation for a form not in
    force."""
    used = wording_of(breach.government, CODE, on)
    with translation.override("id"):
        data = {
            "kepada": person.employee.name,
            "data_terungkap": breach.data,
            "uraian": breach.what,
            "waktu_diketahui": in_words(breach.known_at, breach),
            "upaya_pemulihan": breach.remedy,
            "tanggal_kirim": date_words(on, "j F Y"),
        }
    return compose(used=used, data=data, office=office, on=on, note=breach.number)


def in_words(moment: dt.datetime, breach: Breach) -> str:
    """A time in the zone of the government."""
    zone = TimeZone(breach.government.time_zone)
    clock = moment.astimezone(ZoneInfo(breach.government.time_zone))
    return f"{date_words(clock.date(), 'j F Y')} pukul {clock:%H.%M} {zone.label}"
