"""Findings: under a rule of the day of the act, with impact, evidence and circumstances."""

import datetime as dt
import uuid

import pytest

from cases.evidence import files as evidence
from cases.examination import hearings
from cases.models import Allegation, Circumstance, Finding, Status
from cases.procedure.refusals import RuleViolation
from regulations.models import Provision, Route
from tests import factories

JAKARTA = dt.timezone(dt.timedelta(hours=7))
HEARD = dt.datetime(2026, 7, 14, 10, 0, tzinfo=JAKARTA)


@pytest.fixture
def heard(sari, budi):
    respondent = factories.make_respondent(by=sari, employee=budi, at=HEARD)
    return factories.bring_to(respondent, Status.HEARD, by=sari, at=HEARD)


def act(respondent, by):
    return {"respondent": respondent, "actor": by, "at": HEARD, "on": HEARD.date()}


def rule(slug):
    return Provision.objects.get(pk=slug)


def report(respondent, by, *, provision="pp94-3f-2021", words=None, **finding):
    named = rule(provision) if provision else None
    allegation = hearings.allege(**act(respondent, by), text="Joget", provision=named)
    made = Finding(allegation=allegation, **{"outcome": "PROVEN", "reason": "Diakui"} | finding)
    hearings.report_findings(**act(respondent, by), findings=[made], recommendation="-", **(words or {}))
    return allegation


@pytest.mark.parametrize(
    ("slug", "message"),
    [
        ("pp53-3-6-2010", r"Pasal 3 angka 6 \(PP53-3-6\) tidak berlaku pada hari kejadian, 14/07/2026"),
        ("kontrak-perilaku-2015", "KONTRAK-PERILAKU.*tidak berlaku bagi PNS"),
        ("se137-1-2018", "tidak dapat disangkakan: pedoman"),
    ],
)
def test_a_rule_that_did_not_bind_the_person_that_day_is_refused_with_its_article(heard, sari, slug, message):
    with pytest.raises(RuleViolation, match=message):
        hearings.allege(**act(heard, sari), text="Joget", provision=rule(slug))
    assert not Allegation.objects.exists()


def test_an_act_of_an_earlier_day_is_alleged_and_one_to_come_is_not(heard, sari):
    yesterday, tomorrow = (HEARD.date() + dt.timedelta(days=days) for days in (-1, 1))
    alleged = hearings.allege(**act(heard, sari), text="Joget", acted_on=yesterday)
    assert alleged.acted_on == yesterday
    with pytest.raises(RuleViolation, match="setelah hari dugaan dicatat"):
        hearings.allege(**act(heard, sari), text="Joget", acted_on=tomorrow)


def test_a_breach_found_proven_names_its_rule(heard, sari):
    with pytest.raises(RuleViolation, match="Pasal 33 PP 94/2021"):
        report(heard, sari, provision=None)


def test_the_examination_may_name_the_rule_that_the_allegation_lacked(heard, sari):
    allegation = hearings.allege(**act(heard, sari), text="Joget")
    found = Finding(allegation=allegation, outcome="PROVEN", reason="Diakui", impact="UNIT", impact_reason="Satu loket")
    hearings.report_findings(
        **act(heard, sari), findings=[found], recommendation="-", provisions={allegation.pk: rule("pp94-3f-2021")}
    )
    allegation.refresh_from_db()
    assert allegation.provision_id == "pp94-3f-2021"


def test_a_level_that_depends_on_impact_needs_the_impact(heard, sari):
    with pytest.raises(RuleViolation, match="Isi dampaknya"):
        report(heard, sari)


def test_an_impact_needs_its_reason(heard, sari):
    with pytest.raises(RuleViolation, match="Tulis alasan dampaknya"):
        report(heard, sari, impact="STATE", impact_reason="  ")


def test_a_breach_of_fixed_level_needs_no_impact(heard, sari):
    report(heard, sari, provision="pp94-4i-2021")
    assert Finding.objects.get().impact == ""


