"""The only writer of a respondent's status.

Checks an act against the procedure, moves the path, its clocks and its record.
"""

import dataclasses
import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Sequence

from django.db.models import Min, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.models import (
    Act,
    AuditEntry,
    Case,
    CaseTally,
    ClosingReason,
    Deadline,
    Level,
    Recusal,
    Respondent,
    Role,
    Status,
    User,
)
from cases.procedure import clocks
from cases.procedure.table import EVERYBODY, Transition, next_step, rows_from, turn
from regulations.models import Route

LIST_COLUMNS = ("stage", "respondent_count", "closed_on", "statutory_due_on", "internal_due_on")

BARRED = gettext_lazy("Anda tidak dapat menangani kasus ini karena benturan kepentingan.")


class RuleViolation(Exception):
    """An act that the rules refuse; the message is an Indonesian sentence, ready to show."""


class NotAllowed(RuleViolation):
    """The actor's role, or a conflict of interest, forbids the act."""


class StaleForm(RuleViolation):
    """Somebody else changed the path after the form was opened."""


def next_step_of(respondent: Respondent) -> Transition | None:
    """The step that this path has to take next."""
    return next_step(
        respondent.status,
        respondent.route,
        identified=respondent.is_identified,
        called_in_vain=respondent.was_called_in_vain,
    )


def available(respondent: Respondent, user: User) -> list[Act]:
    """The acts that this account may take now, the primary one first: what the page shows as buttons."""
    return [] if barred(respondent.case, user) else offered(respondent, user.role)


def offered(respondent: Respondent, role: str) -> list[Act]:
    """The acts that a role may take now on a path; whether a conflict of interest bars the account is asked apart."""
    rows = [
        step
        for step in rows_from(respondent.status, respondent.route, respondent.closing_reason)
        if role in step.roles and (step.while_held or not respondent.is_held)
    ]
    hidden = {Act.HOLD} if respondent.is_held else {Act.RESUME}
    primary = next_step_of(respondent)
    acts = dict.fromkeys(step.act for step in rows if step.act not in hidden)
    return sorted(acts, key=lambda act: primary is None or act != primary.act)


def refusal(respondent: Respondent, act: Act, actor: User) -> str:
    """Why an act cannot be taken now, as a sentence; empty when it can."""
    try:
        permitted(respondent, act, actor)
    except RuleViolation as why:
        return str(why)
    return ""


def barred(case: Case, user: User) -> bool:
    """Whether a conflict of interest bars the account: recused, or itself a respondent of the case."""
    own = user.employee_id is not None and case.respondents.filter(employee_id=user.employee_id).exists()
    return own or Recusal.objects.filter(case=case, user=user).exists()


def lock(case: Case) -> Case:
    """The case under lock: what every act takes first, so that acts of one case queue up here.

    No two transactions then lock in different orders. NO KEY: a message or an audit line that merely refers to the
    case must not wait for it.
    """
    rows = Case.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("government", "agency__government").get(pk=case.pk)


def check_role(actor: User, roles: tuple[Role, ...]) -> None:
    """Raises NotAllowed for another role."""
    if actor.role not in roles:
        raise NotAllowed(_("Peran Anda tidak berwenang melakukannya dalam kasus ini."))


def admit(case: Case, actor: User, roles: tuple[Role, ...] = EVERYBODY) -> None:
    """Let an account act on a whole case. Raises NotAllowed for another role or a conflict of interest."""
    check_role(actor, roles)
    if barred(case, actor):
        raise NotAllowed(BARRED)


def lock_for(actor: User, case: Case, roles: tuple[Role, ...] = EVERYBODY) -> Case:
    """The case under lock, for an account that may act on it. Raises NotAllowed."""
    locked = lock(case)
    admit(locked, actor, roles)
    return locked


