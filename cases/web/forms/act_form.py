"""The common part of the forms of all acts on respondents: day of the act, version, and respondents."""

import copy
import datetime as dt
import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cases.models import Respondent, User
from cases.procedure.back_dating import is_back_dated
from cases.web.forms.employees import search_as
from cases.web.forms.fields import DatedForm, DayField, set_today
from cases.web.forms.rows import MORE_BUTTON, Rows
from regulations.models.catalogue import Sourced

REASONS = ("turn_reason", "late_reason")
NOT_TOLD = ("concerned", "version", *REASONS)  # needed by the page, not passed to the service


class ConcernedField(forms.MultipleChoiceField):
    """The respondents, each with the version that the page showed; the service refuses an outdated one."""

    widget = forms.CheckboxSelectMultiple
    default_error_messages = {"required": _("Pilih paling sedikit satu orang.")}

    def valid_value(self, value: str) -> bool:
        known = [choice.partition(":")[0] for choice, _label in self.widget.choices]
        pk, _colon, version = value.partition(":")
        return pk in known and re.fullmatch(r"[0-9]{1,9}", version) is not None


def doubted(text: str, row: Sourced) -> str:
    """A choice from the rulebook, marked if its source has not been verified."""
    return f"{text} – {gettext('perlu verifikasi')}" if row.needs_verification else text


