"""Summonses: the lawful day, concerns about another day, number, receipt, absences and what follows."""

import datetime as dt
import uuid
from zoneinfo import ZoneInfo

import pytest
import time_machine

from cases.evidence.files import add_file
from cases.examination import lawful_days as scheduling
from cases.examination import summonses
from cases.examination import teams as panels
from cases.models import AuditEntry, Case, Deadline, Employee, PanelMember, Status, Summons
from cases.parties import respondents
from cases.procedure.refusals import RuleViolation
from cases.two_people import recusals
from regulations.models import Interpretation, Route
from tests import factories
from tests.samples.files import upload

pytestmark = pytest.mark.django_db

JAKARTA = ZoneInfo("Asia/Jakarta")
LETTER = dt.datetime(2022, 10, 5, 9, 0, tzinfo=JAKARTA)  # the day of BKN's worked example
SEVENTH = dt.date(2022, 10, 14)
Absence, Consequence = Summons.Absence, Summons.Consequence


def at_nine(day, hour=9):
    return dt.datetime.combine(day, dt.time(hour), JAKARTA)


@pytest.fixture
def routed(sari, budi):
    return factories.bring_to(
        factories.make_respondent(by=sari, employee=budi, at=LETTER), Status.ROUTED, by=sari, at=LETTER
    )


def act(respondent, actor, at=LETTER):
    return {"respondent": respondent, "actor": actor, "at": at, "on": respondent.agency.local_date(at)}


def call(respondent, actor, at=LETTER, **over):
    return summonses.summon(**act(respondent, actor, at), **{"hearing_at": at_nine(SEVENTH), "place": "Ruang 1"} | over)


def draft(respondent, **over):
    fields = {"letter_on": LETTER.date(), "hearing_at": at_nine(SEVENTH), "place": "Ruang 1", "ordinal": 1}
    return Summons(respondent=respondent, **fields | over)


def miss(respondent, actor, at, absence=Absence.NO_NEWS, receive=True):
    if receive:
        summonses.record_receipt(**act(respondent, actor, at), received_by="Budi")
    return summonses.record_absence(**act(respondent, actor, at), absence=absence)


def words_of(respondent, now=LETTER, **over):
    return " ".join(scheduling.concerns(draft(respondent, **over), now))


# The day


def test_the_lawful_day_is_the_seventh_working_day_after_the_letter(routed):
    lawful = scheduling.lawful_day(routed, LETTER.date(), 1)
    assert (lawful.day, lawful.counted_from, lawful.reading) == (SEVENTH, LETTER.date(), "paling-lama")


@pytest.mark.parametrize("day", [SEVENTH, dt.date(2022, 10, 17)])  # the 7th, and the 8th of BKN's example
def test_the_seventh_and_the_eighth_day_need_no_warning(routed, day):
    assert scheduling.concerns(draft(routed, hearing_at=at_nine(day)), LETTER) == []


def test_an_earlier_day_is_warned_of_by_the_other_reading(routed):
    text = words_of(routed, hearing_at=at_nine(dt.date(2022, 10, 12)))
    assert "Hari kerja ke-5" in text and "Tafsir “paling sedikit” (bukan yang dipakai daerah ini)" in text
    assert "14 Oktober 2022" in text


def test_a_later_day_is_warned_of_by_the_reading_that_is_followed(routed):
    text = words_of(routed, hearing_at=at_nine(dt.date(2022, 10, 18)))
    assert "Hari kerja ke-9" in text and "Tafsir “paling lama” (dipakai daerah ini)" in text


def test_a_region_that_reads_the_rule_otherwise_is_told_so(routed):
    Interpretation.objects.create(
        slug="tujuh-kota-contoh", code="tujuh-hari-panggilan", region="kota-contoh", question="-", reason="-",
        options=["paling-lama", "paling-sedikit"], chosen="paling-sedikit", in_force_from=dt.date(2022, 1, 1),
        confidence="DESIGN", source="-", checked_on=dt.date(2022, 1, 1),
    )  # fmt: skip
    assert "“paling sedikit” (dipakai" in words_of(routed, hearing_at=at_nine(dt.date(2022, 10, 12)))
    assert "“paling lama” (bukan" in words_of(routed, hearing_at=at_nine(dt.date(2022, 10, 18)))


