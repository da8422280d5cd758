"""What the hearing room shows: rows of a draft, texts that compete, and what changed since a page last looked."""

import datetime as dt
import hashlib
import json
import uuid
from collections.abc import Mapping, Sequence
from itertools import zip_longest
from typing import Any

from django.db.models import F, Prefetch, Q, QuerySet
from django.urls import reverse

from regulations.models import Question

from .models import DraftAlternative, DraftAttendance, DraftStatement, Hearing, HearingDraft, User

KEYS = "1234567890abcdefghijklmnopqrstuvwxyz"
LINKS = ("respondent__case", "respondent__agency__government", "respondent__employee", "hearing")


def drafts_of(user: User) -> QuerySet[HearingDraft]:
    return HearingDraft.objects.visible_to(user).select_related(*LINKS)


def rows(draft: HearingDraft) -> dict[str, list[Any]]:
    """All rows in order, each with the fingerprint by which a form without script tells what was touched."""
    found = {"statements": list(_statements(draft)), "attendances": list(_attendances(draft))}
    for row in (*found["statements"], *found["attendances"]):
        row.seen, row.error, row.others = fingerprint(row.texts, is_struck=row.is_struck), "", []
    for row in found["statements"]:
        row.others = row.alternatives.all()
    return found


def blank_rows(draft: HearingDraft) -> dict[str, Any]:
    """Rows without a text: for a page without script one of each, and the patterns that the script copies."""
    pattern = uuid.UUID(int=0)
    made = {
        "new_statement": DraftStatement(draft=draft),
        "new_attendance": DraftAttendance(draft=draft),
        "pattern_statement": DraftStatement(pk=pattern, draft=draft),
        "pattern_attendance": DraftAttendance(pk=pattern, draft=draft),
    }
    for row in made.values():
        row.version, row.rank, row.seen, row.error, row.others = 0, "", "", "", []
    return made


def late_draft(hearing: Hearing) -> HearingDraft | None:
    """The draft of a record, if some of its text came when the record had been written and nobody has dealt with it."""
    drafts = HearingDraft.objects.filter(hearing=hearing)
    beside = Q(statements__alternatives__settled_at__isnull=True, statements__alternatives__isnull=False)
    after = Q(statements__changed_at__gt=F("recorded_at"), statements__version=1, statements__is_struck=False)
    return drafts.filter(beside | after).first()


def keyed(questions: Sequence[Question]) -> list[tuple[str, Question]]:
    """Each question of the bank with the one key that asks it."""
    return list(zip_longest(KEYS[: len(questions)], questions, fillvalue=""))


def fingerprint(texts: Mapping[str, str], *, is_struck: bool) -> str:
    return hashlib.sha256(json.dumps([sorted(texts.items()), is_struck]).encode()).hexdigest()[:16]


def changes(draft: HearingDraft, *, since: int) -> dict[str, Any]:
    """Rows that changed after a revision; read anew, since the caller may just have changed some."""
    draft = HearingDraft.objects.select_related(*LINKS).get(pk=draft.pk)
    return {
        "revision": draft.revision,
        "recorded": reverse("hearing", args=[draft.hearing_id]) if draft.hearing_id else "",
        "statement": [_told(row, draft) for row in _statements(draft).filter(revision__gt=since)],
        "attendance": [_told(row, draft) for row in _attendances(draft).filter(revision__gt=since)],
    }


def _statements(draft: HearingDraft) -> QuerySet[DraftStatement]:
    unsettled = DraftAlternative.objects.filter(settled_at__isnull=True).select_related("written_by")
    found = draft.statements.select_related("evidence", "changed_by", "draft__respondent__agency")
    return found.prefetch_related(Prefetch("alternatives", queryset=unsettled))


def _attendances(draft: HearingDraft) -> QuerySet[DraftAttendance]:
    return draft.attendances.select_related("changed_by")


def _told(row: DraftStatement | DraftAttendance, draft: HearingDraft) -> dict[str, Any]:
    told = {
        "id": str(row.pk),
        "rank": row.rank,
        "version": row.version,
        "is_struck": row.is_struck,
        **_written(row, draft, row.writer, row.changed_by, row.changed_at),
    }
    if isinstance(row, DraftAttendance):
        return told
    others = [
        {"pk": each.pk, **_written(each, draft, each.writer, each.written_by, each.written_at)}
        for each in row.alternatives.all()
    ]
    return told | {"kind": row.kind, "words": row.words(), "others": others}


def _written(text: Any, draft: HearingDraft, writer: object, by: User, at: dt.datetime) -> dict[str, Any]:
    """A text, the page and the person who wrote it, and the clock on the wall of the agency."""
    names = DraftAttendance.TEXTS if isinstance(text, DraftAttendance) else DraftStatement.TEXTS
    texts = {name: getattr(text, name) for name in names}
    clock = at.astimezone(draft.respondent.agency.zone).strftime("%H.%M")
    return {"texts": texts, "writer": str(writer), "by": str(by), "at": clock}
