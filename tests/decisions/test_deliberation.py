"""The facts of a decision and its obstacles, each with its article."""

import datetime as dt

import pytest

from cases.decisions.deliberation_reading import deliberate
from cases.examination import hearings
from cases.models import CaseLink, Decision, Finding, Hearing, Panel, PastSanction, Sanction, Status
from cases.procedure.refusals import RuleViolation
from regulations.models import Interpretation, Official, Provision, Route, StaffCategory
from tests import factories
from tests.samples.decisions import RECEIVED, bearing, decide, found_for, sanction


@pytest.fixture
def found(sari, budi):
    return found_for(budi, sari)


# The law's table


@pytest.mark.parametrize(("impact", "level"), [("UNIT", "LIGHT"), ("AGENCY", "MODERATE"), ("STATE", "SEVERE")])
def test_the_impact_gives_the_level_by_the_table(sari, budi, impact, level):
    assert bearing(found_for(budi, sari, impact=impact)).levels == [level]


@pytest.mark.parametrize(
    ("impact", "article"),
    [
        ("UNIT", "Pasal 9 ayat (1) huruf d"),
        ("AGENCY", "Pasal 10 ayat (1) huruf e"),
        ("STATE", "Pasal 11 ayat (1) huruf f"),
    ],
)
def test_each_level_names_the_article_that_gives_it(sari, budi, impact, article):
    seen = bearing(found_for(budi, sari, impact=impact))
    assert [given for _level, given in seen.proven[0].rated] == [article]
    off = sanction("PNS-B1" if impact != "STATE" else "PNS-R1")
    assert any(f"({article})" in words for words in seen.off_law(off))


def test_of_several_breaches_the_gravest_level_counts(sari, budi):
    """Pasal 35 ayat (1) PP 94/2021."""
    respondent = factories.make_respondent(by=sari, employee=budi, at=RECEIVED)
    factories.bring_to(respondent, Status.HEARD, by=sari, at=RECEIVED)
    act = {"respondent": respondent, "actor": sari, "at": RECEIVED, "on": RECEIVED.date()}
    findings = []
    for slug, impact in (("pp94-3f-2021", "UNIT"), ("pp94-3c-2021", "AGENCY")):
        allegation = hearings.allege(**act, text=slug, provision=Provision.objects.get(pk=slug))
        findings.append(
            Finding(allegation=allegation, outcome="PROVEN", reason="-", impact=impact, impact_reason="Luas")
        )
    hearings.report_findings(**act, findings=findings, recommendation="-")
    assert bearing(respondent).levels == ["MODERATE"]


def test_what_is_not_proven_gives_no_level(sari, budi):
    respondent = found_for(budi, sari, outcome="NOT_PROVEN")
    assert bearing(respondent).levels == []


def test_a_contract_leaves_its_levels_open(sari, dinas_a):
    worker = factories.make_employee("Citra", agency=dinas_a, category=StaffCategory.CONTRACT)
    respondent = found_for(worker, sari, route=Route.CONTRACT, impact="", impact_reason="")
    seen = bearing(respondent)
    assert seen.levels == ["LIGHT", "ADMINISTRATIVE", "TERMINATION"]
    assert [kind.code for kind in seen.measures] == ["TKK-PEMBINAAN"]
    assert [step.severity for step in seen.level_ranges] == ["LIGHT", "ADMINISTRATIVE", "TERMINATION"]


def test_notes_for_every_sanction_of_a_level_are_shown_once(found):
    light, moderate, severe = bearing(found).level_ranges
    assert (light.is_given, light.departures, light.gap) == (True, [], "")
    assert [words[:33] for words in moderate.departures] == ["Tingkat menurut tabel Pasal 9–14 "]
    assert "Pasal 29" in severe.gap and not moderate.gap
    assert {(tuple(said), lack) for step in (moderate, severe) for _kind, said, lack in step.sanctions} == {((), "")}


def test_coaching_goes_beside_the_one_sanction(sari, dinas_a):
    worker = factories.make_employee("Citra", agency=dinas_a, category=StaffCategory.CONTRACT)
    respondent = found_for(worker, sari, route=Route.CONTRACT, impact="", impact_reason="")
    decide(respondent, sari, sanction_types=[sanction("TKK-3"), sanction("TKK-PEMBINAAN")])
    assert Sanction.objects.count() == 2


def test_the_form_of_the_moderate_sanction_is_the_reading_of_the_region(found):
    assert "peralihan" in bearing(found).moderate_form
    Interpretation.objects.create(
        slug="uji", code="bentuk-hukuman-sedang", region=found.case.government.region, question="?", reason="-",
        options=["peralihan", "tunjangan"], chosen="tunjangan", in_force_from=dt.date(2024, 1, 1),
        confidence="DESIGN", source="uji", checked_on=RECEIVED.date(),
    )  # fmt: skip
    assert "tunjangan kinerja" in bearing(found).moderate_form


