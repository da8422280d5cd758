import datetime as dt

from cases.demo.five_cases import bekasi_2021
from cases.models import CaseRegulation, EvidenceItem, Fact, IncidentDate, Sanction
from regulations.models import Official, Route

SCENARIO = bekasi_2021


def test_seven_contract_workers_stand_in_one_video(case):
    assert case.respondents.count() == case.respondent_count == 7
    assert {respondent.category for respondent in case.respondents.all()} == {"CONTRACT"}
    assert {respondent.route for respondent in case.respondents.all()} == {Route.CONTRACT}


def test_each_got_one_statement_of_dissatisfaction_by_the_agency(case):
    sanctions = Sanction.objects.filter(decision__respondent__case=case)
    assert sanctions.count() == sanctions.values("decision__respondent").distinct().count() == 7
    for sanction in sanctions:
        assert sanction.sanction_type_id == "tkk-3-2017"
        assert "Perwal" in sanction.sanction_type.basis and "PP 94" not in sanction.sanction_type.basis
        assert sanction.decision.official == Official.AGENCY_HEAD


def test_coaching_stands_beside_the_sanction(case):
    coaching = Fact.objects.filter(respondent__case=case, kind=Fact.Kind.COACHING)
    assert coaching.values("respondent").distinct().count() == 7


def test_bkppd_called_them_and_not_their_agency(case):
    held_by = {hearing.held_by.short_name for r in case.respondents.all() for hearing in r.hearings.all()}
    assert held_by == {"BKPPD"}
    assert case.agency.short_name != "BKPPD"


def test_the_circular_is_a_result_and_the_expired_rule_is_only_cited(case):
    links = {link.regulation_id: link for link in case.regulations.select_related("regulation")}
    circular = links["se-bekasi-2021-6519"]
    assert circular.relation == CaseRegulation.Relation.RESULTED
    assert circular.regulation.number == "800/6519/BKPPD-PKA"
    assert circular.regulation.issued_on == dt.date(2021, 9, 2)
    expired = links["pp-53-2010"]
    assert expired.relation == CaseRegulation.Relation.CITED and "dicabut" in expired.note
    assert expired.regulation.in_force_until < dt.date(2021, 9, 2)


def test_the_day_of_the_event_is_unknown_but_bounded(case):
    dates = {date.kind: date for date in case.incidents.get().dates.all()}
    assert IncidentDate.Kind.REPORTED not in dates
    for kind in (IncidentDate.Kind.RECORDED, IncidentDate.Kind.UPLOADED, IncidentDate.Kind.VIRAL):
        assert dates[kind].precision == IncidentDate.Precision.BOUNDS
        assert dates[kind].earliest_at is None
        assert case.agency.local_date(dates[kind].latest_at) == dt.date(2021, 9, 2)
    assert not Sanction.objects.filter(decision__respondent__case=case, event_working_days__isnull=False).exists()


def test_minutes_are_said_to_exist_and_the_press_statements_are_kept(case):
    assert case.evidence.get().state == EvidenceItem.State.SAID_TO_EXIST
    assert [statement.on.day for statement in case.statements.all()] == [7, 7, 7, 8]
    assert case.statements.filter(gist__contains="saluran informasi perangkat daerah").exists()


def test_it_ended_and_nobody_is_named(case):
    case.refresh_from_db()
    assert case.closed_on == dt.date(2021, 9, 6)
    assert all("disamarkan" in str(respondent) for respondent in case.respondents.all())