def test_a_holiday_is_named(routed):
    text = words_of(routed, hearing_at=at_nine(dt.date(2022, 12, 25)))
    assert "Natal" in text
    assert "Akhir pekan" in words_of(routed, hearing_at=at_nine(dt.date(2022, 10, 15)))


def test_a_time_gone_by_is_warned_of(routed):
    assert "sudah lewat" in words_of(routed, now=at_nine(SEVENTH, 10))


def test_a_year_without_a_calendar_is_said(routed):
    assert "Kalender kerja tahun 2028 belum dimuat" in words_of(routed, hearing_at=at_nine(dt.date(2031, 1, 8)))


# Who stands in the way


def other_path(by, agency, name="Citra", **over):
    person = factories.make_employee(name, agency=agency)
    return factories.bring_to(
        factories.make_respondent(by=by, employee=person, at=LETTER), Status.ROUTED, by=by, at=LETTER
    )


def test_nobody_is_called_to_two_places_at_once(routed, sari, budi):
    call(routed, sari)
    again = factories.bring_to(
        factories.make_respondent(by=sari, employee=budi, at=LETTER), Status.ROUTED, by=sari, at=LETTER
    )
    with pytest.raises(RuleViolation, match=r"pemeriksaan lain 14/10/2022 09\.00–11\.00 di Ruang 1"):
        call(again, sari, hearing_at=at_nine(SEVENTH, 10), place="Ruang 2")
    assert call(again, sari, hearing_at=at_nine(SEVENTH, 11), place="Ruang 2").pk


def test_the_room_and_the_examiner_of_another_hearing_are_named(routed, sari, dinas_a, wati):
    call(routed, sari, examiner=wati)
    other = other_path(sari, dinas_a)
    text = words_of(other, place="ruang 1", examiner=wati)
    assert "“Ruang 1” sudah dipakai untuk pemeriksaan lain" in text
    assert "Wati memeriksa orang lain" in text
    assert "Ruang 1" not in words_of(other, place="Ruang 1", is_online=True)
    assert words_of(other, place="Ruang 1", hearing_at=at_nine(SEVENTH, 13)) == ""


def test_double_booked_members_of_a_team_cause_a_warning(routed, sari, rina, dinas_a, wati):
    for path in (routed, other := other_path(sari, dinas_a)):
        seat = PanelMember(name="Wati", employee=wati, element="SUPERIOR")
        panels.form_panel(**act(path, rina), kind="EXAMINATION", members=[seat])
    call(routed, sari)
    assert "Wati memeriksa orang lain" in words_of(other, place="Ruang 2")


def test_an_examiner_of_lower_post_is_refused_and_an_unknown_one_is_told(routed, sari, budi, dinas_a):
    budi.employments.update(post_level="ADMINISTRATOR", grade="III/d")
    junior = factories.make_employee("Ani", agency=dinas_a, post_level="SUPERVISOR", grade="IV/a")
    with pytest.raises(RuleViolation, match="Pasal 29"):
        call(routed, sari, examiner=junior)
    unknown = factories.make_employee("Dodi", agency=dinas_a, post_level="", grade="")
    assert "belum dapat dibandingkan" in words_of(routed, examiner=unknown)
    functional = factories.make_employee("Euis", agency=dinas_a, post_level="FUNCTIONAL", grade="IV/a")
    assert call(routed, sari, examiner=functional).examiner == functional


def test_an_examiner_who_stepped_back_is_refused(routed, sari, rina, city, wati):
    account = factories.make_user("wati", "BKPSDM", city, agency=rina.agency, employee=wati)
    day = LETTER.date()
    recusals.recuse(case=routed.case, actor=account, at=LETTER, on=day, user=account, reason="Kerabat")
    with pytest.raises(RuleViolation, match="benturan kepentingan"):
        call(routed, sari, examiner=wati)


