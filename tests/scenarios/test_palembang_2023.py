import datetime as dt

from cases.demo.five_cases import palembang_2023
from cases.models import Act, Attendance, EvidenceItem, Fact, Incident, Post, Status
from regulations.models import StaffCategory

SCENARIO = palembang_2023


def test_the_account_that_exposed_is_not_the_one_that_posted(case):
    posts = {post.part: post for post in Post.objects.filter(incident__case=case)}
    assert posts[Post.Part.EXPOSING].account == "@panglima.nipah"
    assert posts[Post.Part.ORIGINAL].account == ""
    assert case.incidents.get().medium == Incident.Medium.PHOTO


def test_three_unknown_people_were_phoned_and_found_on_the_first_day(case):
    assert case.respondents.count() == 3
    for respondent in case.respondents.all():
        assert respondent.description and respondent.is_identified
        assert respondent.category == StaffCategory.PNS
        call = respondent.facts.get(kind=Fact.Kind.PHONE_CONFIRMATION)
        identified = respondent.history.get(act=Act.IDENTIFY)
        assert call.on == dt.date(2023, 6, 8)
        assert call.text.startswith("Dihubungi lewat telepon") and "Sekolah" not in call.text
        assert identified.on == dt.date(2023, 6, 8)
        assert call.pk and identified.at > respondent.history.get(act=Act.RECORD_FACT, on=call.on).at
        assert identified.from_status == Status.REPORTED
        assert not respondent.hearings.filter(held_at__lt=identified.at).exists()


def test_the_sekda_ordered_two_agencies_at_once_and_one_has_answered(case):
    orders = {order.to.short_name: order for order in case.instructions.select_related("to")}
    assert set(orders) == {"Inspektorat", "BKPSDM"}
    assert {order.given_on for order in orders.values()} == {dt.date(2023, 6, 8)}
    assert all("Sekretaris Daerah" in order.given_by for order in orders.values())
    assert orders["Inspektorat"].done_on == dt.date(2023, 6, 9)
    assert orders["BKPSDM"].done_on is None


def test_the_inspectorate_heard_them_with_the_head_teacher_beside_them(case):
    for respondent in case.respondents.all():
        hearing = respondent.hearings.get()
        assert hearing.held_by.short_name == "Inspektorat"
        assert case.agency.local_date(hearing.held_at) == dt.date(2023, 6, 9)
        assert hearing.attendances.get(part=Attendance.Part.COMPANION).name == "Kepala sekolah"
        assert hearing.statements.count() == 2


def test_the_apology_is_a_record_and_ends_nothing(case):
    for respondent in case.respondents.all():
        apology = respondent.history.filter(act=Act.RECORD_FACT, note__contains="maaf").get()
        assert apology.from_status == apology.to_status == Status.HEARD
        assert respondent.facts.filter(kind=Fact.Kind.APOLOGY).exists()
        assert respondent.facts.filter(kind=Fact.Kind.STATEMENT_LETTER).exists()


def test_the_sanction_awaits_direction_and_says_whose(case):
    case.refresh_from_db()
    assert case.is_open
    for respondent in case.respondents.all():
        hold = respondent.holds.get(met_on=None)
        assert respondent.status == Status.HEARD and respondent.is_held
        assert "arahan" in hold.reason and "Sekretaris Daerah" in hold.owner
        assert hold.due_on == dt.date(2023, 6, 12)
        assert not respondent.decisions.exists()
        assert respondent.deadlines.get(met_on=None).paused_on == dt.date(2023, 6, 9)


def test_the_caption_and_the_respondents_tell_different_times(case):
    claims = {claim.claimed_by: claim for claim in case.incidents.get().hours_claims.all()}
    caption, told = claims["Akun yang memviralkan"], claims["Terlapor, lewat Inspektorat"]
    assert caption.within_hours is True and caption.claimed_at is None
    assert told.claimed_at == dt.datetime(2023, 6, 6, 5, tzinfo=dt.UTC)
    second = claims["Akun yang memviralkan (keterangan kedua)"]
    assert second.within_hours is True and "selalu" in second.source
    assert not case.evidence.filter(state=EvidenceItem.State.HELD, kind=EvidenceItem.Kind.VIDEO).exists()
