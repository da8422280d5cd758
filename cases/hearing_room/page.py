"""The data of the hearing room: rows of a draft, conflicting texts, and changes since a revision."""

import datetime as dt
import uuid
from collections.abc import Sequence
from typing import Any

from django.db.models import F, Prefetch, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from cases.hearing_room.drafts import is_of_team
from cases.models import (
    DraftAlternative,
    DraftAttendance,
    DraftStatement,
    EvidenceCopy,
    EvidenceItem,
    Hearing,
    HearingDraft,
    Respondent,
    TeamNote,
    User,
)
from cases.procedure.rights import Right, may
from regulations.models import Question

QUESTION_KEYS = "1234567890abcdefghijklmnopqrstuvwxyz"
PAGE_RELATIONS = ("respondent__case", "respondent__agency__government", "respondent__employee", "hearing")


def drafts_of(user: User) -> QuerySet[HearingDraft]:
    return HearingDraft.objects.visible_to(user).select_related(*PAGE_RELATIONS)


def rows(draft: HearingDraft, reader: User) -> dict[str, list[Any] | None]:
    """All rows in order. Notes are None for accounts outside the team."""
    return {
        "statements": list(_statements(draft)),
        "attendances": list(_attendances(draft)),
        "notes": list(_notes(draft)) if is_of_team(draft, reader) else None,
    }


def blank_rows(draft: HearingDraft) -> dict[str, Any]:
    """Empty rows: one of each kind for a page without script, and the templates that the script copies."""
    pattern = uuid.UUID(int=0)
    made = {
        "new_statement": DraftStatement(draft=draft),
        "new_attendance": DraftAttendance(draft=draft),
        "new_note": TeamNote(draft=draft),
        "pattern_statement": DraftStatement(pk=pattern, draft=draft),
        "pattern_attendance": DraftAttendance(pk=pattern, draft=draft),
        "pattern_note": TeamNote(pk=pattern, draft=draft),
    }
    for row in made.values():
        row.version, row.rank = 0, ""
    return made


def evidence_for(draft: HearingDraft, reader: User) -> list[EvidenceItem]:
    """The evidence of the case, each with the pictures that this reader may see: the preview, or redacted copies."""
    copies = EvidenceCopy.objects.exclude(kind=EvidenceCopy.Kind.PAGE).order_by("kind", "pk")
    if not may(reader, Right.OPEN_RESTRICTED_EVIDENCE):
        copies = copies.filter(
            Q(kind=EvidenceCopy.Kind.REDACTED) | Q(item__restriction=None) | Q(item__added_by=reader)
        )
    return list(draft.respondent.case.evidence.prefetch_related(Prefetch("copies", copies, to_attr="shown")))


def particulars(respondent: Respondent, on: dt.date) -> list[tuple[str, str]]:
    """The particulars with which the minutes begin: on the day of the event, and today where they differ."""
    employee = respondent.employee
    job = employee.employment_on(on) if employee else None
    then = [respondent.post, respondent.agency.name]
    now = [job.post, job.agency.name] if job else then
    facts = [
        (_("Nama"), str(respondent)),
        (_("NIP atau nomor"), employee.number if employee else ""),
        (_("Status kepegawaian"), respondent.get_category_display()),
        (_("Golongan ruang"), job.grade if job else ""),
        (_("Jabatan"), respondent.post),
        (_("Unit kerja"), respondent.agency.name),
        (_("Sekarang"), ", ".join(now) if now != then else ""),
        (_("Peran dalam kejadian"), respondent.get_part_display()),
        (_("Identitas"), respondent.get_identity_display()),
    ]
    return [(label, text) for label, text in facts if text]


def late_draft(hearing: Hearing) -> HearingDraft | None:
    """The draft of a record if some of its text arrived after recording and nobody has resolved it."""
    drafts = HearingDraft.objects.filter(hearing=hearing)
    beside = Q(statements__alternatives__settled_at__isnull=True, statements__alternatives__isnull=False)
    after = Q(statements__changed_at__gt=F("recorded_at"), statements__version=1, statements__is_struck=False)
    return drafts.filter(beside | after).first()


def notes_of(hearing: Hearing, reader: User) -> int | None:
    """The draft with the team's notes on a hearing, for members of the team who may write there."""
    draft = HearingDraft.objects.select_related(*PAGE_RELATIONS).filter(hearing=hearing).first()
    return draft.pk if draft and may(reader, Right.EXAMINE) and is_of_team(draft, reader) else None


def keyed(questions: Sequence[Question]) -> list[tuple[str, Question]]:
    """The questions of the bank, each with its shortcut key."""
    keys = [*QUESTION_KEYS, *[""] * max(len(questions) - len(QUESTION_KEYS), 0)]
    return list(zip(keys[: len(questions)], questions, strict=True))


def changes(draft: HearingDraft, reader: User, *, since: int) -> dict[str, Any]:
    """The rows that changed after a revision; read again, because the caller may have changed some."""
    draft = HearingDraft.objects.select_related(*PAGE_RELATIONS).get(pk=draft.pk)
    notes = _notes(draft).filter(revision__gt=since) if is_of_team(draft, reader) else []
    return {
        "note": [_as_data(row, draft) for row in notes],
        "revision": draft.revision,
        "recorded": reverse("hearing", args=[draft.hearing_id]) if draft.hearing_id else "",
        "statement": [_as_data(row, draft) for row in _statements(draft).filter(revision__gt=since)],
        "attendance": [_as_data(row, draft) for row in _attendances(draft).filter(revision__gt=since)],
    }


def _statements(draft: HearingDraft) -> QuerySet[DraftStatement]:
    unsettled = DraftAlternative.objects.filter(settled_at__isnull=True).select_related("written_by")
    found = draft.statements.select_related("evidence", "changed_by", "draft__respondent__agency")
    return found.prefetch_related(Prefetch("alternatives", queryset=unsettled))


def _attendances(draft: HearingDraft) -> QuerySet[DraftAttendance]:
    return draft.attendances.select_related("changed_by")


def _notes(draft: HearingDraft) -> QuerySet[TeamNote]:
    return draft.notes.select_related("changed_by").prefetch_related("versions__written_by")


def _as_data(row: DraftStatement | DraftAttendance | TeamNote, draft: HearingDraft) -> dict[str, Any]:
    data = {
        "id": str(row.pk),
        "rank": row.rank,
        "version": row.version,
        "is_struck": row.is_struck,
        **_written(row, draft, row.writer, row.changed_by, row.changed_at),
    }
    if not isinstance(row, DraftStatement):
        return data
    others = [
        {
            "pk": alternative.pk,
            **_written(alternative, draft, alternative.writer, alternative.written_by, alternative.written_at),
        }
        for alternative in row.alternatives.all()
    ]
    return data | {"kind": row.kind, "words": row.wording(), "others": others}


def _written(text: Any, draft: HearingDraft, writer: object, by: User, at: dt.datetime) -> dict[str, Any]:
    """A text with its page, author and local time."""
    names = getattr(text, "TEXTS", DraftStatement.TEXTS)  # conflicting texts of a statement have the same fields
    texts = {name: getattr(text, name) for name in names}
    clock = at.astimezone(draft.respondent.agency.zone).strftime("%H.%M")
    return {"texts": texts, "writer": str(writer), "by": str(by), "at": clock}