def test_a_respondent_of_the_case_examines_nobody_in_it(routed, sari, wati):
    """Wati stands above Budi and could examine him anywhere else (Pasal 42–43 UU 30/2014)."""
    respondents.add_respondent(case=routed.case, actor=sari, at=LETTER, employee=wati)
    with pytest.raises(RuleViolation, match="terperiksa dalam kasus ini"):
        call(routed, sari, examiner=wati)
    assert not routed.summonses.exists()


# Numbers


def test_letters_are_numbered_by_code_agency_and_year(routed, sari, dinas_a):
    first, second = call(routed, sari), call(other_path(sari, dinas_a), sari, hearing_at=at_nine(SEVENTH, 13))
    assert first.letter_number == "800.1.6.2/1/DINAS-A/2022"
    assert second.letter_number == "800.1.6.2/2/DINAS-A/2022"


def test_a_typed_number_uses_none_of_the_register(routed, sari, dinas_a):
    assert call(routed, sari, letter_number="800/77/X/2022").letter_number == "800/77/X/2022"
    next_one = call(other_path(sari, dinas_a), sari, hearing_at=at_nine(SEVENTH, 13))
    assert next_one.letter_number.startswith("800.1.6.2/1/")


def test_a_refused_letter_gives_its_number_back(routed, sari, budi, dinas_a):
    call(routed, sari)
    again = factories.bring_to(
        factories.make_respondent(by=sari, employee=budi, at=LETTER), Status.ROUTED, by=sari, at=LETTER
    )
    with pytest.raises(RuleViolation):
        call(again, sari)
    assert call(other_path(sari, dinas_a), sari, place="Ruang 2").letter_number.startswith("800.1.6.2/2/")


# Receipt


def test_receipt_is_kept_with_its_proof(routed, sari):
    call(routed, sari)
    proof = add_file(case=routed.case, actor=sari, at=LETTER, upload=upload())
    letter = summonses.record_receipt(**act(routed, sari), received_by="Budi", method="IN_PERSON", evidence=proof)
    assert (letter.received_on, letter.receipt_evidence) == (LETTER.date(), proof)


def test_proof_from_another_case_is_refused(routed, sari, dinas_a):
    call(routed, sari)
    elsewhere: Case = other_path(sari, dinas_a).case
    proof = add_file(case=elsewhere, actor=sari, at=LETTER, upload=upload())
    with pytest.raises(RuleViolation, match="dari kasus ini"):
        summonses.record_receipt(**act(routed, sari), received_by="Budi", evidence=proof)


# Absence and what follows


def test_without_valid_reason_the_second_summons_follows(routed, sari):
    call(routed, sari)
    missed = at_nine(dt.date(2022, 10, 17))
    summonses.record_receipt(**act(routed, sari), received_by="Budi")
    assert miss(routed, sari, missed, receive=False).consequence == Consequence.SECOND
    routed.refresh_from_db()
    assert routed.absences == 1
    lawful = scheduling.lawful_day(routed, missed.date(), scheduling.next_ordinal(routed))
    assert (lawful.ordinal, lawful.counted_from, lawful.day) == (2, missed.date(), dt.date(2022, 10, 26))
    assert call(routed, sari, missed, hearing_at=at_nine(lawful.day)).ordinal == 2


@pytest.mark.parametrize("cause", [Absence.ILL, Absence.ON_LEAVE, Absence.ON_DUTY, Absence.FORCE_MAJEURE])
def test_a_valid_reason_repeats_the_same_summons(routed, sari, cause):
    call(routed, sari)
    assert miss(routed, sari, at_nine(SEVENTH), cause).consequence == Consequence.REPEAT
    routed.refresh_from_db()
    assert routed.absences == 0
    assert call(routed, sari, at_nine(SEVENTH), hearing_at=at_nine(dt.date(2022, 10, 25))).ordinal == 1


def test_nobody_is_absent_before_the_hour_unless_a_reason_is_known(routed, sari):
    call(routed, sari)
    early = at_nine(SEVENTH, 8)
    summonses.record_receipt(**act(routed, sari), received_by="Budi")
    for cause in (Absence.NO_NEWS, Absence.REFUSED):
        with pytest.raises(RuleViolation, match="belum tiba"):
            miss(routed, sari, early, cause, receive=False)
    assert miss(routed, sari, early, Absence.ILL, receive=False).consequence == Consequence.REPEAT


