"""Merging two cases about one event: one continues, the other stays readable. No rows move; a merge can be undone."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from cases.models import Act, Case, CaseMerge, ClosingReason, Respondent, Status, User
from cases.parties.respondents import UNNAMED, add_respondent
from cases.procedure import audit, workflow
from cases.procedure.case_acts import check_case_act
from cases.procedure.refusals import RuleViolation


@transaction.atomic
def merge_case(*, case: Case, actor: User, at: dt.datetime, on: dt.date, into: Case, reason: str) -> CaseMerge:
    """Merge a case into another: its paths close, and its people get a path in ``into`` unless they have one there.

    No respondent of the case may be beyond the report; a case with later acts has clocks and letters and is linked
    instead. Posts, evidence and audit trail stay where they are (decision 22). Raises RuleViolation.
    """
    absorbed, kept = _locked(case, into, Act.MERGE_CASE, actor)
    _check(absorbed, kept)
    merge = CaseMerge.objects.create(absorbed=absorbed, kept=kept, reason=reason, merged_by=actor, merged_at=at)
    for path in absorbed.respondents.exclude(status=Status.CLOSED):
        _bring(path, kept, merge, actor=actor, at=at)
        workflow.advance(
            path, Act.CLOSE_EARLY, actor=actor, at=at, on=on, closing_reason=ClosingReason.ELSEWHERE, note=kept.number
        )
        merge.closed.add(path)
    audit.record(absorbed, Act.MERGE_CASE, actor=actor, at=at, on=on, note=f"→ {kept.number}. {reason}")
    audit.record(kept, Act.MERGE_CASE, actor=actor, at=at, on=on, note=f"← {absorbed.number}. {reason}")
    return merge


def _bring(path: Respondent, kept: Case, merge: CaseMerge, *, actor: User, at: dt.datetime) -> None:
    """Give a person a path in the other case if they have none there. An unnamed respondent is not moved."""
    is_nobody = path.employee is None and path.description == UNNAMED
    is_known = path.employee is not None and kept.respondents.filter(employee=path.employee).exists()
    if not is_nobody and not is_known:
        brought = add_respondent(
            case=kept,
            actor=actor,
            at=at,
            employee=path.employee,
            description=path.description,
            part=path.part,
            identity=path.identity,
        )
        merge.brought.add(brought)


@transaction.atomic
def undo_merge(*, case: Case, actor: User, at: dt.datetime, on: dt.date, reason: str) -> CaseMerge:
    """Undo a merge: the paths that it closed reopen, and the paths that it created close unless somebody acted on them.

    A person on whose new path somebody has acted stays in the other case. Raises RuleViolation.
    """
    merge = CaseMerge.objects.standing().filter(absorbed=case).select_related("kept").first()
    if merge is None:
        raise RuleViolation(_("Kasus ini tidak sedang digabungkan ke kasus lain."))
    absorbed, kept = _locked(case, merge.kept, Act.UNDO_MERGE, actor)
    if not CaseMerge.objects.standing().filter(pk=merge.pk).exists():
        raise RuleViolation(_("Kasus ini tidak sedang digabungkan ke kasus lain."))
    for path in merge.closed.filter(status=Status.CLOSED, closing_reason=ClosingReason.ELSEWHERE):
        workflow.advance(path, Act.REOPEN, actor=actor, at=at, on=on, note=reason)
    for path in merge.brought.filter(status=Status.REPORTED):
        workflow.advance(
            path,
            Act.CLOSE_EARLY,
            actor=actor,
            at=at,
            on=on,
            closing_reason=ClosingReason.ELSEWHERE,
            note=absorbed.number,
        )
    merge.undone_by, merge.undone_at = actor, at
    merge.save(update_fields=["undone_by", "undone_at"])
    audit.record(absorbed, Act.UNDO_MERGE, actor=actor, at=at, on=on, note=f"→ {kept.number}. {reason}")
    audit.record(kept, Act.UNDO_MERGE, actor=actor, at=at, on=on, note=f"← {absorbed.number}. {reason}")
    return merge


def _locked(case: Case, other: Case, act: Act, actor: User) -> tuple[Case, Case]:
    """Both cases, locked in the order of their age, so that two merges cannot wait for each other."""
    rows = Case.objects.select_for_update(of=("self",), no_key=True).select_related("agency", "government")
    found = {row.pk: row for row in rows.filter(pk__in=(case.pk, other.pk)).order_by("pk")}
    for row in found.values():
        check_case_act(row, act, actor)
    return found[case.pk], found[other.pk]


def _check(absorbed: Case, kept: Case) -> None:
    if absorbed == kept:
        raise RuleViolation(_("Pilih kasus lain sebagai tujuan."))
    standing = CaseMerge.objects.standing()
    if standing.filter(absorbed__in=(absorbed, kept)).exists():
        raise RuleViolation(_("Salah satu kasus sudah digabungkan ke kasus lain."))
    if absorbed.respondents.exclude(status__in=(Status.REPORTED, Status.CLOSED)).exists():
        raise RuleViolation(_("Jalur dalam kasus ini sudah berjalan. Kaitkan kedua kasus, jangan digabungkan."))
    if not absorbed.respondents.exclude(status=Status.CLOSED).exists():
        raise RuleViolation(_("Semua jalur dalam kasus ini sudah selesai. Kaitkan kedua kasus, jangan digabungkan."))
