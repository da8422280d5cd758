import datetime as dt

import pytest

from cases.demo.five_cases import bekasi_2022
from cases.models import (
    AgencyHours,
    Case,
    CaseLink,
    Decision,
    EvidenceItem,
    EvidenceRequest,
    PublicStatement,
    Respondent,
    Sanction,
    Status,
    Verdict,
)
from cases.oversight.acts import record_statement
from cases.procedure.refusals import NotAllowed
from regulations.models import Route

SCENARIO = bekasi_2022


@pytest.fixture
def complaint(case) -> Case:
    return case.linked_from.get().case


def test_civil_servants_and_contract_workers_share_one_case(case):
    routes = [(respondent.category, respondent.route) for respondent in case.respondents.all()]
    assert sorted(routes) == [("CONTRACT", Route.CONTRACT)] * 6 + [("PNS", Route.DISCIPLINE)] * 2
    assert {respondent.agency.short_name for respondent in case.respondents.all()} == {"Setwan", "Kel. Jatirangga"}


def test_each_category_was_reprimanded_under_its_own_rule(case):
    sanctions = Sanction.objects.filter(decision__respondent__case=case)
    assert sanctions.count() == 8
    assert set(sanctions.values_list("category", "sanction_type")) == {
        ("PNS", "pns-r2-2021"),
        ("CONTRACT", "tkk-2-2017"),
    }
    assert {decision.decided_on for decision in Decision.objects.filter(respondent__case=case)} == {
        dt.date(2022, 9, 12)
    }


def test_the_hours_of_that_friday_decide_between_the_two_times(case):
    claims = {claim.within_hours: claim for claim in case.incidents.get().hours_claims.all()}
    ngo = AgencyHours.objects.verdict(case.agency, claims[True].claimed_at)
    city = AgencyHours.objects.verdict(case.agency, claims[False].claimed_at)
    assert (ngo.verdict, city.verdict) == (Verdict.WITHIN, Verdict.OUTSIDE)
    assert ngo.rule.ends_at == dt.time(16)
    assert ngo.rule.provision.regulation.number == "Perwal Bekasi 6/2017"


def test_bill_and_parking_ticket_are_said_to_exist_and_were_never_produced(case):
    missing = case.evidence.filter(state=EvidenceItem.State.SAID_TO_EXIST, file="")
    assert set(missing.values_list("title", flat=True)) == {"Bon tempat karaoke", "Karcis parkir"}


def test_each_was_asked_for_with_a_deadline_in_working_days_and_what_came_of_it_is_written(case):
    requests = EvidenceRequest.objects.filter(item__case=case)
    assert {request.item.title for request in requests} == {"Bon tempat karaoke", "Karcis parkir"}
    for request in requests:
        assert (request.starts_on, request.due_on) == (dt.date(2022, 9, 22), dt.date(2022, 9, 29))
        assert (request.outcome, request.met_on) == ("REFUSED", dt.date(2022, 9, 30))
    assert not EvidenceRequest.objects.running().exists()


def test_an_outside_body_was_told_how_it_was_handled(case):
    report = case.outside_reports.get()
    assert (report.body, report.reporter.name) == ("KASN", "Perkumpulan Baladaya")
    assert report.concerns_handling and report.reported_on == dt.date(2022, 9, 22)
    assert report.answered_on is None


def test_the_complaint_about_the_handling_is_a_file_of_its_own(case, complaint):
    assert case.linked_from.get().kind == CaseLink.Kind.HANDLING_COMPLAINT
    assert complaint.number != case.number
    officials = complaint.respondents.exclude(employee=None)
    assert [official.part for official in officials] == [Respondent.Part.OFFICIAL] * 3
    reporter = complaint.incidents.get().reporter
    assert reporter.organisation == "Perkumpulan Baladaya" and "mewakili" in reporter.capacity


def test_what_the_outside_body_says_of_the_officials_is_alleged_and_not_found(complaint):
    for official in complaint.respondents.exclude(employee=None):
        allegation = official.allegations.get()
        assert "melindungi" in allegation.text and allegation.text.startswith("Menurut LSM")
        assert allegation.provision is None and not hasattr(allegation, "finding")


def test_the_complaint_waits_for_an_answer_that_never_came(complaint):
    complaint.refresh_from_db()
    assert complaint.is_open
    for respondent in complaint.respondents.open():
        assert respondent.status == Status.REPORTED
        assert respondent.holds.get(met_on=None).owner == "KASN"


def test_whoever_answers_to_the_accused_is_kept_out_by_rule_or_stepped_back(case, complaint, account):
    assert [str(recusal.user) for recusal in complaint.recusals.all()] == [str(account("petugas.kota-bekasi.setda"))]
    for name in ("petugas.kota-bekasi.bkpsdm", "petugas.kota-bekasi.setda"):
        recused = account(name)
        assert not Case.objects.visible_to(recused).filter(pk=complaint.pk).exists()
        assert Case.objects.visible_to(recused).filter(pk=case.pk).exists()
        statement = PublicStatement(by="Seseorang", gist="Tidak boleh tercatat")
        with pytest.raises(NotAllowed):
            record_statement(case=complaint, actor=recused, at=complaint.opened_at, statement=statement)


def test_the_city_treats_it_as_settled(case):
    case.refresh_from_db()
    assert not case.is_open
    for respondent in case.respondents.filter(category="PNS"):
        assert respondent.decisions.get().effective_on == dt.date(2022, 10, 3)
