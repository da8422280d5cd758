"""Writes the draft of a hearing into the record, after a person has resolved conflicting texts."""

import dataclasses
import datetime as dt
import uuid

from django.db import transaction
from django.utils.translation import gettext as _

from cases.examination.hearings import hold_hearing
from cases.examination.sessions import Session
from cases.hearing_room.drafts import lock
from cases.models import Attendance, DraftAlternative, DraftStatement, Hearing, HearingDraft, Statement, User
from cases.procedure import admission
from cases.procedure.refusals import RuleViolation
from regulations.models import Question

CHOICES = ("keep", "take", "merge")
EXAMINING = (Attendance.Part.CHAIR, Attendance.Part.MEMBER)


@transaction.atomic
def settle(*, alternative: DraftAlternative, actor: User, at: dt.datetime, choice: str) -> DraftStatement:
    """Resolve two texts of one answer: "keep" the row's, "take" the other, or "merge" both.

    The text that was not chosen stays in the resolved alternative.
    """
    draft = lock(alternative.statement.draft, actor)
    alternative = DraftAlternative.objects.select_for_update(of=("self",)).get(pk=alternative.pk)
    row = DraftStatement.objects.get(pk=alternative.statement_id)
    if alternative.settled_at is not None:
        return row
    if draft.hearing_id is not None and choice != "keep":
        raise RuleViolation(_("Pemeriksaan sudah dicatat. Tambahkan naskah ini pada catatannya bila perlu."))
    draft.revision += 1
    draft.save(update_fields=["revision"])
    for name in row.TEXTS if choice != "keep" else ():
        ours, other = getattr(row, name), getattr(alternative, name)
        setattr(row, name, other if choice == "take" else _both(name, ours, other))
        setattr(alternative, name, ours if choice == "take" else other)
    alternative.settled_at = at
    alternative.save()
    row.version, row.revision = row.version + 1, draft.revision
    row.writer, row.sequence = uuid.uuid4(), 0
    row.changed_by, row.changed_at = actor, at
    row.save()
    return row


def _both(name: str, ours: str, other: str) -> str:
    """Both texts, ours first; the field ``speaker`` stays on one line."""
    if not ours or not other or ours == other:
        return ours or other
    return f"{ours} / {other}"[:160] if name == "speaker" else f"{ours}\n{other}"


def complaints(draft: HearingDraft) -> list[str]:
    """The errors that prevent recording, as sentences."""
    rows = list(draft.statements.filter(is_struck=False))
    said = [row for row in rows if row.kind == Statement.Kind.QUESTION and (row.question or row.answer)]
    found = []
    if DraftAlternative.objects.filter(statement__draft=draft, settled_at__isnull=True).exists():
        found.append(_("Ada jawaban dengan dua naskah. Pilih salah satu atau gabungkan."))
    if silent := [str(n) for n, row in enumerate(said, 1) if not row.question or not row.answer.strip()]:
        found.append(
            _("Belum lengkap: nomor %(numbers)s. Isi, tandai “Tidak menjawab”, atau coret.")
            % {"numbers": ", ".join(silent)}
        )
    if is_absent(draft):
        found.append(
            _("Terperiksa tercatat tidak hadir. Catat ketidakhadirannya; yang diketik di sini tetap tersimpan.")
        )
    if not draft.attendances.filter(is_struck=False).exclude(name="").exists():
        found.append(_("Isi kehadiran sebelum mencatat pemeriksaan."))
    if draft.attendances.filter(is_struck=False, part="").exclude(name="").exists():
        found.append(_("Pilih sebagai apa setiap orang hadir."))
    stops = [row.kind for row in rows if row.kind in (Statement.Kind.BREAK, Statement.Kind.RESUMPTION)]
    if stops and stops[-1] == Statement.Kind.BREAK:
        found.append(_("Pemeriksaan masih diskors. Lanjutkan dulu."))
    return found


def is_absent(draft: HearingDraft) -> bool:
    """Whether every attendance row of the examinee says absent."""
    states = draft.attendances.filter(is_struck=False, part=Attendance.Part.RESPONDENT).values_list("state", flat=True)
    return bool(states) and set(states) == {Attendance.State.ABSENT}


def checklist(draft: HearingDraft) -> list[tuple[str, bool]]:
    """The usual items before recording, each with whether it exists; a missing one only causes a warning."""
    people = list(draft.attendances.filter(is_struck=False))
    here = [person for person in people if person.name and person.state != Attendance.State.ABSENT]
    rows = list(draft.statements.filter(is_struck=False))
    asked = {row.question for row in rows if row.answer.strip()}
    on = draft.respondent.agency.local_date(draft.opened_at)
    closing = Question.objects.in_force(on).filter(stage=Question.Stage.CLOSING).values_list("text", flat=True)
    unnamed = [person.get_part_display() for person in people if person.part and not person.name.strip()]
    items = [
        (_("Terperiksa hadir"), any(attendance.part == Attendance.Part.RESPONDENT for attendance in here)),
        (_("Pemeriksa hadir"), any(attendance.part in EXAMINING for attendance in here)),
        (_("Nama setiap orang berbeda"), len({attendance.name for attendance in here}) == len(here)),
        (_("Ada pertanyaan penutup yang dijawab"), bool(asked & set(closing))),
    ]
    if draft.respondent.case.evidence.exists():
        items.append((_("Ada bukti yang diperlihatkan"), any(row.evidence_id for row in rows)))
    if unnamed:
        items.append((_("Tanpa nama: %(parts)s") % {"parts": ", ".join(map(str, unnamed))}, False))
    return items


@transaction.atomic
def record_draft(*, draft: HearingDraft, actor: User, at: dt.datetime, session: Session) -> Hearing:
    """Write the draft into the record as one hearing (Pasal 27 PP 94/2021); the draft stays unchanged.

    ``session`` contains time, place and examiner; attendance and statements come from the draft. Raises RuleViolation
    if ``complaints`` is not empty, or if the draft was already recorded.
    """
    admission.lock(draft.respondent.case)
    locked = lock(draft, actor)
    if locked.hearing_id is not None:
        raise RuleViolation(_("Pemeriksaan ini sudah dicatat."))
    if found := complaints(locked):
        raise RuleViolation(" ".join(found))
    session = dataclasses.replace(session, attendances=_attendances(locked), statements=_statements(locked))
    on = locked.respondent.agency.local_date(session.held_at)
    locked.hearing = hold_hearing(respondent=locked.respondent, actor=actor, at=at, on=on, session=session)
    locked.recorded_at = at
    locked.save(update_fields=["hearing", "recorded_at"])
    return locked.hearing


def _attendances(draft: HearingDraft) -> list[Attendance]:
    rows = draft.attendances.filter(is_struck=False).exclude(name="")
    return [Attendance(**row.texts | {"state": row.state or Attendance.State.PRESENT}) for row in rows]


def _statements(draft: HearingDraft) -> list[Statement]:
    rows = draft.statements.filter(is_struck=False).select_related("evidence", "draft__respondent__agency")
    return [
        Statement(**row.texts | {"question": row.wording()}, kind=row.kind, evidence=row.evidence, at=row.at)
        for row in rows
        if row.kind != Statement.Kind.QUESTION or row.question
    ]