def test_what_is_not_proven_needs_neither_rule_nor_impact(heard, sari):
    report(heard, sari, provision=None, outcome="NOT_PROVEN")
    assert Finding.objects.get().outcome == "NOT_PROVEN"


def test_a_finding_keeps_its_evidence_and_what_weighs(heard, sari):
    shot = evidence.say_exists(case=heard.case, actor=sari, at=HEARD, title="Video asli", source="warga")
    weighing = [
        Circumstance(weight="MITIGATING", text="Mengakui"), Circumstance(weight="AGGRAVATING", text="Sudah ditegur")
    ]  # fmt: skip
    allegation = hearings.allege(**act(heard, sari), text="Joget", provision=rule("pp94-4i-2021"))
    found = Finding(allegation=allegation, outcome="PROVEN", reason="Tampak")
    words = {"evidence": {allegation.pk: [shot]}, "circumstances": weighing}
    hearings.report_findings(**act(heard, sari), findings=[found], recommendation="-", **words)
    assert list(Finding.objects.get().evidence.all()) == [shot]
    assert [str(circumstance) for circumstance in heard.findings_reports.get().circumstances.all()] == [
        "Memberatkan: Sudah ditegur", "Meringankan: Mengakui",
    ]  # fmt: skip


def test_evidence_of_another_case_is_refused(heard, sari, wati):
    other = factories.make_respondent(by=sari, employee=wati, at=HEARD).case
    strange = evidence.say_exists(case=other, actor=sari, at=HEARD, title="Video lain", source="warga")
    allegation = hearings.allege(**act(heard, sari), text="Joget", provision=rule("pp94-4i-2021"))
    found = Finding(allegation=allegation, outcome="PROVEN", reason="Tampak")
    with pytest.raises(RuleViolation, match="kasus yang sama"):
        hearings.report_findings(
            **act(heard, sari), findings=[found], recommendation="-", evidence={allegation.pk: [strange]}
        )


def test_the_page_asks_for_rule_impact_evidence_and_what_weighs(client, heard, sari):
    shot = evidence.say_exists(case=heard.case, actor=sari, at=HEARD, title="Video asli", source="warga")
    pk = hearings.allege(**act(heard, sari), text="Joget saat apel").pk
    client.force_login(sari)
    page = client.get(f"/respondents/{heard.pk}/report-findings/").text
    assert "Joget saat apel" in page
    assert "Pasal 3 huruf f" in page
    assert "Butir 1" not in page  # guidance is not charged
    heard.refresh_from_db()
    sent = {
        "submission": str(uuid.uuid4()), "version": heard.version, "on": "hari ini", "recommendation": "Teguran",
        "turn_reason": "Petugas cuti",
        f"outcome_{pk}": "PARTLY", f"reason_{pk}": "Tampak", f"provision_{pk}": "pp94-3f-2021",
        f"impact_{pk}": "AGENCY", f"impact_reason_{pk}": "Layanan terhenti", f"evidence_{pk}": [shot.pk],
        "circumstances-0-weight": "AGGRAVATING", "circumstances-0-text": "Atasan",
    }  # fmt: skip
    assert client.post(f"/respondents/{heard.pk}/report-findings/", sent).status_code == 302
    finding = Finding.objects.get()
    assert (finding.impact, finding.impact_reason, finding.allegation.provision_id) == (
        "AGENCY", "Layanan terhenti", "pp94-3f-2021",
    )  # fmt: skip
    assert list(finding.evidence.all()) == [shot]
    assert [circumstance.text for circumstance in Circumstance.objects.all()] == ["Atasan"]
    case = client.get(f"/cases/{heard.case.number}/examination/").text
    for words in ("Dampak Instansi", "Layanan terhenti", "Memberatkan", shot.code):
        assert words in case


def test_an_ethics_rule_of_its_day_may_be_charged(sari, budi):
    respondent = factories.make_respondent(by=sari, employee=budi, at=HEARD)
    factories.bring_to(respondent, Status.HEARD, by=sari, at=HEARD, route=Route.ETHICS)
    report(respondent, sari, provision="uu20-4-2023")
    assert Finding.objects.get().allegation.provision.article == "Pasal 4"