class ActForm(DatedForm):
    """The cleaned data are the keyword arguments of the service. One respondent, or several of one case."""

    template = "casefile/acts/_act_fields.html"
    aside = ""  # shown before the form is filled in
    varies: tuple[str, ...] = ()  # for several people: the fields that may have another value for one of them
    row_sets: dict[str, dict[str, Any]] = {}
    on = DayField(label=_("Tanggal"), help_text=_("Hari berlakunya, mis. 27/3/2026, 27 Maret 2026, atau kemarin."))
    late_reason = forms.CharField(
        label=_("Mengapa baru dicatat sekarang"),
        help_text=_("Tindakan ini lebih dahulu daripada hari kasus dicatat. Alasannya masuk ke jejak audit."),
        max_length=300,
        required=False,
        widget=forms.HiddenInput,
    )
    turn_reason = forms.CharField(
        label=_("Mengapa Anda bertindak di luar giliran"),
        help_text=_("Langkah ini giliran pihak lain. Alasannya masuk ke riwayat kasus."),
        max_length=300,
        error_messages={"required": _("Tulis mengapa Anda bertindak di luar giliran.")},
    )

    data: QueryDict

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        respondents: list[Respondent],
        user: User,
        now: dt.datetime,
        is_bulk: bool,
        is_out_of_turn: bool = False,
    ) -> None:
        self.is_out_of_turn = is_out_of_turn
        self.respondents, self.user, self.now, self.is_bulk = respondents, user, now, is_bulk
        self.respondent = respondents[0]
        agency = self.respondent.agency
        typed = data if data is not None and MORE_BUTTON in data else None
        today = agency.local_date(now)
        super().__init__(
            None if typed else data, today=today, zone=agency.zone, initial={"on": today} | self.initially()
        )
        self.exceptions = self._exceptions() if is_bulk and len(respondents) > 1 else {}
        self.fields |= {key: self._exception(name, path) for key, (name, path) in self.exceptions.items()}
        set_today(self, today, agency.zone)
        if typed:
            self.initial.update({name: self._typed(typed, name) for name in self.fields if name in typed})
        self.rows = {
            name: Rows(data=data, name=name, initial=self.initial_rows(name), **spec)
            for name, spec in self.row_sets.items()
        }

    def _typed(self, data: QueryDict, name: str) -> Any:
        return data.getlist(name) if isinstance(self.fields[name], forms.MultipleChoiceField) else data[name]

    def initially(self) -> dict[str, Any]:
        return {}

    def _exceptions(self) -> dict[str, tuple[str, Respondent]]:
        """The names of the fields of the grid person × value, each with the field that it excepts from."""
        names = [name for name in self.varies if name in self.fields]
        return {f"{name}_of_{path.pk}": (name, path) for path in self.respondents for name in names}

    def _exception(self, name: str, respondent: Respondent) -> forms.Field:
        """A copy of a field for one person, empty where nothing else holds for this person."""
        field = copy.deepcopy(self.fields[name])
        field.label, field.help_text, field.required = f"{field.label} – {respondent}", "", False
        if isinstance(field, forms.ChoiceField):
            field.widget = forms.Select()
            field.choices = [("", gettext("Sama")), *self.choices_for(name, respondent)]
        elif isinstance(field.widget, forms.Textarea):
            field.widget.attrs = field.widget.attrs | {"rows": 2}
        return field

    def choices_for(self, name: str, respondent: Respondent) -> list[tuple[Any, Any]]:
        """Hook: the choices of an exception, where one person has others than all have in common."""
        field: Any = self.fields[name]
        return [choice for choice in field.choices if choice[0] != ""]

    def common(self) -> list[forms.BoundField]:
        """The fields that hold for everybody."""
        return [self[name] for name in self.fields if name not in self.exceptions and name not in REASONS]

    def reasons(self) -> list[forms.BoundField]:
        """What is asked of an act out of turn, or recorded late; above the other fields on every form."""
        asked = [self[name] for name in REASONS if name in self.fields]
        return [field for field in asked if not field.is_hidden]

    def grid(self) -> list[tuple[Respondent, list[forms.BoundField]]]:
        """Each person with the fields in which something else may hold for this person."""
        return [
            (path, [self[key] for key, (_name, whom) in self.exceptions.items() if whom is path])
            for path in (self.respondents if self.exceptions else [])
        ]

    @property
    def has_exceptions(self) -> bool:
        """Whether one was typed or is wrong; then the grid is open."""
        return any(self.data.get(key) or key in self.errors for key in self.exceptions) if self.is_bound else False

    def own(self, name: str, respondent: Respondent) -> Any:
        """The value of a field for one person: the exception, otherwise what holds for all."""
        exception = self.cleaned_data.get(f"{name}_of_{respondent.pk}")
        return self.cleaned_data.get(name) if exception in (None, "", []) else exception

    def initial_rows(self, name: str) -> list[dict[str, Any]]:
        return []

    def add_fields(self) -> None:
        if not self.is_out_of_turn:
            del self.fields["turn_reason"]
        if self.is_bulk:
            choices = [(f"{respondent.pk}:{respondent.version}", str(respondent)) for respondent in self.respondents]
            initial = [value for value, _label in choices]
            self.fields["concerned"] = ConcernedField(label=_("Berlaku untuk"), choices=choices, initial=initial)
        else:
            self.fields["version"] = forms.IntegerField(widget=forms.HiddenInput, initial=self.respondent.version)
        search_as(self, self.user)

    def clean(self) -> dict[str, Any]:
        for rows in self.rows.values():
            if not rows.is_valid():
                self.add_error(None, ValidationError(_("Periksa baris yang ditandai.")))
        self._ask_why_late()
        return self.cleaned_data

    def day(self) -> dt.date | None:
        """The day of the act if it could be parsed."""
        return self.cleaned_data.get("on")

    def _ask_why_late(self) -> None:
        """Add the question why an act before the recording of its case is recorded late."""
        if (on := self.day()) and is_back_dated(self.respondent.case, on):
            self.fields["late_reason"].widget = forms.TextInput()
            if not self.cleaned_data.get("late_reason"):
                self.add_error("late_reason", ValidationError(_("Tulis mengapa tindakan ini baru dicatat sekarang.")))

    def concerned(self) -> list[tuple[Respondent, int]]:
        """The respondents, each with the version that the page showed."""
        if not self.is_bulk:
            return [(self.respondent, self.cleaned_data["version"])]
        by_pk = {str(respondent.pk): respondent for respondent in self.respondents}
        chosen = (value.partition(":") for value in self.cleaned_data["concerned"])
        return [(by_pk[pk], int(version)) for pk, _colon, version in chosen]

    def show_version(self, version: int) -> None:
        """Set the version that the next request sends."""
        sent = self.data.copy()
        sent["version"] = str(version)
        self.data = sent

    def keywords(self, respondent: Respondent) -> dict[str, Any]:
        """The keyword arguments of the service for this respondent."""
        names = [name for name in self.cleaned_data if name not in NOT_TOLD and name not in self.exceptions]
        return {name: self.own(name, respondent) for name in names}

    def letter_words(self, respondent: Respondent) -> dict[str, str] | None:
        """Hook: what the letters of the act say beside its record, once it is taken; None where it issues none."""
        return {}


def long_text(label: Any, hint: Any = "", **over: Any) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=hint, max_length=10000, widget=forms.Textarea(attrs={"rows": 4}), **over
    )


def line(label: Any, length: int, hint: Any = "", **over: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=length, help_text=hint, **over)
