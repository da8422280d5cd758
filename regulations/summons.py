"""The lawful days of an examination, counted from the letter. No database and no current time, like the calendar."""

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from regulations.calendar import WorkingCalendar
from regulations.models.reading import Reading

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

TOLERATED = 1  # working days: BKN's own example examines on the eighth


@dataclass(frozen=True)
class HearingWindow:
    """The days of the examination by the region's reading (Pasal 26 ayat (2) PP 94/2021).

    ``planned`` satisfies both readings: it is at most and at least the number of working days after the letter.
    """

    planned: dt.date
    earliest: dt.date | None
    latest: dt.date | None

    def concern(self, day: dt.date) -> "StrOrPromise":
        """Why a day may be contested under the region's reading; empty for none."""
        if self.earliest and day < self.earliest:
            return _("Lebih awal daripada batas pemanggilan; panggilan dapat dipersoalkan.")
        if self.latest and day > self.latest:
            return _("Lebih lambat daripada batas pemanggilan; pemeriksaan dapat dipersoalkan.")
        return ""


def hearing_window(letter_on: dt.date, days: int, calendar: WorkingCalendar, reading: str) -> HearingWindow:
    """The window of an examination: `days` working days after the letter, at most or at least."""
    planned = calendar.add_working_days(letter_on, days)
    if reading == Reading.AT_LEAST:
        return HearingWindow(planned, earliest=planned, latest=None)
    return HearingWindow(planned, earliest=None, latest=calendar.add_working_days(planned, TOLERATED))
