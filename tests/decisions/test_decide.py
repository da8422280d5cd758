"""Obstacles to a decision, and its consequences."""

import datetime as dt
import re

import pytest

from cases.aftermath import endings, remedies, rulings, serving
from cases.aftermath import leaving_and_waiting as closing
from cases.aftermath.delivery import deliver
from cases.aftermath.effect import bring_into_force
from cases.applicable_law.sanction_range import open_ranges
from cases.clarification.acts import choose_route
from cases.dashboard import tally_check as tallies
from cases.examination import summonses
from cases.examination import teams as panels
from cases.models import Decision, Finding, Hearing, PanelMember, RestorationStep, Sanction, Status
from cases.procedure.refusals import RuleViolation
from regulations.models import Official, Route, StaffCategory
from tests import factories
from tests.samples.decisions import JAKARTA, RECEIVED, decide, sanction


@pytest.fixture
def found(sari, budi):
    """Budi's path with findings reported, all on 14 July 2026."""
    return factories.bring_to(
        factories.make_respondent(by=sari, employee=budi, at=RECEIVED), Status.FINDINGS, by=sari, at=RECEIVED
    )


def test_a_decision_without_a_proven_allegation_is_refused(found, sari):
    Finding.objects.update(outcome=Finding.Outcome.NOT_PROVEN)
    with pytest.raises(RuleViolation, match="terbukti"):
        decide(found, sari)
    assert not Decision.objects.exists()


def test_a_sanction_of_another_category_is_refused(found, sari):
    with pytest.raises(RuleViolation, match="tidak berlaku bagi PNS"):
        decide(found, sari, sanction_types=[sanction("TKK-3")])


def test_an_official_without_the_power_is_refused_and_the_competent_are_named(found, sari):
    with pytest.raises(RuleViolation, match="tidak berwenang"):
        decide(found, sari, official=Official.VILLAGE_HEAD)


def test_two_sanctions_for_one_breach_are_refused(found, sari):
    with pytest.raises(RuleViolation, match="Pasal 35"):
        decide(found, sari, sanction_types=[sanction("PNS-R1"), sanction("PNS-R2")])


def test_a_severe_sanction_needs_its_team(found, rina):
    with pytest.raises(RuleViolation, match="wajib diperiksa tim"):
        decide(found, rina, sanction_types=[sanction("PNS-B1")])


def test_a_severe_sanction_with_a_full_team_stands(rina, budi):
    respondent = factories.make_respondent(by=rina, employee=budi, at=RECEIVED)
    factories.bring_to(respondent, Status.ROUTED, by=rina, at=RECEIVED)
    panels.form_panel(
        respondent=respondent, actor=rina, at=RECEIVED, on=RECEIVED.date(), kind="EXAMINATION",
        members=factories.make_panel_members(),
    )  # fmt: skip
    assert PanelMember.objects.count() == len(PanelMember.Element)
    for step in (factories.summon_and_hear, factories.report_proven):
        step(respondent, by=rina, at=RECEIVED)
    why = {"departure_reason": "Atasan yang menyuruh"}  # the impact was on the unit only
    decide(respondent, rina, sanction_types=[sanction("PNS-B1")], **why)
    assert Sanction.objects.get().severity == "SEVERE"


def test_contract_staff_are_sanctioned_by_their_agency_and_at_once(sari, dinas_a):
    worker = factories.make_employee("Citra", agency=dinas_a, category=StaffCategory.CONTRACT)
    respondent = factories.make_respondent(by=sari, employee=worker, at=RECEIVED)
    factories.bring_to(
        respondent,
        Status.DELIVERED,
        by=sari,
        at=RECEIVED,
        route=Route.CONTRACT,
        sanction="TKK-3",
        official=Official.AGENCY_HEAD,
    )
    respondent.refresh_from_db()
    assert respondent.status == Status.IN_FORCE
    assert respondent.decisions.get().effective_on == RECEIVED.date()


def test_the_discipline_route_is_closed_to_contract_staff(sari, dinas_a, now):
    worker = factories.make_employee("Citra", agency=dinas_a, category=StaffCategory.CONTRACT)
    respondent = factories.make_respondent(by=sari, employee=worker, at=now)
    with pytest.raises(RuleViolation, match="tidak berlaku bagi TKK"):
        choose_route(
            respondent=respondent, actor=sari, at=now, on=respondent.status_on, route=Route.DISCIPLINE, reason="-"
        )


def test_a_discipline_decision_takes_effect_on_the_15th_working_day_after_receipt(found, sari):
    """Received 14 July 2026, in force 4 August 2026 (Pasal 38 PP 94/2021; day of receipt not counted)."""
    decide(found, sari)
    deliver(respondent=found, actor=sari, at=RECEIVED, on=RECEIVED.date(), method="IN_PERSON")
    assert Decision.objects.get().effective_on == dt.date(2026, 8, 4)
    assert bring_into_force(dt.datetime(2026, 8, 3, 20, 0, tzinfo=JAKARTA)) == 0
    assert bring_into_force(dt.datetime(2026, 8, 4, 0, 30, tzinfo=JAKARTA)) == 1
    assert bring_into_force(dt.datetime(2026, 8, 5, tzinfo=JAKARTA)) == 0
    found.refresh_from_db()
    assert (found.status, found.status_on) == (Status.IN_FORCE, dt.date(2026, 8, 4))


