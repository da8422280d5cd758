"""The draft of a hearing: saved while typing, not part of the record. Conflicting texts are both kept (decision 41)."""

import dataclasses
import datetime as dt
import uuid
from collections.abc import Sequence
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _

from cases.models import (
    Act,
    Allegation,
    Attendance,
    DraftAlternative,
    DraftAttendance,
    DraftStatement,
    EvidenceItem,
    HearingDraft,
    PanelMember,
    Respondent,
    Statement,
    Summons,
    TeamNote,
    TeamNoteVersion,
    User,
)
from cases.procedure.admission import admit
from cases.procedure.offers import permitted
from cases.procedure.refusals import NotAllowed, RuleViolation
from cases.procedure.rights import Right
from regulations.models import Question

Row = DraftStatement | DraftAttendance | TeamNote
Table = type[DraftStatement] | type[DraftAttendance] | type[TeamNote]

MOST_ROWS = 300
ONE_STEP = 1024.0  # gap between neighbours, so that rows can be inserted


@dataclasses.dataclass(frozen=True)
class Typed:
    """A row as a page sends it. ``version`` is the one on which its text is based, 0 for a new row.

    Without ``rank`` the row keeps its position, or goes to the end.
    """

    id: uuid.UUID
    rank: float | None
    version: int
    writer: uuid.UUID
    sequence: int
    texts: dict[str, str]
    kind: str = Statement.Kind.QUESTION
    evidence: EvidenceItem | None = None
    at: dt.datetime | None = None
    is_struck: bool = False


@transaction.atomic
def open_room(*, respondent: Respondent, actor: User, at: dt.datetime) -> HearingDraft:
    """Open the room of a respondent who can be heard now, with the opening questions and the team.

    Returns the existing room if one is open.
    """
    locked = Respondent.objects.select_for_update(of=("self",), no_key=True)
    respondent = locked.select_related("case", "agency", "employee").get(pk=respondent.pk)
    permitted(respondent, Act.HOLD_HEARING, actor)
    if there := HearingDraft.objects.unrecorded().filter(respondent=respondent).first():
        return there
    draft = HearingDraft.objects.create(respondent=respondent, opened_by=actor, opened_at=at, revision=1)
    writer = uuid.uuid4()
    questions = Question.objects.in_force(respondent.agency.local_date(at)).filter(stage=Question.Stage.OPENING)
    for place, question in enumerate(questions, 1):
        _add(draft, actor, at, DraftStatement, _prepared(place, writer, {"question": question.text}))
    for place, person in enumerate(_expected(respondent), 1):
        _add(draft, actor, at, DraftAttendance, _prepared(place, writer, person))
    return draft


def _prepared(place: int, writer: uuid.UUID, texts: dict[str, str]) -> Typed:
    return Typed(id=uuid.uuid4(), rank=place * ONE_STEP, version=0, writer=writer, sequence=0, texts=texts)


def _expected(respondent: Respondent) -> list[dict[str, str]]:
    """The respondent and the members of the team."""
    part = Attendance.Part
    members = PanelMember.objects.serving().filter(panel__respondent=respondent).order_by("pk")
    return [
        {"name": str(respondent), "part": part.RESPONDENT, "capacity": respondent.post},
        *({"name": m.name, "part": part.MEMBER, "capacity": m.post or m.get_element_display()} for m in members),
    ]


def bank(draft: HearingDraft, on: dt.date) -> list[Question]:
    """The questions to choose from: general ones, and those of the alleged articles."""
    alleged = Allegation.objects.filter(respondent=draft.respondent, provision__isnull=False)
    return list(Question.objects.for_hearing(alleged.values_list("provision__code", flat=True), on))


@transaction.atomic
def save_draft(
    *,
    draft: HearingDraft,
    actor: User,
    at: dt.datetime,
    statements: Sequence[Typed] = (),
    attendances: Sequence[Typed] = (),
    notes: Sequence[Typed] = (),
) -> HearingDraft:
    """Store the typed rows. An outdated text is not refused but stored beside the newer one.

    The same edit twice counts once. Text that arrives after recording is stored beside the draft, never in the record.
    Raises NotAllowed for notes from an account outside the team.
    """
    locked = lock(draft, actor)
    if notes and not is_of_team(locked, actor):
        raise NotAllowed(_("Catatan tim hanya untuk anggota tim pemeriksa."))
    locked.revision += 1
    for typed in statements:
        _keep(locked, actor, at, DraftStatement, typed)
    for typed in attendances:
        _keep(locked, actor, at, DraftAttendance, typed)
    for typed in notes:
        _keep(locked, actor, at, TeamNote, typed)
    locked.save(update_fields=["revision"])
    return locked


@transaction.atomic
def append(
    *,
    draft: HearingDraft,
    actor: User,
    at: dt.datetime,
    texts: dict[str, str] | None = None,
    kind: str = Statement.Kind.QUESTION,
    evidence: EvidenceItem | None = None,
    after: DraftStatement | None = None,
) -> None:
    """Add a row at the end or after another one: a question of the bank, or an event with the current time."""
    moment = None if kind == Statement.Kind.QUESTION else at
    rank = _behind(after) if after else None
    row = Typed(uuid.uuid4(), rank, 0, uuid.uuid4(), 1, texts or {}, kind=kind, evidence=evidence, at=moment)
    save_draft(draft=draft, actor=actor, at=at, statements=[row])


def _behind(row: DraftStatement) -> float:
    """The position after a question and the events that follow it."""
    following = DraftStatement.objects.filter(draft=row.draft_id, rank__gt=row.rank).order_by("rank")
    place = row.rank
    for later in following:
        if later.at is None:
            return (place + later.rank) / 2
        place = later.rank
    return place + ONE_STEP


