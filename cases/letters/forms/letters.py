"""Forms of letters: the form and its recipients, the typed fields, and a government's own wording."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.letters.approvals import whom_it_asks
from cases.letters.drafting import known_of
from cases.letters.issuing import SPOKEN
from cases.letters.letterheads import usual_signatory
from cases.letters.records import drawable, prepare
from cases.letters.witness_facts import FROM_RECORD, PERSON, people_heard, people_who_spoke
from cases.letters.wordings import words_to_type
from cases.models import Case, Letter, Respondent, User
from cases.procedure.refusals import RuleViolation
from cases.web.forms.choices import set_choices
from cases.web.forms.fields import DatedForm, DayField
from lib.documents.field_names import FIELDS
from lib.documents.wording import fields_in
from regulations.models import LetterForm, LetterWording

# Fields of forms that are drawn on their own pages, from a frozen record: the minutes and the copy sheet.
ELSEWHERE = {"tanda_tangan_bap", "isian_siasn"}
UNFINISHED = {"may_be_blank", "preview", "pdf", "word"}  # what is sent when fields may stay blank
WORD_LENGTH, TEXT_LENGTH = 300, 4000


class ChooseForm(forms.Form):
    """The form of letter and the people of the case; only forms whose record exists, in the order of the procedure."""

    form = forms.ChoiceField(
        label=_("Surat"),
        error_messages={"invalid_choice": _("Surat itu belum dapat dibuat: catatan yang mendasarinya belum ada.")},
    )
    whom = forms.MultipleChoiceField(
        label=_("Untuk"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Pilih paling sedikit satu orang.")},
    )

    def __init__(self, *args: Any, case: Case, on: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on = on
        self.respondents = {
            str(respondent.pk): respondent for respondent in case.respondents.select_related("employee")
        }
        rows = LetterWording.objects.with_form().in_force(on)
        here = [row for row in rows if not ELSEWHERE & set(fields_in(row.text))]
        set_choices(self, "form", _by_record(drawable(here, self.respondents.values())))
        set_choices(self, "whom", [(pk, str(respondent)) for pk, respondent in self.respondents.items()])

    def clean(self) -> dict[str, Any]:
        """An error names the people without the record, before anything is written."""
        data = super().clean() or self.cleaned_data
        for pk in data.get("whom", []):
            self._check(self.respondents[pk], data.get("form"))
        return data

    def _check(self, respondent: Respondent, code: str | None) -> None:
        try:
            if code:
                prepare(respondent, code, self.on)
        except RuleViolation as why:
            self.add_error("whom", str(why))


def _by_record(rows: Sequence[LetterWording]) -> list[tuple[str, list[tuple[str, str]]]]:
    """The choices, grouped by the record that they are made from."""
    grouped = [
        (label, [(row.code, row.form.name) for row in rows if row.form.record == record])
        for record, label in LetterForm.Record.choices
    ]
    return [(str(label), choices) for label, choices in grouped if choices]


class ComposeForm(DatedForm):
    """The typed fields of one letter, or of one letter for each of several people.

    The form does not ask for a date or number that the record has. Raises RuleViolation if the letter's record does not
    exist yet.
    """

    on = DayField(label=_("Tanggal surat"))

    def __init__(
        self, *args: Any, respondents: Sequence[Respondent], user: User, code: str, now: dt.datetime, **kwargs: Any
    ) -> None:
        self.respondents, self.user, self.code = respondents, user, code
        self.case = respondents[0].case
        day = self.case.agency.local_date(now)
        self.prepared = [prepare(respondent, code, day) for respondent in respondents]
        self.used = self.prepared[0].used
        is_of_one = len(respondents) == 1 and PERSON in self.used.fields
        is_spoken = self.used.form.form.record in SPOKEN
        people = people_who_spoke if is_spoken else people_heard
        self.heard = people(respondents[0]) if is_of_one else []
        super().__init__(*args, today=day, zone=self.case.agency.zone, **kwargs)

    def add_fields(self) -> None:
        self.fields["on"].initial = self.today
        if any(prepared.source.on for prepared in self.prepared):
            del self.fields["on"]
        for name in self.asked():
            self.fields[name] = self._field(name)
        usual = usual_signatory(self.user.agency or self.case.agency, self.today)
        is_named = any(prepared.source.names_who_signs for prepared in self.prepared)
        for name, text in usual.items():
            if name in self.fields and not is_named:
                self.fields[name].initial = text
        self.add_number()
        self.fields["may_be_blank"] = forms.BooleanField(
            label=_("Isian yang kosong diisi dengan tangan"), required=False
        )

    def _field(self, name: str) -> forms.Field:
        """A field is required unless the letter works without it or it will be filled in by hand."""
        known = FIELDS[name]
        area = forms.Textarea(attrs={"rows": 3}) if known.is_long else forms.TextInput
        length = TEXT_LENGTH if known.is_long else WORD_LENGTH
        needed = not known.is_optional and not UNFINISHED & set(self.data)
        if self.heard and name == PERSON:
            choices = [("", _("Pilih orangnya")), *((each, each) for each in self.heard)]
            return forms.ChoiceField(label=str(known.label), required=needed, choices=choices)
        if self.heard and name in (*FROM_RECORD, "pemeriksa"):
            hint = _("Kosong: menurut catatan keterangan orang itu.")
            return forms.CharField(
                label=str(known.label), required=False, max_length=length, widget=area, help_text=hint
            )
        return forms.CharField(label=str(known.label), required=needed, max_length=length, widget=area)

    def add_number(self) -> None:
        """A single letter may have a number from outside the register, unless its record has one."""
        if len(self.respondents) == 1 and not self.prepared[0].source.number and not self.is_of_the_person:
            hint = _("Kosong: nomor berikutnya dari register.")
            self.fields["number"] = forms.CharField(label=_("Nomor"), max_length=80, required=False, help_text=hint)

    def asked(self) -> list[str]:
        """The fields to ask for: first those of no record, then those that only some records provide."""
        paired = zip(self.respondents, self.prepared, strict=True)
        unknown = [words_to_type(letter.used, known_of(person, letter, {})) for person, letter in paired]
        return list(dict.fromkeys(name for names in unknown for name in names))

    @property
    def dated_on(self) -> dt.date:
        """The typed date; if the record has one, the day of writing, which is then ignored."""
        return getattr(self, "cleaned_data", {}).get("on") or self.today

    @property
    def approvers(self) -> list[User]:
        """Who has to approve the letters, by what was typed of their signatory."""
        typed = self.typed() if hasattr(self, "cleaned_data") else {}
        asked = [
            whom_it_asks(respondent, done, typed)
            for respondent, done in zip(self.respondents, self.prepared, strict=True)
        ]
        return list(dict.fromkeys(person for people in asked for person in people))

    @property
    def is_of_the_person(self) -> bool:
        """Whether it is drafted for the person, who signs and sends it: the office does not issue it."""
        return self.used.form.form.is_of_the_person

    def typed(self) -> dict[str, str]:
        return {name: value for name, value in self.cleaned_data.items() if name in FIELDS and value}


class ReissueForm(ComposeForm):
    """The form for issuing a letter again, with the text of the wrong letter to be corrected."""

    def __init__(self, *args: Any, letter: Letter, respondent: Respondent, **kwargs: Any) -> None:
        self.letter = letter
        super().__init__(*args, respondents=[respondent], code=letter.form.code, **kwargs)

    def add_fields(self) -> None:
        self.fields["reason"] = forms.CharField(
            label=_("Alasan penggantian"), max_length=200, help_text=_("Mis. salah menulis tempat pemeriksaan.")
        )
        super().add_fields()
        for name, text in self.letter.words.items():
            if name in self.fields:
                self.fields[name].initial = text

    def add_number(self) -> None:
        """The number of the wrong letter, or the next of the register."""
        choices = [
            ("keep", _("Tetap %(number)s, sebagai terbitan berikutnya") % {"number": self.letter.number}),
            ("next", _("Nomor berikutnya dari register")),
        ]
        if self.prepared[0].source.number:
            choices = choices[:1]
        hint = _("Tetap: salah tulis yang segera diperbaiki. Baru: surat yang sudah diterima orangnya.")
        self.fields["numbering"] = forms.ChoiceField(
            label=_("Nomor"), choices=choices, initial="keep", widget=forms.RadioSelect, help_text=hint
        )


class WithdrawForm(DatedForm):
    """Why a letter is withdrawn, and since when."""

    on = DayField(label=_("Ditarik pada"))
    reason = forms.CharField(label=_("Alasan"), max_length=200)

    def __init__(self, data: Any = None, *, case: Case, now: dt.datetime) -> None:
        today = case.agency.local_date(now)
        super().__init__(data, today=today, zone=case.agency.zone, initial={"on": today})


class WordingForm(forms.Form):
    """A government's own version of a form."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    title = forms.CharField(label=_("Judul atau hal"), max_length=200)
    text = forms.CharField(
        label=_("Isi"),
        max_length=20000,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 24, "spellcheck": "false"}),
        help_text=_("Isian ditulis {nama}. Baris “| Nama | {nama}” menjadi tabel, “# Judul” menjadi kepala bagian."),
    )