def advance(
    respondent: Respondent,
    act: Act,
    *,
    actor: User | None,
    at: dt.datetime,
    on: dt.date,
    version: int | None = None,
    route: Route | None = None,
    closing_reason: ClosingReason | None = None,
    note: str = "",
) -> Respondent:
    """Take one step of the procedure: lock, check, move, stop and start clocks, write the audit line.

    ``at`` is when it is recorded, ``on`` the day it took legal effect (clocks run from it); ``actor`` None is the
    system. ``version`` is what the form saw. Returns the locked row. Raises RuleViolation.
    """
    case, locked = _lock_path(respondent)
    if version is not None and version != locked.version:
        raise StaleForm(_changed_meanwhile(locked))
    if route is not None:
        locked.route = route
    step = permitted(locked, act, actor)
    _check_day(locked, step, at=at, on=on)
    came_from = Status(locked.status)
    _move(locked, step, on=on, closing_reason=closing_reason)
    clocks.stop(locked, step.stops, on=on)
    if locked.status == Status.CLOSED:
        clocks.cancel_all(locked, on=on)
    for clock in step.starts:
        clocks.start(locked, clock, on=on)
    _return_level(case, at=at, on=on)
    AuditEntry.objects.create(
        case=case,
        respondent=locked,
        act=act,
        actor=actor,
        at=at,
        on=on,
        from_status=came_from,
        to_status=locked.status,
        note=note,
    )
    shown = next(path for path in refresh(case) if path.pk == locked.pk)
    locked.turn, locked.due_on = shown.turn, shown.due_on
    return locked


def _lock_path(respondent: Respondent) -> tuple[Case, Respondent]:
    case = lock(respondent.case)
    rows = Respondent.objects.select_for_update(of=("self",), no_key=True).select_related("employee", "agency")
    locked = rows.get(pk=respondent.pk)
    locked.case = case
    return case, locked


@dataclasses.dataclass(frozen=True)
class Ended:
    """How a path ended before this system kept it, and from where that is known."""

    respondent: Respondent
    on: dt.date
    route: Route | None
    closing_reason: ClosingReason
    note: str


def record_ended(ended: Sequence[Ended], *, actor: User, at: dt.datetime) -> None:
    """Write down paths that ended before this system kept them: closed from their first line on.

    No step is taken, so nothing is reminded of and no clock ever runs. A case that is not written yet is written with
    its paths; the caller holds the lock on the others.
    """
    cases = list({id(each.respondent.case): each.respondent.case for each in ended}.values())
    new = [case for case in cases if case.pk is None]
    known = [case for case in cases if case.pk is not None]
    paths: dict[int, list[Respondent]] = defaultdict(list)
    for each in ended:
        respondent = each.respondent
        respondent.status, respondent.status_on = Status.CLOSED, each.on
        respondent.closing_reason, respondent.route = each.closing_reason, each.route or ""
        paths[id(respondent.case)].append(respondent)
    for case in new:
        _show(case, paths[id(case)], [])
    Case.objects.bulk_create(new)
    Respondent.objects.bulk_create(each.respondent for each in ended)
    AuditEntry.objects.bulk_create(
        AuditEntry(
            case=each.respondent.case,
            respondent=each.respondent,
            act=Act.IMPORT_CASE,
            actor=actor,
            at=at,
            on=each.on,
            to_status=Status.CLOSED,
            note=each.note,
        )
        for each in ended
    )
    CaseTally.objects.add(Counter((case.agency_id, case.stage) for case in new))
    for case in known:
        refresh(case)


def permitted(respondent: Respondent, act: Act, actor: User | None) -> Transition:
    """The row by which this actor may take the act now. Raises RuleViolation with the reason why not."""
    steps = [
        step for step in rows_from(respondent.status, respondent.route, respondent.closing_reason) if step.act == act
    ]
    if respondent.route:
        steps = [step for step in steps if respondent.route in step.routes]
    if not steps:
        raise RuleViolation(
            _("“%(act)s” tidak dapat dilakukan pada tahap %(stage)s.")
            % {"act": act.label, "stage": Status(respondent.status).label}
        )
    step = steps[0]
    if (actor.role if actor else Role.SYSTEM) not in step.roles:
        raise NotAllowed(_("Peran Anda tidak berwenang melakukan “%(act)s”.") % {"act": act.label})
    if actor is not None and barred(respondent.case, actor):
        raise NotAllowed(BARRED)
    if respondent.is_held and not step.while_held:
        raise RuleViolation(
            _("Jalur ini sedang ditahan. Lanjutkan dulu sebelum melakukan “%(act)s”.") % {"act": act.label}
        )
    if step.confirmed and not respondent.is_confirmed:
        raise RuleViolation(_("Pastikan dulu identitasnya. Sebelum itu tidak ada surat atau panggilan yang keluar."))
    return step


