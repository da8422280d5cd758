import datetime as dt

from cases.demo.five_cases import tangerang_2022
from cases.models import Act, Agency, CaseRegulation, ClosingReason, Decision, Fact, IncidentDate, Post
from regulations.models import StaffCategory

SECOND = dt.date(2022, 2, 2)


SCENARIO = tangerang_2022


def test_the_respondent_heads_a_regional_company(case):
    respondent = case.respondents.get()
    assert respondent.category == StaffCategory.BUMD
    assert respondent.agency.kind == Agency.Kind.COMPANY
    assert respondent.post == "Direktur Utama"


def test_he_resigned_before_any_sanction(case):
    respondent = case.respondents.get()
    assert respondent.closing_reason == ClosingReason.RESIGNED
    assert respondent.history.get(act=Act.RESIGN).on == SECOND
    assert not Decision.objects.filter(respondent=respondent).exists()
    case.refresh_from_db()
    assert case.closed_on == SECOND


def test_reprimand_and_apology_are_records(case):
    kinds = set(case.respondents.get().facts.values_list("kind", flat=True))
    assert {Fact.Kind.REPRIMAND_BY_LEADER, Fact.Kind.APOLOGY} <= kinds


def test_it_was_recorded_505_days_before_it_went_viral(case):
    dates = {date.kind: date for date in case.incidents.get().dates.all()}
    recorded = case.agency.local_date(dates[IncidentDate.Kind.RECORDED].earliest_at)
    viral = case.agency.local_date(dates[IncidentDate.Kind.VIRAL].latest_at)
    assert (SECOND - recorded).days == 505 and viral == SECOND
    assert IncidentDate.Kind.UPLOADED not in dates


def test_the_copy_is_not_the_original(case):
    parts = set(Post.objects.filter(incident__case=case).values_list("platform", "part"))
    assert parts == {("WHATSAPP", Post.Part.ORIGINAL), ("TIKTOK", Post.Part.EXPOSING)}


def test_the_circular_covers_asn_and_company_staff_on_named_platforms(case):
    link = case.regulations.select_related("regulation").get()
    circular = link.regulation
    assert link.relation == CaseRegulation.Relation.RESULTED
    assert circular.number == "043.1/403-Bag.Um"
    assert {"PNS", "PPPK", "BUMD"} <= set(circular.scope_categories)
    assert {"Facebook", "WhatsApp", "Line", "Messenger", "TikTok", "Instagram", "Twitter", "Telegram"} <= set(
        circular.platforms
    )
    assert circular.issued_on is None and circular.reported_on == dt.date(2022, 2, 4)
    assert circular.sanction_clause == ""


def test_the_inspectorate_had_not_finished(case):
    order = case.instructions.get()
    assert order.to.kind == Agency.Kind.INSPECTORATE and order.done_on is None
    assert case.outside_reports.get().body.startswith("Ombudsman")