def test_at_the_hour_itself_somebody_may_be_absent(routed, sari):
    call(routed, sari)
    assert miss(routed, sari, at_nine(SEVENTH)).consequence == Consequence.SECOND


def test_a_region_may_count_every_absence(routed, sari):
    Interpretation.objects.create(
        slug="alasan-kota-contoh", code="tidak-hadir-beralasan", region="kota-contoh", question="-", reason="-",
        options=["diulang", "dihitung"], chosen="dihitung", in_force_from=dt.date(2022, 1, 1),
        confidence="DESIGN", source="-", checked_on=dt.date(2022, 1, 1),
    )  # fmt: skip
    call(routed, sari)
    assert miss(routed, sari, at_nine(SEVENTH), Absence.ILL).consequence == Consequence.SECOND


def test_a_letter_that_never_arrived_counts_for_nothing(routed, sari):
    call(routed, sari)
    with pytest.raises(RuleViolation, match="Catat dulu penerimaan"):
        miss(routed, sari, at_nine(SEVENTH), Absence.REFUSED, receive=False)
    letter = miss(routed, sari, at_nine(SEVENTH), Absence.NOT_RECEIVED, receive=False)
    assert letter.consequence == Consequence.REPEAT


def test_a_received_letter_was_received(routed, sari):
    call(routed, sari)
    with pytest.raises(RuleViolation, match="sudah dicatat"):
        miss(routed, sari, at_nine(SEVENTH), Absence.NOT_RECEIVED)


def test_after_two_the_next_step_is_the_report_and_the_clock_of_the_summons_is_gone(routed, sari):
    call(routed, sari)
    miss(routed, sari, at_nine(SEVENTH))
    call(routed, sari, at_nine(SEVENTH), hearing_at=at_nine(dt.date(2022, 10, 25)))
    miss(routed, sari, at_nine(dt.date(2022, 10, 25)), Absence.REFUSED)
    routed.refresh_from_db()
    assert routed.was_called_in_vain
    running = Deadline.objects.running().filter(respondent=routed).values_list("limit__step", flat=True)
    assert list(running) == ["INT-LHP"]


def test_a_postponed_hearing_is_no_absence_and_the_first_letter_is_kept(routed, sari):
    first = call(routed, sari)
    later = at_nine(dt.date(2022, 10, 17))
    second = summonses.postpone_hearing(
        **act(routed, sari), reason="Ketua tim sakit", hearing_at=later, place="Ruang 2"
    )
    first.refresh_from_db()
    assert (first.state, first.ended_reason, first.hearing_at) == ("POSTPONED", "Ketua tim sakit", at_nine(SEVENTH))
    assert (second.ordinal, second.sequence, second.replaces) == (1, 2, first)
    assert scheduling.last_letter(routed) == second
    clock = Deadline.objects.running().get(respondent=routed)
    assert (clock.limit.step, clock.due_on) == ("SUMMONS1", SEVENTH)


def test_a_mistaken_letter_is_withdrawn_with_its_reason(routed, sari):
    first = call(routed, sari, place="Ruang salah")
    right = summonses.replace_summons(
        **act(routed, sari), reason="Tempat keliru", hearing_at=at_nine(SEVENTH), place="Ruang 1"
    )
    first.refresh_from_db()
    assert (first.state, right.place) == ("WITHDRAWN", "Ruang 1")
    assert AuditEntry.objects.filter(act="replace-summons", note="Tempat keliru").exists()
    assert Summons.objects.filter(respondent=routed).count() == 2


# The form


def superior(agency):
    known = Employee.objects.filter(name="Wati").first()
    return known or factories.make_employee("Wati", agency=agency, post_level="ADMINISTRATOR", grade="IV/a")


