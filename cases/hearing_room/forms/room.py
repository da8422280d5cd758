"""The forms of the hearing room; each row has the key that its page gave it."""

import dataclasses
import datetime as dt
import uuid
from functools import partial
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from cases.examination.forms.hearings import consent_line
from cases.examination.sessions import Session
from cases.hearing_room.drafts import Typed, append
from cases.hearing_room.recording import CHOICES, settle
from cases.models import (
    Agency,
    Attendance,
    DraftAlternative,
    DraftAttendance,
    DraftStatement,
    EvidenceItem,
    HearingDraft,
    Statement,
    TeamNote,
    User,
)
from cases.models.hearings.hearing_draft import fingerprint
from cases.web.forms.choices import set_rows
from cases.web.forms.fields import SUBMISSION, DatedForm, TimedField
from regulations.models import Question

PAUSES = (Statement.Kind.BREAK, Statement.Kind.RESUMPTION)
BIGGEST_COUNT = 2**31 - 1  # the maximum of the column


class TypedText(forms.CharField):
    """Text exactly as typed, including trailing spaces; only line endings are normalised."""

    def __init__(self, max_length: int) -> None:
        super().__init__(required=False, strip=False, max_length=max_length)

    def to_python(self, value: object) -> str:
        return (super().to_python(value) or "").replace("\r\n", "\n")


class DraftRowForm(forms.Form):
    """A row of the draft. A page without script sends every row: ``seen`` is the fingerprint that detects unchanged
    rows."""

    texts: tuple[str, ...]
    rank = forms.FloatField(required=False)
    version = forms.IntegerField(required=False, min_value=0, max_value=BIGGEST_COUNT)
    writer = forms.UUIDField(required=False)
    sequence = forms.IntegerField(required=False, min_value=0, max_value=BIGGEST_COUNT)
    seen = forms.CharField(required=False, max_length=16)
    is_struck = forms.BooleanField(required=False)

    def typed(self, row_id: uuid.UUID, *, writer: uuid.UUID) -> Typed | None:
        """The row for the service; None if nothing was typed."""
        data = self.cleaned_data
        texts = {name: data[name] for name in self.texts if self.add_prefix(name) in self.data}
        untouched = data["seen"] and data["seen"] == fingerprint(texts, is_struck=data["is_struck"])
        blank = not data["version"] and not data.get("at") and not any(texts.values())
        if untouched or (blank and not data["writer"]):
            return None
        return Typed(
            id=row_id,
            rank=data["rank"],
            version=data["version"] or 0,
            writer=data["writer"] or writer,
            sequence=data["sequence"] or 1,
            texts=texts,
            is_struck=data["is_struck"],
        )


class DraftStatementForm(DraftRowForm):
    texts = DraftStatement.TEXTS
    question = TypedText(4000)
    answer = TypedText(8000)
    speaker = TypedText(160)
    kind = forms.ChoiceField(choices=Statement.Kind, required=False)
    evidence = forms.ModelChoiceField(EvidenceItem.objects.none(), required=False)
    at = forms.DateTimeField(required=False)

    def clean(self) -> None:
        data = self.cleaned_data
        is_stamp = (data.get("kind") or Statement.Kind.QUESTION) != Statement.Kind.QUESTION
        shows = data.get("kind") == Statement.Kind.EVIDENCE
        if is_stamp != bool(data.get("at")) or shows != bool(data.get("evidence")):
            raise forms.ValidationError(_("Isi dulu bukti atau waktu pada baris ini."))

    def typed(self, row_id: uuid.UUID, *, writer: uuid.UUID) -> Typed | None:
        """The row with its event: kind, evidence shown, and time."""
        row, data = super().typed(row_id, writer=writer), self.cleaned_data
        if row is None:
            return None
        kind = data["kind"] or Statement.Kind.QUESTION
        return dataclasses.replace(row, kind=kind, evidence=data["evidence"], at=data["at"])


class DraftAttendanceForm(DraftRowForm):
    texts = DraftAttendance.TEXTS
    name = TypedText(160)
    part = forms.ChoiceField(choices=Attendance.Part, required=False)
    capacity = TypedText(160)
    state = forms.ChoiceField(choices=Attendance.State, required=False)


class TeamNoteForm(DraftRowForm):
    texts = TeamNote.TEXTS
    text = TypedText(8000)


FORMS: dict[str, type[DraftRowForm]] = {
    "statement": DraftStatementForm,
    "attendance": DraftAttendanceForm,
    "note": TeamNoteForm,
}


