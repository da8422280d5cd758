"""Form fields for dates and times in Indonesian notation; the page repeats how the input was read."""

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

SUBMISSION = "submission"  # the hidden field with the idempotency key
JAKARTA = ZoneInfo("Asia/Jakarta")


Value = TypeVar("Value")


class EchoedBoundField(forms.BoundField):
    """Repeats in words how a submitted date was read."""

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
    """A typed date or time. The form sets ``today`` and ``zone`` from the agency."""

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
        """The value of a text. Raises ValidationError if it cannot be read."""
        raise NotImplementedError

    def in_words(self, value: Value) -> str:
        """The value in Indonesian words, which the page repeats."""
        raise NotImplementedError

    def prepare_value(self, value: object) -> object:
        """The value as text that ``read`` accepts."""
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
    """A date with clock time, in the typed zone or otherwise that of the agency."""

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
    """A time with its precision: a minute, or a day."""

    earliest_at: dt.datetime
    latest_at: dt.datetime

    @property
    def is_exact(self) -> bool:
        return self.earliest_at == self.latest_at


class MomentField(WrittenField[Moment]):
    """A date with optional clock time; without one it means the whole day."""

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


def name_what_is_missing(form: forms.BaseForm) -> None:
    """Let an empty field say what is missing, unless it already says more."""
    general = forms.Field.default_error_messages["required"]
    for field in form.fields.values():
        if field.error_messages.get("required") == general and field.label:
            said = _("Pilih %(what)s.") if isinstance(field, forms.ChoiceField) else _("Isi %(what)s.")
            label = str(field.label)
            field.error_messages["required"] = said % {"what": f"“{label}”"}


def set_today(form: forms.BaseForm, today: dt.date, zone: ZoneInfo = JAKARTA) -> None:
    """Set the day and the time zone by which the dates of a form are read."""
    for field in form.fields.values():
        if isinstance(field, WrittenField):
            field.today, field.zone = today, zone


class DatedForm(forms.Form):
    """A form whose dates are read in the time zone of an agency."""

    def __init__(self, *args: Any, today: dt.date, zone: ZoneInfo = JAKARTA, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today, self.zone = today, zone
        self.add_fields()
        set_today(self, today, zone)
        name_what_is_missing(self)

    def add_fields(self) -> None:
        """Hook: a form adds the fields that depend on the account or the case."""
