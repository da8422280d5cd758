"""The only module that writes a respondent's status.

It checks an act against the table and writes the path, its clocks and the audit trail.
"""

import datetime as dt

from django.db.models import Q, Value
from django.db.models.functions import Greatest
from django.utils.translation import gettext as _

from cases.models import Act, AskedOfficial, Case, ClosingReason, ImposedDuty, Level, Respondent, Status, User
from cases.models.deadlines.clock import SILENT
from cases.procedure import audit, clocks
from cases.procedure.admission import lock
from cases.procedure.back_dating import refuse_before_its_cause
from cases.procedure.offers import permitted
from cases.procedure.refusals import Mend, RuleViolation, StaleForm
from cases.procedure.summary import refresh
from cases.procedure.transition import Transition
from regulations.models import ClockStep, Route

# Acts that end the path whatever was imposed: its duties lapse with it.
ENDS_DUTIES = frozenset({Act.ANNUL, Act.LEAVE_SERVICE, Act.RESIGN, Act.CLOSE_EARLY})


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
    """Take one step of the procedure: lock, check, move, stop and start clocks, write the audit entry.

    ``at`` is the time of recording, ``on`` the day of legal effect, from which clocks count; ``actor`` None is the
    system. ``version`` is the version that the form showed. Returns the locked row, which knows the clocks that were
    ``started``. Raises RuleViolation.
    """
    case, locked = _lock_path(respondent)
    if version is not None and version != locked.version:
        raise StaleForm(_changed_meanwhile(locked))
    if route is not None:
        locked.route = route
    step = permitted(locked, act, actor)
    _check_day(locked, step, at=at, on=on)
    _check_duties(locked, step)
    came_from = Status(locked.status)
    _move(locked, step, on=on, closing_reason=closing_reason)
    locked.started = _move_clocks(locked, step, on=on)
    _return_level(case, at=at, on=on)
    moved = (came_from, Status(locked.status))
    audit.record(case, act, respondent=locked, actor=actor, at=at, on=on, moved=moved, note=note)
    shown = next(path for path in refresh(case) if path.pk == locked.pk)
    locked.turn, locked.due_on = shown.turn, shown.due_on
    return locked


def _lock_path(respondent: Respondent) -> tuple[Case, Respondent]:
    case = lock(respondent.case)
    rows = Respondent.objects.select_for_update(of=("self",), no_key=True).select_related("employee", "agency")
    locked = rows.get(pk=respondent.pk)
    locked.case = case
    return case, locked


def _check_day(respondent: Respondent, step: Transition, *, at: dt.datetime, on: dt.date) -> None:
    if on > respondent.agency.local_date(at):
        raise RuleViolation(_("Tanggal tidak boleh setelah hari ini."))
    if step.target is not None:
        refuse_before_its_cause(respondent, step, on)


def _check_duties(respondent: Respondent, step: Transition) -> None:
    """What was imposed is done, or its reason to be dropped written, before a path ends as carried out."""
    if step.target != Status.CLOSED or step.act in ENDS_DUTIES:
        return
    if open_duty := respondent.duties.running().select_related("kind").first():
        raise RuleViolation(
            _("Kewajiban belum selesai: %(duty)s, paling lambat %(day)s. Catat hasilnya atau hapuskan dengan alasan.")
            % {"duty": open_duty, "day": f"{open_duty.due_on:%d/%m/%Y}"},
            mend=Mend.by(Act.END_DUTY, respondent),
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
    if respondent.status == Status.FINDINGS and step.target is not None:
        _stop_asking(respondent, on=on)
    if step.target is not None:
        respondent.status, respondent.status_on = step.target, on
        respondent.closing_reason = closing_reason or "" if step.target == Status.CLOSED else ""
        fields += ["status", "status_on", "closing_reason"]
        if step.target == Status.CLOSED and respondent.is_held:
            respondent.is_held = False
            respondent.holds.meet(on)
            fields.append("is_held")
    if step.target in (Status.DECIDED, Status.CLOSED):
        _end_interim(respondent, on=on)
    if step.target == Status.CLOSED:
        lapsed = {"outcome": ImposedDuty.Outcome.LAPSED, "note": str(step.act.label)}
        respondent.duties.running().update(met_on=Greatest("starts_on", Value(on)), **lapsed, **SILENT)
    if step.act == Act.REOPEN or step.becomes is not None:
        respondent.route, respondent.reopened_on, respondent.absences = step.becomes or "", on, 0
        respondent.round += 1
        fields += ["reopened_on", "absences", "round"]
    respondent.save(update_fields=fields)


def _stop_asking(respondent: Respondent, *, on: dt.date) -> None:
    """A second official is asked before the decision only."""
    asked = AskedOfficial.objects.running().filter(report__respondent=respondent)
    asked.update(met_on=Greatest("starts_on", Value(on)), **SILENT)


def _end_interim(respondent: Respondent, *, on: dt.date) -> None:
    """A temporary release from duty ends with the decision or the path (Pasal 31 PP 94/2021)."""
    running = Q(ends_on__isnull=True) | Q(ends_on__gt=on)
    respondent.interim_measures.filter(running).update(ends_on=Greatest("starts_on", Value(on)))


def _move_clocks(respondent: Respondent, step: Transition, *, on: dt.date) -> dict[ClockStep, dt.date]:
    """Stop the clocks that the step ends and start those that it begins; the last day of each that was started."""
    # The clock of a stage without one of its own ends with the stage.
    passed = (ClockStep.NEXT_STEP,) if step.target is not None else ()
    clocks.stop(respondent, (*step.stops, *passed), on=on)
    if respondent.status == Status.CLOSED:
        clocks.cancel_all(respondent, on=on)
    started = {name: clock.due_on for name in step.starts if (clock := clocks.start(respondent, name, on=on))}
    clocks.start_if_silent(respondent, on=on)
    return started


def _return_level(case: Case, *, at: dt.datetime, on: dt.date) -> None:
    """Return the case to the lowest level when no escalated clock is open."""
    if case.level == Level.AGENCY:
        return
    open_clocks = Q(deadline__met_on__isnull=True, deadline__cancelled_on__isnull=True)
    if not case.escalations.filter(open_clocks).exists():
        case.level = Level.AGENCY
        case.save(update_fields=["level"])
        audit.record(case, Act.RETURN_LEVEL, actor=None, at=at, on=on)
