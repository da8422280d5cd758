"""The procedure table: every act × stage × route × role behaves as its row says."""

import datetime as dt

import pytest
from django.db import transaction

from cases.aftermath import leaving_and_waiting as closing
from cases.models import Act, AuditEntry, ClosingReason, IncidentDate, Respondent, Role, Status
from cases.parties.respondents import add_respondent
from cases.procedure import workflow
from cases.procedure.offers import offered, permitted
from cases.procedure.refusals import NotAllowed, RuleViolation, StaleForm
from cases.procedure.table import TRANSITIONS, next_step, rows_from
from regulations.models import Route, TimeLimit
from tests import factories

RESPONDENT_ACTS = list(dict.fromkeys(step.act for step in TRANSITIONS))
REQUIRED_ROUTE = {Status.ROUTED, Status.SUMMONED, Status.ABSENT, Status.HEARD, Status.FINDINGS, Status.DECIDED}


def place(respondent: Respondent, status: Status, route: str, on: dt.date) -> Respondent:
    """Put a path at a stage, past the services: the matrix is about the table alone."""
    reason = ClosingReason.UNFOUNDED if status == Status.CLOSED else ""
    Respondent.objects.filter(pk=respondent.pk).update(
        status=status, route=route, closing_reason=reason, status_on=on, is_held=False
    )
    respondent.refresh_from_db()
    return respondent


def routes_at(status: Status) -> list[str]:
    """The routes on which a stage occurs."""
    if status in (Status.REPORTED, Status.CLARIFICATION, Status.CLARIFIED):
        return [""]
    if status == Status.COACHING:
        return [Route.COACHING]
    if status == Status.DELIVERED:
        return [Route.DISCIPLINE]  # on the other routes a decision is in force when it is received
    if status == Status.CONTESTED:
        return [Route.ETHICS, Route.DISCIPLINE]  # objections to moral sanctions where the region reads the law so
    return [Route.ETHICS, Route.DISCIPLINE, Route.CONTRACT]


@pytest.mark.parametrize("role", [role for role in Role if role != Role.SYSTEM])
@pytest.mark.parametrize("status", Status)
def test_every_role_takes_exactly_the_acts_of_the_table_at_every_stage(status, role, sari, budi, city, dinas_a, now):
    actor = factories.role_accounts(city, dinas_a)[role]
    respondent = factories.make_respondent(by=sari, employee=budi, at=now)
    respondent.deadlines.all().delete()
    for route in routes_at(status):
        place(respondent, status, route, dinas_a.local_date(now))
        buttons = offered(respondent, actor.role)
        for act in RESPONDENT_ACTS:
            rows = [
                step
                for step in rows_from(status, route, respondent.closing_reason)
                if step.act == act and role in step.roles
            ]
            # Offered as a button exactly when a row says so; RESUME only while held.
            assert (act in buttons) == (bool(rows) and act != Act.RESUME), (act, route)
            for chosen in [row_route for row_route in Route if act == Act.CHOOSE_ROUTE] or [None]:
                take(
                    respondent, act, actor, now, chosen, [row for row in rows if chosen is None or chosen in row.routes]
                )


def take(respondent, act, actor, now, route, rows):
    """Take the act in a transaction that is rolled back: it moves as its only row says, or is refused."""
    if not rows:
        with pytest.raises(RuleViolation):
            permitted(respondent, act, actor)
        return
    (row,) = rows
    reason = ClosingReason.UNFOUNDED if row.target == Status.CLOSED else None
    on = respondent.status_on
    with transaction.atomic():
        moved = workflow.advance(respondent, act, actor=actor, at=now, on=on, route=route, closing_reason=reason)
        assert moved.status == (row.target or respondent.status)
        transaction.set_rollback(True)


def test_every_open_stage_has_exactly_one_next_step_on_each_of_its_routes():
    for status in Status:
        for route in routes_at(status):
            primary = [step for step in rows_from(status, route) if step.primary]
            if status == Status.CLOSED:
                assert next_step(status, route) is None
            else:
                assert next_step(status, route) is not None, (status, route)
                assert len({step.act for step in primary} - {Act.CHOOSE_ROUTE}) <= 1, (status, route)