def _check_day(respondent: Respondent, step: Transition, *, at: dt.datetime, on: dt.date) -> None:
    if on > respondent.agency.local_date(at):
        raise RuleViolation(_("Tanggal tidak boleh setelah hari ini."))
    if step.target is not None and on < respondent.status_on:
        raise RuleViolation(
            _("Tanggal tidak boleh sebelum langkah sebelumnya (%(stage)s, %(day)s). Dasar: %(basis)s.")
            % {
                "stage": Status(respondent.status).label,
                "day": respondent.status_on.strftime("%d/%m/%Y"),
                "basis": step.basis,
            }
        )


def _changed_meanwhile(respondent: Respondent) -> str:
    last = respondent.history.select_related("actor").first()
    who = last.actor if last and last.actor else _("sistem")
    when = last.at.astimezone(respondent.agency.zone).strftime("%H.%M") if last else "–"
    return _("Bagian ini sudah diubah %(who)s pukul %(when)s. Periksa keadaan terbaru di bawah, lalu kirim lagi.") % {
        "who": who,
        "when": when,
    }


def _move(respondent: Respondent, step: Transition, *, on: dt.date, closing_reason: ClosingReason | None) -> None:
    fields = ["version", "route"]
    respondent.version += 1
    if step.target is not None:
        respondent.status, respondent.status_on = step.target, on
        respondent.closing_reason = closing_reason or "" if step.target == Status.CLOSED else ""
        fields += ["status", "status_on", "closing_reason"]
        if step.target == Status.CLOSED and respondent.is_held:
            respondent.is_held = False
            respondent.holds.filter(closed_on__isnull=True).update(closed_on=on)
            fields.append("is_held")
    if step.act == Act.REOPEN:
        respondent.route, respondent.reopened_on, respondent.absences = "", on, 0
        fields += ["reopened_on", "absences"]
    respondent.save(update_fields=fields)


def _return_level(case: Case, *, at: dt.datetime, on: dt.date) -> None:
    """The case goes back down the ladder once no escalated clock is left unanswered."""
    if case.level == Level.AGENCY:
        return
    open_clocks = Q(deadline__met_on__isnull=True, deadline__cancelled_on__isnull=True)
    if not case.escalations.filter(open_clocks).exists():
        case.level = Level.AGENCY
        case.save(update_fields=["level"])
        AuditEntry.objects.create(case=case, act=Act.RETURN_LEVEL, actor=None, at=at, on=on)


def refresh(case: Case) -> list[Respondent]:
    """Rewrite what lists and queues show of a case and its paths, and count it. Returns the paths as they now stand.

    The caller holds the lock on the case.
    """
    paths = list(case.respondents.all())
    duties = Deadline.objects.duties().filter(respondent__case=case)
    earliest = list(duties.values_list("respondent", "statutory").annotate(Min("due_on")).order_by())
    for path in paths:
        due_on = min((day for pk, _statutory, day in earliest if pk == path.pk), default=None)
        shown = turn(next_step_of(path), case.level), due_on
        if shown != (path.turn, path.due_on):
            path.turn, path.due_on = shown
            path.save(update_fields=["turn", "due_on"])
    before, was = case.stage, _list_columns(case)
    _show(case, paths, [(statutory, day) for _pk, statutory, day in earliest])
    if _list_columns(case) != was:
        case.save(update_fields=LIST_COLUMNS)
    if case.stage != before:
        CaseTally.objects.add({(case.agency_id, before): -1, (case.agency_id, case.stage): 1})
    return paths


def _show(case: Case, paths: Sequence[Respondent], clocks_due: Sequence[tuple[bool, dt.date]]) -> None:
    """Set what lists show of a case; ``clocks_due``: whether a clock is statutory, and its day."""
    unfinished = [Status(path.status) for path in paths if path.status != Status.CLOSED]
    case.stage = min(unfinished, key=lambda status: status.rank, default=Status.CLOSED if paths else Status.REPORTED)
    case.respondent_count = len(paths)
    case.closed_on = max(path.status_on for path in paths) if paths and not unfinished else None
    case.statutory_due_on = min((day for statutory, day in clocks_due if statutory), default=None)
    case.internal_due_on = min((day for statutory, day in clocks_due if not statutory), default=None)


def _list_columns(case: Case) -> list[object]:
    return [getattr(case, column) for column in LIST_COLUMNS]