class SentRows:
    """All rows of one request: valid and invalid ones."""

    def __init__(self, data: QueryDict, draft: HearingDraft) -> None:
        self.data, self.draft = data, draft
        self.wrong: dict[str, forms.Form] = {}
        self.writer = _key(data.get(SUBMISSION, "")) or uuid.uuid4()

    def typed(self, table: str) -> list[Typed]:
        """The valid rows; invalid ones are listed in ``wrong`` and do not block the others."""
        kept = []
        for row_id in filter(None, map(_key, dict.fromkeys(self.data.getlist(table)))):
            form = FORMS[table](self.data, prefix=f"{table}-{row_id}")
            if "evidence" in form.fields:
                set_rows(form, "evidence", EvidenceItem.objects.filter(case=self.draft.respondent.case))
            if form.is_valid():
                kept.append(form.typed(row_id, writer=self.writer))
            else:
                self.wrong[str(row_id)] = form
        return [typed for typed in kept if typed]

    def complaints(self) -> dict[str, str]:
        return {row: str(next(iter(form.errors.values()))[0]) for row, form in self.wrong.items()}

    def give_back(self, *tables: list[Any]) -> None:
        """Put the text of invalid rows back into the rows that the page shows."""
        complaints = self.complaints()
        for row in (row for table in tables for row in table if str(row.pk) in complaints):
            form = self.wrong[str(row.pk)]
            row.error = complaints[str(row.pk)]
            for name in row.TEXTS:
                setattr(row, name, form.data.get(form.add_prefix(name), getattr(row, name)))


def _key(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


class LeaseForm(forms.Form):
    """What a page states about itself: it is open, its user takes over, or it closes."""

    page = forms.UUIDField(required=False)
    take = forms.BooleanField(required=False)
    leave = forms.BooleanField(required=False)


class ButtonForm(forms.Form):
    """What a button asks for besides saving: a question of the bank, an event, or a choice between two texts."""

    add = forms.ModelChoiceField(Question.objects.all(), required=False)
    show = forms.ModelChoiceField(EvidenceItem.objects.none(), required=False)
    pause = forms.ChoiceField(choices=[(kind, kind) for kind in PAUSES], required=False)
    repeat = forms.ModelChoiceField(DraftStatement.objects.none(), required=False)
    settle = forms.ModelChoiceField(DraftAlternative.objects.none(), required=False)
    choice = forms.ChoiceField(choices=[(value, value) for value in CHOICES], required=False)

    def __init__(self, data: QueryDict, *, draft: HearingDraft) -> None:
        pressed = data.copy()
        pressed["settle"], _colon, pressed["choice"] = data.get("settle", "").partition(":")
        super().__init__(pressed)
        set_rows(self, "show", EvidenceItem.objects.filter(case=draft.respondent.case))
        set_rows(self, "repeat", DraftStatement.objects.filter(draft=draft, kind=Statement.Kind.QUESTION))
        set_rows(self, "settle", DraftAlternative.objects.filter(statement__draft=draft))

    def press(self, *, draft: HearingDraft, actor: User, at: dt.datetime) -> None:
        data = self.cleaned_data
        add = partial(append, draft=draft, actor=actor, at=at)
        if data["add"]:
            add(texts={"question": data["add"].text})
        if data["show"]:
            add(kind=Statement.Kind.EVIDENCE, evidence=data["show"])
        if data["pause"]:
            add(kind=data["pause"])
        if data["repeat"]:
            add(kind=Statement.Kind.REPEAT, after=data["repeat"])
        if data["settle"] and data["choice"]:
            settle(alternative=data["settle"], choice=data["choice"], actor=actor, at=at)


class RecordingForm(DatedForm):
    """Time, place and examiner of the hearing, which the draft does not contain."""

    held_at = TimedField(label=_("Mulai"), help_text=_("Mis. 27/3/2026 09.00."))
    place = forms.CharField(label=_("Tempat"), max_length=200)
    held_by = forms.ModelChoiceField(Agency.objects.none(), label=_("Diperiksa oleh"), empty_label=None)
    is_online = forms.BooleanField(label=_("Seluruhnya daring"), required=False)
    consent = consent_line()
    minutes_number = forms.CharField(label=_("Nomor berita acara"), max_length=80, required=False)

    def __init__(self, data: QueryDict | None = None, *, draft: HearingDraft, user: User, now: dt.datetime) -> None:
        self.user, respondent = user, draft.respondent
        letter = respondent.summonses.order_by("sequence").last()
        known = {"held_at": draft.opened_at, "held_by": user.agency_id or respondent.agency_id}
        known |= {"place": letter.place} if letter else {}
        agency = respondent.agency
        super().__init__(data, today=agency.local_date(now), zone=agency.zone, initial=known)

    def add_fields(self) -> None:
        set_rows(self, "held_by", Agency.objects.in_government_of(self.user))

    def session(self) -> Session:
        return Session(**self.cleaned_data)