def test_an_objection_holds_the_effect_back_until_it_is_decided(found, sari, rina):
    decide(found, sari)
    act = {"respondent": found, "at": RECEIVED, "on": RECEIVED.date()}
    deliver(**act, actor=sari, method="IN_PERSON")
    remedies.file_remedy(**act, actor=rina, grounds="Tidak setuju")
    assert bring_into_force(RECEIVED + dt.timedelta(days=60)) == 0
    ruled = RECEIVED + dt.timedelta(days=20)
    rulings.uphold(respondent=found, actor=rina, at=ruled, on=ruled.date(), ruling="Ditolak")
    found.refresh_from_db()
    assert (found.status, found.decisions.get().effective_on) == (Status.IN_FORCE, ruled.date())


def test_an_objection_after_14_working_days_is_refused(found, sari, rina):
    decide(found, sari)
    deliver(respondent=found, actor=sari, at=RECEIVED, on=RECEIVED.date(), method="IN_PERSON")
    late = RECEIVED + dt.timedelta(days=21)
    with pytest.raises(RuleViolation, match="sudah lewat"):
        remedies.file_remedy(respondent=found, actor=rina, at=late, on=late.date(), grounds="Tidak setuju")


def test_a_changed_sanction_is_replaced_by_a_later_decision(found, sari, rina):
    decide(found, sari)
    act = {"respondent": found, "at": RECEIVED, "on": RECEIVED.date()}
    deliver(**act, actor=sari, method="IN_PERSON")
    remedies.file_remedy(**act, actor=rina, grounds="Terlalu berat")
    rulings.change(**act, actor=rina, ruling="Diubah menjadi teguran lisan")
    decide(found, sari, sanction_types=[sanction("PNS-R1")])
    first, second = Decision.objects.order_by("pk")
    assert (first.state, second.state, second.replaces) == ("REPLACED", "STANDING", first)
    assert tallies.differences() == {}


def test_an_annulled_decision_no_longer_counts(found, sari, rina):
    decide(found, sari)
    act = {"respondent": found, "at": RECEIVED, "on": RECEIVED.date()}
    deliver(**act, actor=sari, method="IN_PERSON")
    remedies.file_remedy(**act, actor=rina, grounds="Tidak berwenang")
    rulings.annul(**act, actor=rina, ruling="Dibatalkan")
    found.refresh_from_db()
    assert (found.status, found.closing_reason, found.decisions.get().state) == ("CLOSED", "ANNULLED", "ANNULLED")
    assert tallies.differences() == {}


def test_a_second_sanction_within_24_months_counts_as_repeated(found, sari, budi):
    decide(found, sari)
    later = RECEIVED + dt.timedelta(days=30)
    again = factories.bring_to(
        factories.make_respondent(by=sari, employee=budi, at=later), Status.FINDINGS, by=sari, at=later
    )
    decide(again, sari, at=later, sanction_types=[sanction("PNS-R3")])
    assert list(Sanction.objects.order_by("pk").values_list("is_repeat", flat=True)) == [False, True]


def miss(act):
    summonses.record_receipt(**act, received_by="Budi")
    summonses.record_absence(**act, absence="NO_NEWS")


def test_one_no_show_is_not_enough_to_decide_on_the_evidence(sari, budi):
    respondent = factories.bring_to(
        factories.make_respondent(by=sari, employee=budi, at=RECEIVED), Status.SUMMONED, by=sari, at=RECEIVED
    )
    act = {"respondent": respondent, "actor": sari, "at": RECEIVED, "on": RECEIVED.date()}
    miss(act)
    with pytest.raises(RuleViolation, match="dua kali tidak hadir"):
        factories.report_proven(respondent, by=sari, at=RECEIVED)


def test_after_two_no_shows_the_case_is_decided_on_the_evidence(sari, budi):
    respondent = factories.bring_to(
        factories.make_respondent(by=sari, employee=budi, at=RECEIVED), Status.SUMMONED, by=sari, at=RECEIVED
    )
    act = {"respondent": respondent, "actor": sari, "at": RECEIVED, "on": RECEIVED.date()}
    miss(act)
    summonses.summon(**act, hearing_at=RECEIVED, place="Ruang rapat")
    miss(act)
    factories.report_proven(respondent, by=sari, at=RECEIVED)
    decide(respondent, sari)
    assert not Hearing.objects.exists()