def test_every_clock_of_the_table_is_a_rule_of_the_law(db):
    steps = {clock for row in TRANSITIONS for clock in (*row.starts, *row.stops)}
    assert steps - set(TimeLimit.objects.values_list("step", flat=True)) == set()


def test_every_clock_that_starts_is_stopped_by_some_act():
    starts = {clock for row in TRANSITIONS for clock in row.starts}
    stops = {clock for row in TRANSITIONS for clock in row.stops}
    assert starts <= stops


def test_stage_list_covers_the_whole_procedure():
    targets = {row.target for row in TRANSITIONS if row.target}
    assert targets == set(Status)


def test_an_act_moves_the_path_its_clocks_and_its_record(sari, budi, now, dinas_a):
    respondent = factories.bring_to(
        factories.make_respondent(by=sari, employee=budi, at=now), Status.CLARIFICATION, by=sari
    )
    clock = respondent.deadlines.running().get()
    assert clock.limit.step == "INT-CLARIFY"
    assert respondent.due_on == clock.due_on
    assert respondent.turn == Role.HR_OFFICER
    entry = AuditEntry.objects.filter(respondent=respondent).first()
    assert (entry.act, entry.from_status, entry.to_status) == (Act.REQUEST_CLARIFICATION, "REPORTED", "CLARIFICATION")
    case = respondent.case
    case.refresh_from_db()
    assert (case.stage, case.internal_due_on) == (Status.CLARIFICATION, clock.due_on)


def test_a_future_day_is_refused(sari, budi, now, dinas_a):
    respondent = factories.make_respondent(by=sari, employee=budi, at=now)
    tomorrow = dinas_a.local_date(now) + dt.timedelta(days=1)
    with pytest.raises(RuleViolation, match="setelah hari ini"):
        workflow.advance(respondent, Act.REQUEST_CLARIFICATION, actor=sari, at=now, on=tomorrow)


def test_a_day_before_the_previous_step_is_refused(sari, budi, now, dinas_a):
    respondent = factories.make_respondent(by=sari, employee=budi, at=now)
    yesterday = dinas_a.local_date(now) - dt.timedelta(days=1)
    with pytest.raises(RuleViolation, match="Catat dulu waktu kejadian"):  # of what nobody knows the day
        workflow.advance(respondent, Act.REQUEST_CLARIFICATION, actor=sari, at=now, on=yesterday)
    factories.bring_to(respondent, Status.CLARIFICATION, by=sari, at=now)
    with pytest.raises(RuleViolation, match="langkah sebelumnya"):
        workflow.advance(respondent, Act.RECORD_CLARIFICATION, actor=sari, at=now, on=yesterday)


def test_an_act_may_be_as_old_as_the_event_and_no_older(sari, budi, now, dinas_a):
    respondent = factories.make_respondent(by=sari, employee=budi, at=now)
    happened = now - dt.timedelta(days=3)
    times = {"earliest_at": happened, "latest_at": happened, "source": "Unggahan"}
    kind, precision = IncidentDate.Kind.UPLOADED, IncidentDate.Precision.TIME
    incident = factories.incident_of(respondent.case)
    IncidentDate.objects.create(incident=incident, kind=kind, precision=precision, **times)
    day = dinas_a.local_date(happened)
    with pytest.raises(RuleViolation, match="langkah sebelumnya"):
        workflow.advance(respondent, Act.REQUEST_CLARIFICATION, actor=sari, at=now, on=day - dt.timedelta(days=1))
    assert workflow.advance(respondent, Act.REQUEST_CLARIFICATION, actor=sari, at=now, on=day).status_on == day


def test_a_form_opened_before_somebody_elses_act_is_refused(sari, rina, budi, now):
    respondent = factories.make_respondent(by=sari, employee=budi, at=now)
    seen = respondent.version
    factories.bring_to(respondent, Status.CLARIFICATION, by=rina)
    with pytest.raises(StaleForm, match="sudah diubah"):
        workflow.advance(
            respondent, Act.RECORD_CLARIFICATION, actor=sari, at=now, on=respondent.status_on, version=seen
        )