def send(client, respondent, act="summon", **fields):
    respondent.refresh_from_db()
    fields = {"examiner": superior(respondent.agency).nip} | fields
    data = {"submission": str(uuid.uuid4()), "version": respondent.version, "on": "hari ini", "minutes": "60"}
    return client.post(
        f"/respondents/{respondent.pk}/{act}/", data | {"place": "Ruang 1", "turn_reason": "Petugas cuti"} | fields
    )


@pytest.fixture
def frozen():
    with time_machine.travel(dt.datetime(2026, 11, 23, 10, 0, tzinfo=JAKARTA), tick=False):
        yield


@pytest.fixture
def today(frozen, rina, budi, client, joko):
    client.force_login(joko)
    return factories.bring_to(factories.make_respondent(by=rina, employee=budi), Status.ROUTED, by=rina)


def test_the_form_starts_at_the_lawful_day_and_explains_both_readings(client, today):
    response = client.get(f"/respondents/{today.pk}/summon/")
    form = response.context["form"]
    assert form.initial["hearing_at"].date() == form.lawful.day == dt.date(2026, 12, 2)
    assert "Paling lama" in response.text and "Paling sedikit" in response.text
    assert "Saya sudah membaca peringatan" not in response.text


def test_a_warning_is_read_once_and_then_goes_on_record(client, today):
    response = send(client, today, hearing_at="25/12/2027 09.00", place="Ruang yang tetap terisi")
    assert response.status_code == 422
    assert "Natal" in response.text and "Saya sudah membaca peringatan" in response.text
    assert "Ruang yang tetap terisi" in response.text and "25/12/2027 09.00" in response.text
    assert send(client, today, hearing_at="25/12/2027 09.00", despite="on").status_code == 302
    assert "Natal" in today.history.get(act="summon").note


def test_a_forbidden_day_is_an_error_that_cannot_be_confirmed(client, today, rina, budi):
    other = factories.bring_to(factories.make_respondent(by=rina, employee=budi), Status.ROUTED, by=rina)
    assert send(client, other, hearing_at="25/12/2027 09.00", despite="on").status_code == 302
    response = send(client, today, hearing_at="25/12/2027 09.30", despite="on", place="Ruang 2")
    assert response.status_code == 422
    assert "sudah dipanggil untuk pemeriksaan lain" in str(response.context["form"].errors["hearing_at"])
    assert not today.summonses.exists()


def test_several_people_are_called_one_after_the_other(frozen, client, joko, rina, dinas_a):
    client.force_login(joko)
    people = tuple(factories.make_employee(f"Pegawai {n}", agency=dinas_a) for n in range(3))
    case = factories.make_case(by=rina, agency=dinas_a, people=people)
    paths = list(case.respondents.order_by("pk"))
    for path in paths:
        factories.bring_to(path, Status.ROUTED, by=rina, route=Route.DISCIPLINE)
    data = {"submission": str(uuid.uuid4()), "on": "hari ini", "hearing_at": "3/3/2027 09.00", "minutes": "60"}
    chosen = [f"{path.pk}:{path.version}" for path in paths]
    sent = data | {"place": "Ruang 1", "concerned": chosen, "despite": "on", "examiner": superior(dinas_a).nip}
    sent |= {"turn_reason": "Petugas cuti"}
    assert client.post(f"/cases/{case.number}/summon/", sent).status_code == 302
    letters = list(Summons.objects.filter(respondent__case=case).order_by("hearing_at"))
    assert [letter.hearing_at.astimezone(JAKARTA).hour for letter in letters] == [9, 10, 11]
    assert len({letter.letter_number for letter in letters}) == 3


def test_the_form_of_a_new_date_starts_from_the_letter_before(client, today):
    send(client, today, hearing_at="3/3/2027 09.00", despite="on")
    form = client.get(f"/respondents/{today.pk}/postpone-hearing/").context["form"]
    assert form["place"].value() == "Ruang 1"
    response = send(
        client, today, "postpone-hearing", hearing_at="4/3/2027 09.00", reason="Ruang dipakai", despite="on"
    )
    assert response.status_code == 302
    assert [letter.state for letter in today.summonses.all()] == ["POSTPONED", "STANDING"]
    assert "Ruang dipakai" in client.get(f"/cases/{today.case.number}/examination/").text