# Who may decide


def test_the_post_of_the_person_narrows_who_may_decide(found, sari):
    """Pasal 16–22: an administrator is lightly sanctioned by the Sekda or the head, not by a supervisor."""
    (reprimand,) = [kind for kind in bearing(found).sanctions if kind.code == "PNS-R2"]
    officials = {power.official for power in bearing(found).competent(reprimand, "ADMINISTRATOR")}
    assert officials == {Official.SEKDA, Official.AGENCY_HEAD, Official.PPK}, "the PPK where posts between are empty"
    with pytest.raises(RuleViolation, match=r"Pengawas tidak berwenang .* terhadap Administrator \(Pasal 16–25"):
        decide(found, sari, official=Official.SUPERVISOR, post_level="ADMINISTRATOR", post_source="SK")


def test_a_decision_says_by_which_power_it_was_taken(found, sari):
    decide(found, sari)
    assert "Pasal 16–22: Pejabat fungsional di bawahnya" in Decision.objects.get().competence_note


@pytest.mark.parametrize(("tie", "words"), [("SELF", "ia sendiri"), ("KIN", "kerabat"), ("INTEREST", "kepentingan")])
def test_an_official_with_a_relation_to_the_person_does_not_decide(found, sari, tie, words):
    with pytest.raises(RuleViolation, match=f"{words}.*Pasal 42–43 UU 30/2014"):
        decide(found, sari, tie=tie)


def test_a_respondent_of_the_case_does_not_sign_its_decision(found, sari, budi):
    """The official is a person of the register: no spelling of a name hides who it is."""
    own = factories.signatory(found.agency, person=budi)
    with pytest.raises(RuleViolation, match="Terperiksa dalam kasus ini tidak boleh memutus"):
        decide(found, sari, signatory=own)
    assert not Decision.objects.exists()


# What stops a decision


def test_a_rule_not_in_force_on_the_day_that_became_known_later_stops_the_decision(found, sari):
    Provision.objects.filter(code="PP94-3F").update(in_force_from=dt.date(2026, 7, 15))
    with pytest.raises(RuleViolation, match=r"Pasal 3 huruf f \(PP94-3F\) tidak berlaku pada hari kejadian"):
        decide(found, sari)


def test_a_rule_of_another_category_stops_the_decision(found, sari):
    found.allegations.update(provision="kontrak-perilaku-2015")
    with pytest.raises(RuleViolation, match=r"KONTRAK-PERILAKU.*tidak berlaku bagi PNS"):
        decide(found, sari)


def test_a_decision_dated_before_a_later_hearing_is_refused(found, sari):
    """A further examination does not move the stage, so its day is asked for apart (Pasal 27 PP 94/2021)."""
    later = Hearing.objects.create(
        respondent=found, held_by=found.agency, held_at=RECEIVED + dt.timedelta(days=3), place="Ruang rapat"
    )
    later.attendances.create(name="Budi", part="RESPONDENT")
    with pytest.raises(RuleViolation, match="sebelum pemeriksaan 17/07/2026"):
        decide(found, sari, at=RECEIVED + dt.timedelta(days=2))
    decide(found, sari, at=RECEIVED + dt.timedelta(days=3))


def test_the_same_act_is_not_sanctioned_twice(found, sari, budi):
    """Pasal 35 ayat (3) PP 94/2021: a tied case of the same event already ended in a sanction."""
    decide(found, sari)
    later = RECEIVED + dt.timedelta(days=1)
    again = found_for(budi, sari, at=later)
    CaseLink.objects.create(case=again.case, other=found.case, kind="SAME_EVENT")
    assert bearing(again).same_act
    with pytest.raises(RuleViolation, match=r"Pasal 35 ayat \(3\)"):
        decide(again, sari, "PNS-R3", at=later)


# What needs a reason


def test_a_sanction_off_the_level_of_the_table_needs_a_reason_which_is_kept(sari, budi):
    respondent = found_for(budi, sari, impact="AGENCY")
    with pytest.raises(RuleViolation, match=r"Tulis alasan menyimpang.*Sedang"):
        decide(respondent, sari)
    decide(respondent, sari, departure_reason="Mengakui dan menghapus unggahan hari itu juga")
    decision = Decision.objects.get()
    assert decision.departure_reason.startswith("Mengakui")
    assert "Pasal 9–14" in decision.departures


def test_a_repeated_kind_of_breach_requires_a_heavier_sanction(found, sari, budi):
    """Pasal 35 ayat (2) PP 94/2021."""
    decide(found, sari)
    again = found_for(budi, sari, at=RECEIVED + dt.timedelta(days=30))
    later = {"at": RECEIVED + dt.timedelta(days=30)}
    with pytest.raises(RuleViolation, match=r"pernah dijatuhi “Teguran tertulis”.*Pasal 35 ayat \(2\)"):
        decide(again, sari, **later)
    decide(again, sari, "PNS-R3", **later)
    assert Decision.objects.get(respondent=again).departures == ""