def test_a_respondent_cannot_act_in_their_own_case(city, dinas_a, sari, budi, now):
    respondent = factories.make_respondent(by=sari, employee=budi, at=now)
    budi_account = factories.make_user("budi", Role.HR_OFFICER, city, agency=dinas_a, employee=budi)
    with pytest.raises(NotAllowed, match="benturan kepentingan"):
        workflow.advance(respondent, Act.REQUEST_CLARIFICATION, actor=budi_account, at=now, on=respondent.status_on)


def test_waiting_pauses_internal_clocks_and_blocks_the_path_until_resumed(sari, budi, now):
    respondent = factories.bring_to(
        factories.make_respondent(by=sari, employee=budi, at=now), Status.CLARIFICATION, by=sari
    )
    on = respondent.status_on
    closing.hold(
        respondent=respondent, actor=sari, at=now, on=on, reason="Menunggu arahan", owner="Sekda", review_on=on
    )
    respondent.refresh_from_db()
    assert respondent.is_held and respondent.due_on is None
    with pytest.raises(RuleViolation, match="ditahan"):
        workflow.advance(respondent, Act.RECORD_CLARIFICATION, actor=sari, at=now, on=on)
    later = now + dt.timedelta(days=14)
    due = respondent.deadlines.get(limit__step="INT-CLARIFY").due_on
    closing.resume(respondent=respondent, actor=sari, at=later, on=on + dt.timedelta(days=14))
    assert respondent.deadlines.get(limit__step="INT-CLARIFY").due_on > due


def test_closing_a_path_ends_its_clocks_and_the_case(sari, budi, now):
    respondent = factories.make_respondent(by=sari, employee=budi, at=now)
    closing.close_early(respondent=respondent, actor=sari, at=now, on=respondent.status_on,
                        reason=ClosingReason.NOT_STAFF, note="Bukan pegawai")  # fmt: skip
    assert not respondent.deadlines.unfinished().exists()
    respondent.case.refresh_from_db()
    assert respondent.case.closed_on == respondent.status_on


def test_closing_a_held_path_ends_the_waiting_and_no_other_act_does(sari, budi, now):
    respondent = factories.make_respondent(by=sari, employee=budi, at=now)
    on = respondent.status_on
    act = {"respondent": respondent, "actor": sari, "at": now, "on": on}
    closing.hold(**act, reason="Menunggu arahan", owner="Sekda", review_on=on)
    closing.record_fact(**act, kind="APOLOGY", text="Meminta maaf")
    respondent.refresh_from_db()
    assert respondent.is_held and respondent.holds.running().exists()
    closing.close_early(**act, reason=ClosingReason.NOT_STAFF, note="Bukan pegawai")
    respondent.refresh_from_db()
    assert not respondent.is_held and respondent.holds.get().met_on == on


def test_a_case_is_open_while_one_of_its_paths_is(sari, budi, wati, now):
    first = factories.make_respondent(by=sari, employee=budi, at=now)
    second = add_respondent(case=first.case, actor=sari, at=now, employee=wati)
    for path, is_open in ((first, True), (second, False)):
        closing.close_early(respondent=path, actor=sari, at=now, on=first.status_on,
                            reason=ClosingReason.NOT_STAFF, note="Bukan pegawai")  # fmt: skip
        first.case.refresh_from_db()
        assert first.case.is_open == is_open


def test_a_path_that_is_opened_again_counts_no_absence_of_before(sari, rina, budi, now):
    respondent = factories.make_respondent(by=sari, employee=budi, at=now)
    Respondent.objects.filter(pk=respondent.pk).update(absences=2)
    act = {"respondent": respondent, "at": now, "on": respondent.status_on}
    closing.close_early(**act, actor=sari, reason=ClosingReason.NOT_STAFF, note="Bukan pegawai")
    closing.reopen(**act, actor=rina, reason="Ternyata pegawai")
    respondent.refresh_from_db()
    assert (respondent.absences, respondent.reopened_on) == (0, respondent.status_on)


def test_the_review_of_a_hold_cannot_be_postponed_without_limit(sari, budi, now):
    respondent = factories.make_respondent(by=sari, employee=budi, at=now)
    with pytest.raises(RuleViolation, match="Tinjau paling lambat"):
        closing.hold(respondent=respondent, actor=sari, at=now, on=respondent.status_on, reason="-", owner="-",
                     review_on=respondent.status_on + dt.timedelta(days=90))  # fmt: skip