def is_of_team(draft: HearingDraft, user: User) -> bool:
    """Whether an account belongs to the examiners: member of the team, named in the summons, or opener of the room.

    An account of the examinee's own agency belongs to them only as a member or by name, not as the opener.
    """
    if user.employee_id:
        seats = PanelMember.objects.serving().filter(panel__respondent=draft.respondent_id)
        letters = Summons.objects.filter(respondent=draft.respondent_id, state=Summons.State.STANDING)
        if seats.filter(employee=user.employee_id).exists() or letters.filter(examiner=user.employee_id).exists():
            return True
    return draft.opened_by_id == user.pk and draft.respondent.agency_id not in user.subtree


def lock(draft: HearingDraft, actor: User) -> HearingDraft:
    """The draft, locked, for an account that may write it. Raises NotAllowed."""
    locked = (
        HearingDraft.objects.select_for_update(of=("self",), no_key=True)
        .select_related("respondent__case", "respondent__agency")
        .get(pk=draft.pk)
    )
    admit(locked.respondent.case, actor, Right.EXAMINE)
    return locked


def _keep(draft: HearingDraft, actor: User, at: dt.datetime, model: Table, typed: Typed) -> None:
    row = model._default_manager.filter(pk=typed.id).first()
    if row is None:
        _add(draft, actor, at, model, typed)
    elif row.draft_id != draft.pk:
        raise RuleViolation(_("Baris ini milik pemeriksaan lain."))
    elif row.writer == typed.writer and typed.sequence <= row.sequence:
        return  # already stored, or followed by a later edit of the same page
    elif _says_nothing_new(row, typed):
        return
    elif _goes_on(row, draft) and (row.version == typed.version or row.writer == typed.writer):
        # A page knows its own last text, even if our response was lost.
        _change(row, draft, actor, at, typed)
    elif isinstance(row, DraftStatement):
        _set_beside(row, draft, actor, at, typed)
    else:  # two attendances of one person, or two versions of a note, are both kept; the wrong one is struck out
        beside = dataclasses.replace(typed, id=uuid.uuid5(typed.id, str(typed.writer)), version=0, writer=uuid.uuid4())
        _keep(draft, actor, at, model, beside)


def _goes_on(row: Row, draft: HearingDraft) -> bool:
    """Whether the row may still change: statements only before recording, notes of the team also after it."""
    return draft.hearing_id is None or isinstance(row, TeamNote)


def _says_nothing_new(row: Row, typed: Typed) -> bool:
    return row.texts | typed.texts == row.texts and (row.is_struck, row.rank) == (typed.is_struck, _rank(row, typed))


def _rank(row: Row, typed: Typed) -> float:
    return row.rank if typed.rank is None else typed.rank


def _add(draft: HearingDraft, actor: User, at: dt.datetime, model: Table, typed: Typed) -> None:
    rows = model._default_manager.filter(draft=draft)
    if rows.count() >= MOST_ROWS:
        raise RuleViolation(_("Satu pemeriksaan memuat paling banyak %(most)d baris.") % {"most": MOST_ROWS})
    stamp: dict[str, object] = {}
    if typed.at is not None and model is DraftStatement:
        if typed.evidence and typed.evidence.case_id != draft.respondent.case_id:
            raise RuleViolation(_("Bukti ini bukan bukti kasus ini."))
        # The clock of a device cannot be trusted: not before the opening of the room and not in the future.
        moment = min(max(typed.at, draft.opened_at), at)
        stamp = {"kind": typed.kind, "evidence": typed.evidence, "at": moment}
    model._default_manager.create(
        id=typed.id,
        draft=draft,
        rank=typed.rank if typed.rank is not None else _after(rows),
        writer=typed.writer,
        sequence=typed.sequence,
        revision=draft.revision,
        changed_by=actor,
        changed_at=at,
        is_struck=typed.is_struck,
        **typed.texts,
        **stamp,
    )


def _after(rows: "models.QuerySet[Any]") -> float:
    last: float | None = rows.aggregate(last=models.Max("rank"))["last"]
    return (last or 0.0) + ONE_STEP


def _change(row: Row, draft: HearingDraft, actor: User, at: dt.datetime, typed: Typed) -> None:
    if isinstance(row, TeamNote) and row.writer != typed.writer:
        TeamNoteVersion.objects.create(
            note=row, version=row.version, text=row.text, written_by=row.changed_by, written_at=row.changed_at
        )
    for name, text in typed.texts.items():
        setattr(row, name, text)
    row.rank, row.is_struck = _rank(row, typed), typed.is_struck
    row.version, row.revision = row.version + 1, draft.revision
    row.writer, row.sequence = typed.writer, typed.sequence
    row.changed_by, row.changed_at = actor, at
    row.save()


def _set_beside(row: DraftStatement, draft: HearingDraft, actor: User, at: dt.datetime, typed: Typed) -> None:
    """Store the text of a page that did not know the newest one as an alternative; later edits of that page update
    it."""
    beside = row.alternatives.filter(writer=typed.writer, settled_at__isnull=True).first()
    if beside is None:
        beside = DraftAlternative(statement=row, writer=typed.writer, sequence=-1)
    if typed.sequence <= beside.sequence:
        return
    for name in row.TEXTS:
        setattr(beside, name, typed.texts.get(name, getattr(row, name)))
    beside.sequence, beside.written_by, beside.written_at = typed.sequence, actor, at
    beside.save()
    row.revision = draft.revision
    row.save(update_fields=["revision"])