def test_repeated_absence_requires_no_heavier_sanction_because_its_days_are_added_up(sari, budi):
    """Pasal 46 ayat (7) PerBKN 6/2022."""
    absence = {"provision": Provision.objects.get(pk="pp94-4f-2021"), "impact": "", "impact_reason": ""}
    decide(found_for(budi, sari, **absence), sari)
    later = RECEIVED + dt.timedelta(days=30)
    decide(found_for(budi, sari, at=later, **absence), sari, at=later)
    assert [decision.departures for decision in Decision.objects.all()] == ["", ""]


def test_a_sanction_known_from_siasn_is_shown_and_makes_a_repetition(found, budi, rina):
    def known(number, decided_on):
        PastSanction.objects.create(
            employee=budi, sanction_type=sanction("PNS-R1"), decree_number=number, decided_on=decided_on,
            starts_on=decided_on, ends_on=decided_on, imported_by=rina, imported_at=RECEIVED,
        )  # fmt: skip

    known("SK/1", dt.date(2019, 3, 1))
    assert [(sanction.name, sanction.counts) for sanction in bearing(found).earlier] == [("Teguran lisan", False)]
    assert not bearing(found).is_repeat
    known("SK/2", dt.date(2026, 3, 1))
    assert [sanction.decided_on.year for sanction in bearing(found).earlier] == [2026, 2019]
    assert bearing(found).is_repeat


def test_what_was_decided_here_and_came_back_from_siasn_counts_once(found, sari, budi, rina):
    decide(found, sari, number="SK/7")
    PastSanction.objects.create(
        employee=budi, sanction_type=sanction("PNS-R2"), decree_number="SK/7", decided_on=RECEIVED.date(),
        starts_on=RECEIVED.date(), ends_on=RECEIVED.date(), imported_by=rina, imported_at=RECEIVED,
    )  # fmt: skip
    later = RECEIVED + dt.timedelta(days=30)
    again = deliberate(found_for(budi, sari, at=later), on=later.date())
    assert [sanction.is_from_siasn for sanction in again.earlier] == [False]


def test_a_sanction_longer_ago_than_the_window_is_shown_but_is_no_repetition(found, sari, budi):
    decide(found, sari)
    Sanction.objects.update(decided_on=dt.date(2024, 7, 13))
    again = found_for(budi, sari, at=RECEIVED + dt.timedelta(days=1))
    (earlier,) = bearing(again).earlier
    assert not earlier.counts
    Sanction.objects.update(decided_on=dt.date(2024, 7, 14))
    assert bearing(again).is_repeat


def gap(found):
    return bearing(found).team["MANDATORY"]


def test_a_team_without_a_required_member_is_not_sufficient_for_a_severe_sanction(found, sari):
    """Pasal 29 PP 94/2021: superior, supervision and human resources sit in it."""
    elements = ("SUPERIOR", "SUPERVISION", "HUMAN_RESOURCES")
    panel = Panel.objects.create(respondent=found, kind="EXAMINATION", formed_on=dt.date(2026, 7, 1))
    for element in elements:
        panel.members.create(name=element, element=element, joined_on=panel.formed_on)
    assert gap(found) == ""
    panel.members.filter(element="SUPERVISION").update(left_on=RECEIVED.date(), leaving_reason="Benturan kepentingan")
    assert "unsur pengawasan" in gap(found)
    panel.members.create(name="Pengganti", element="SUPERVISION", joined_on=RECEIVED.date())
    assert gap(found) == ""


def test_circumstances_of_an_earlier_round_do_not_count(found):
    first = found.findings_reports.get()
    first.circumstances.create(weight="AGGRAVATING", text="Berulang")
    assert [circumstance.text for circumstance in bearing(found).circumstances] == ["Berulang"]
    found.findings_reports.create(submitted_on=RECEIVED.date(), recommendation="Teguran")
    assert bearing(found).circumstances == []


def test_late_clocks_of_the_examination_are_shown_as_the_superiors(found):
    clock = found.deadlines.filter(limit__step="SUMMONS1").get()
    assert bearing(found).duty.late == []
    found.deadlines.filter(pk=clock.pk).update(starts_on=dt.date(2026, 7, 1), due_on=dt.date(2026, 7, 2))
    duty = bearing(found).duty
    assert [(clock.label, clock.due_on, clock.met_on) for clock in duty.late] == [
        (clock.limit.label, dt.date(2026, 7, 2), clock.met_on)
    ]
    assert (duty.summoned_on, duty.heard_on) == (RECEIVED.date(), RECEIVED.date())
    found.deadlines.filter(pk=clock.pk).update(is_duty=False)
    assert bearing(found).duty.late == [], "what is no duty of the superior is not held against him"
