"""Form fields for dates and times as people write them in Indonesian; the page repeats what was understood."""

import dataclasses
import datetime as dt
from typing import Any, Generic, TypeVar
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.template.defaultfilters import date as date_words
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lib.sheets.clock_times import read_clock
from lib.sheets.indonesian_days import DATE_HINT, LAST_MINUTE, read_day

SUBMISSION = "submission"  # the hidden field with the key of a form
JAKARTA = ZoneInfo("Asia/Jakarta")


Value = TypeVar("Value")


class EchoedBoundField(forms.BoundField):
    """Says back in words what was understood of a date that was sent."""

    field: "WrittenField[Any]"

    @property
    def help_text(self) -> str:
        if not self.form.is_bound or not self.data:
            return self._hint
        try:
            value = self.field.to_python(self.data)
        except ValidationError:
            return self._hint
        return _("Terbaca: %(words)s") % {"words": self.field.in_words(value)} if value else self._hint

    @help_text.setter
    def help_text(self, hint: str) -> None:
        self._hint = hint


class WrittenField(forms.Field, Generic[Value]):
    """A time as people write it. ``today`` and ``zone`` are set by the form, from the agency."""

    bound_field_class = EchoedBoundField
    widget = forms.TextInput(attrs={"autocomplete": "off", "class": "input-short"})
    value_class: type[Value]
    today: dt.date
    zone: ZoneInfo = JAKARTA

    def to_python(self, value: object) -> Value | None:
        if value in self.empty_values:
            return None
        return value if isinstance(value, self.value_class) else self.read(str(value))

    def read(self, text: str) -> Value:
        """The value that a text means. Raises ValidationError when it means none."""
        raise NotImplementedError

    def in_words(self, value: Value) -> str:
        """The value in Indonesian, so that the reader sees how it was understood."""
        raise NotImplementedError

    def prepare_value(self, value: object) -> object:
        """A value as the text that ``read`` understands."""
        if isinstance(value, dt.datetime):
            local = value.astimezone(self.zone)
            return f"{local.day}/{local.month}/{local.year} {local:%H.%M}"
        return f"{value.day}/{value.month}/{value.year}" if isinstance(value, dt.date) else value

    def minute_in_words(self, at: dt.datetime) -> str:
        local = at.astimezone(self.zone)
        return date_words(local.replace(tzinfo=None), "l, j F Y H.i") + f" {local.tzname()}"


class DayField(WrittenField[dt.date]):
    """A day."""

    value_class = dt.date
    default_error_messages = {"required": DATE_HINT}

    def read(self, text: str) -> dt.date:
        return read_day(text, self.today)

    def in_words(self, value: dt.date) -> str:
        return date_words(value, "l, j F Y")


class TimedField(WrittenField[dt.datetime]):
    """A moment with its clock time, in the zone that is written, else in that of the agency."""

    value_class = dt.datetime
    default_error_messages = {"required": gettext_lazy("Tulis tanggal dan pukul seperti 27/3/2026 14.05.")}

    def read(self, text: str) -> dt.datetime:
        day, clock, zone = read_clock(text)
        if clock is None:
            raise ValidationError(_("Tulis juga pukulnya, seperti 27/3/2026 14.05."), code="no_clock")
        return dt.datetime.combine(read_day(day, self.today), clock, zone or self.zone).astimezone(self.zone)

    def in_words(self, value: dt.datetime) -> str:
        return self.minute_in_words(value)


@dataclasses.dataclass(frozen=True)
class Moment:
    """When something happened, as exactly as it was written: a minute, or some time on a day."""

    earliest_at: dt.datetime
    latest_at: dt.datetime

    @property
    def is_exact(self) -> bool:
        return self.earliest_at == self.latest_at


class MomentField(WrittenField[Moment]):
    """A moment that may lack its clock time; then it is the whole day."""

    value_class = Moment
    default_error_messages = {"required": DATE_HINT}

    def read(self, text: str) -> Moment:
        day_text, clock, zone = read_clock(text)
        day = read_day(day_text, self.today)
        first = dt.datetime.combine(day, clock or dt.time(), zone or self.zone).astimezone(self.zone)
        return Moment(first, first if clock else dt.datetime.combine(day, LAST_MINUTE, self.zone))

    def in_words(self, value: Moment) -> str:
        if value.is_exact:
            return self.minute_in_words(value.earliest_at)
        return date_words(value.earliest_at.astimezone(self.zone).date(), "l, j F Y")


def set_today(form: forms.BaseForm, today: dt.date, zone: ZoneInfo = JAKARTA) -> None:
    """From which day and in which time zone the dates of a form are read."""
    for field in form.fields.values():
        if isinstance(field, WrittenField):
            field.today, field.zone = today, zone


class DatedForm(forms.Form):
    """A form whose dates are read in the zone of an agency."""

    def __init__(self, *args: Any, today: dt.date, zone: ZoneInfo = JAKARTA, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today, self.zone = today, zone
        self.add_fields()
        set_today(self, today, zone)

    def add_fields(self) -> None:
        """Where a form adds the fields that only it knows when it is opened."""