def test_an_act_before_31_august_2021_falls_under_the_sanctions_of_its_day(sari, budi):
    """Tempus: PP 53/2010 for acts before PP 94/2021 came into force."""
    at = dt.datetime(2021, 8, 30, 10, 0, tzinfo=JAKARTA)
    respondent = factories.bring_to(
        factories.make_respondent(by=sari, employee=budi, at=at), Status.FINDINGS, by=sari, at=at
    )
    later = dt.datetime(2021, 9, 10, 10, 0, tzinfo=JAKARTA)
    with pytest.raises(RuleViolation, match="tidak berlaku bagi PNS"):
        decide(respondent, sari, at=later)
    (reprimand,) = [
        kind for kind in open_ranges([respondent])[respondent.category, respondent.route] if kind.code == "PNS-R2"
    ]
    assert reprimand.in_force_until == dt.date(2021, 8, 30)
    decide(respondent, sari, at=later, sanction_types=[reprimand])


def test_a_team_formed_after_the_examination_is_not_sufficient_for_a_severe_sanction(rina, budi):
    respondent = factories.make_respondent(by=rina, employee=budi, at=RECEIVED)
    factories.bring_to(respondent, Status.HEARD, by=rina, at=RECEIVED)
    later = RECEIVED + dt.timedelta(days=1)
    act = {"respondent": respondent, "actor": rina, "at": later, "on": later.date()}
    panels.form_panel(**act, kind="EXAMINATION", members=factories.make_panel_members())
    factories.report_proven(respondent, by=rina, at=later)
    with pytest.raises(RuleViolation, match="setelah pemeriksaan"):
        decide(respondent, rina, at=later, sanction_types=[sanction("PNS-B1")])


@pytest.fixture
def reopened(found, sari, rina):
    """Sanctioned, served, closed, and opened again two months later."""
    decide(found, sari)
    deliver(respondent=found, actor=sari, at=RECEIVED, on=RECEIVED.date(), method="IN_PERSON")
    bring_into_force(RECEIVED + dt.timedelta(days=30))
    at = RECEIVED + dt.timedelta(days=60)
    act = {"respondent": found, "at": at, "on": at.date()}
    serving.complete(**act, actor=sari, note="Tercatat")
    closing.reopen(**act, actor=rina, reason="Bukti baru")
    found.refresh_from_db()
    return act


def test_a_reopened_path_needs_a_new_examination(reopened, found, sari):
    choose_route(**reopened, actor=sari, route=Route.DISCIPLINE, reason="Diperiksa lagi")
    summonses.summon(**reopened, actor=sari, hearing_at=reopened["at"], place="Ruang rapat")
    miss(reopened | {"actor": sari})
    with pytest.raises(RuleViolation, match="dua kali tidak hadir"):
        factories.report_proven(found, by=sari, at=reopened["at"])
    second = summonses.summon(**reopened, actor=sari, hearing_at=reopened["at"], place="Ruang rapat")
    assert second.sequence == 3  # the letters are numbered on, the two of this round count


def test_closing_a_reopened_path_as_unfounded_annuls_its_decision(reopened, found, rina):
    closing.close_early(**reopened, actor=rina, reason="UNFOUNDED", note="Bukan dia")
    assert found.decisions.get().state == Decision.State.ANNULLED
    assert tallies.differences() == {}
    steps = RestorationStep.objects.filter(decision__respondent=found)
    assert {step.kind for step in steps} >= {RestorationStep.Kind.NAME, RestorationStep.Kind.RECORD}


def test_a_resignation_leaves_the_decision_in_the_record_and_ends_its_serving(reopened, found, sari):
    endings.resign(**reopened, actor=sari, note="Surat 1/2026")
    found.refresh_from_db()
    assert (found.status, found.closing_reason) == (Status.CLOSED, "RESIGNED")
    decision = found.decisions.get()
    assert decision.state == Decision.State.STANDING
    assert not any(
        sanction.is_served_on(found.status_on + dt.timedelta(days=1)) for sanction in decision.sanctions.all()
    )


# What does not fit the post of the person


def offered_at(client, rina, found, **data):
    client.force_login(rina)
    return client.get(f"/respondents/{found.pk}/decide/", data).text


@pytest.mark.parametrize(
    ("post_level", "absent", "present"), [("ADMINISTRATOR", "PNS-B1K", "PNS-B1"), ("EXECUTIVE", "PNS-B1", "PNS-B1K")]
)
def test_a_demotion_that_does_not_fit_the_post_is_not_offered_and_says_why(
    client, rina, budi, found, post_level, absent, present
):
    budi.employments.update(post_level=post_level)
    text = offered_at(client, rina, found)
    choices = re.findall(r'name="sanction" value="([^"]+)"', text)
    assert sanction(present).pk in choices and sanction(absent).pk not in choices
    assert "hanya bagi" in text


def test_a_demotion_is_offered_where_the_post_is_not_known(client, rina, budi, found):
    budi.employments.update(post_level="")
    text = offered_at(client, rina, found)
    assert "hanya bagi" not in text
