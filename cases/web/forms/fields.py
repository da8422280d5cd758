"""Dates and moments as people write them in Indonesian; what was understood is said back in words."""

import dataclasses
import datetime as dt
import re
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.template.defaultfilters import date as date_words
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lib.sheets.indonesian_days import DATE_HINT, LAST_MINUTE, read_day, short

SUBMISSION = "submission"  # the hidden field with the key of a form
JAKARTA = ZoneInfo("Asia/Jakarta")
CLOCK = re.compile(r"[\s,t]+(?:pukul|pkl\.?|jam)?\s*(\d{1,2})[.:](\d{2})(?:[.:]\d{2})?\s*(?:wib|wita|wit)?$")


def read_clock(text: str) -> tuple[str, dt.time | None]:
    """Splits the clock time off the end of a text. Raises ValidationError for an hour that no day has."""
    found = CLOCK.search(short(text).lower())
    if not found:
        return text, None
    try:
        return text[: found.start()], dt.time(int(found.group(1)), int(found.group(2)))
    except ValueError:
        raise ValidationError(_("Pukul %(text)s tidak ada."), params={"text": found.group(0).strip()}) from None


class EchoedBoundField(forms.BoundField):
    """Says back in words what was understood of a date that was sent."""

    @property
    def help_text(self) -> str:  # type: ignore[override]
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


class DayField(forms.Field):
    """A day. ``today`` and ``zone`` are set by the form, from the agency."""

    bound_field_class = EchoedBoundField
    widget = forms.TextInput(attrs={"autocomplete": "off", "class": "input-short"})
    today: dt.date
    zone: ZoneInfo = JAKARTA
    default_error_messages = {"required": DATE_HINT}

    def to_python(self, value: object) -> dt.date | None:
        if value in self.empty_values or isinstance(value, dt.date):
            return value or None  # type: ignore[return-value]
        return read_day(str(value), self.today)

    def prepare_value(self, value: object) -> object:
        return f"{value.day}/{value.month}/{value.year}" if isinstance(value, dt.date) else value

    def in_words(self, value: dt.date) -> str:
        return date_words(value, "l, j F Y")


class TimedField(DayField):
    """A moment with its clock time, in the zone of the agency."""

    default_error_messages = {"required": gettext_lazy("Tulis tanggal dan pukul seperti 27/3/2026 14.05.")}

    def to_python(self, value: object) -> dt.datetime | None:
        if value in self.empty_values or isinstance(value, dt.datetime):
            return value or None  # type: ignore[return-value]
        day, clock = read_clock(str(value))
        if clock is None:
            raise ValidationError(_("Tulis juga pukulnya, seperti 27/3/2026 14.05."), code="no_clock")
        return dt.datetime.combine(read_day(day, self.today), clock, self.zone)

    def prepare_value(self, value: object) -> object:
        if isinstance(value, dt.datetime):
            local = value.astimezone(self.zone)
            return f"{local.day}/{local.month}/{local.year} {local:%H.%M}"
        return value

    def in_words(self, value: dt.datetime) -> str:
        local = value.astimezone(self.zone)
        return date_words(local.replace(tzinfo=None), "l, j F Y H.i") + f" {local.tzname()}"


@dataclasses.dataclass(frozen=True)
class Moment:
    """When something happened, as exactly as it was written: a minute, or some time on a day."""

    earliest_at: dt.datetime
    latest_at: dt.datetime

    @property
    def is_exact(self) -> bool:
        return self.earliest_at == self.latest_at


class MomentField(TimedField):
    """A moment that may lack its clock time; then it is the whole day."""

    default_error_messages = {"required": DATE_HINT}

    def to_python(self, value: object) -> Moment | None:  # type: ignore[override]
        if value in self.empty_values or isinstance(value, Moment):
            return value or None  # type: ignore[return-value]
        day_text, clock = read_clock(str(value))
        day = read_day(day_text, self.today)
        first = dt.datetime.combine(day, clock or dt.time(), self.zone)
        return Moment(first, first if clock else dt.datetime.combine(day, LAST_MINUTE, self.zone))

    def in_words(self, value: Moment) -> str:  # type: ignore[override]
        if value.is_exact:
            return super().in_words(value.earliest_at)
        return date_words(value.earliest_at.astimezone(self.zone).date(), "l, j F Y")


class DatedForm(forms.Form):
    """A form whose dates are read in the zone of an agency."""

    def __init__(self, *args: object, today: dt.date, zone: ZoneInfo = JAKARTA, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.today, self.zone = today, zone
        self.add_fields()
        for field in self.fields.values():
            if isinstance(field, DayField):
                field.today, field.zone = today, zone

    def add_fields(self) -> None:
        """Where a form adds the fields that only it knows when it is opened."""
