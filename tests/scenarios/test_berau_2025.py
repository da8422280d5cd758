import datetime as dt

from cases.demo.five_cases import berau_2025
from cases.models import Act, CaseRegulation, Fact, Sanction, TimeZone
from regulations.models import Official, Regulation, Severity

FOURTH = dt.date(2025, 12, 4)


SCENARIO = berau_2025


def test_the_zone_is_wita(case):
    assert case.agency.time_zone == TimeZone.WITA
    # 23.30 in Berau is 22.30 in Jakarta; half past midnight is still yesterday there.
    assert case.agency.local_date(dt.datetime(2025, 10, 5, 16, 30, tzinfo=dt.UTC)) == dt.date(2025, 10, 6)
    hearing = case.respondents.get(employee__isnull=False).hearings.get()
    assert hearing.held_at == dt.datetime(2025, 10, 20, 1, tzinfo=dt.UTC)


def test_the_agency_head_reprimanded_in_writing(case):
    sanction = Sanction.objects.get(decision__respondent__case=case)
    assert sanction.sanction_type.name == "Teguran tertulis"
    assert sanction.severity == Severity.LIGHT
    assert sanction.decision.official == Official.AGENCY_HEAD
    assert "Disdukcapil" in sanction.decision.official_name
    assert sanction.decision.effective_on == dt.date(2025, 11, 12)  # the 15th working day after 22 October


def test_the_move_to_a_village_is_a_fact_and_no_sanction(case):
    respondent = case.respondents.get(employee__isnull=False)
    transfer = respondent.facts.get(kind=Fact.Kind.TRANSFER)
    assert transfer.on is None and "Kampung Tumbit" in transfer.text
    assert Sanction.objects.filter(decision__respondent=respondent).count() == 1


def test_the_agency_at_the_time_is_not_the_agency_now(case):
    respondent = case.respondents.get(employee__isnull=False)
    now = respondent.employee.employment_on(FOURTH)
    assert respondent.agency.short_name == "Disdukcapil"
    assert now.agency.name == "Kampung Tumbit" and now.post == "Staf PEK"


def test_the_category_is_marked_as_assumed(case):
    assert "diandaikan PNS" in case.respondents.get(employee__isnull=False).history.get(act=Act.IDENTIFY).note
    assert "diandaikan" in case.source_note


def test_the_sekda_warned_all_by_word_of_mouth(case):
    link = case.regulations.select_related("regulation").get()
    assert link.relation == CaseRegulation.Relation.RESULTED
    assert link.regulation.kind == Regulation.Kind.VERBAL and link.regulation.number == ""
    assert link.regulation.issued_on == FOURTH
    assert {statement.on for statement in case.statements.all()} == {FOURTH}


def test_the_path_is_closed_and_the_others_are_still_unknown(case):
    case.refresh_from_db()
    known = case.respondents.get(employee__isnull=False)
    assert known.is_closed and known.status_on == dt.date(2025, 11, 13)
    others = case.respondents.get(employee=None)
    assert others.description.startswith("Sejumlah pegawai lain") and case.is_open
