"""Duties beside a sanction: imposed with a day, reminded, ended with a proof; no path closes over an open one."""

import datetime as dt

import pytest

from cases.aftermath import leaving_and_waiting as closing
from cases.aftermath import serving
from cases.aftermath.delivery import deliver
from cases.aftermath.effect import take_effect
from cases.deadlines.reminders import remind
from cases.decisions.duties import end_duty, impose_duty
from cases.letters.decree_facts import decision_facts
from cases.models import ImposedDuty, Notification, Role, Status
from cases.procedure.refusals import RuleViolation
from regulations.models import DutyType, Route, StaffCategory
from tests import factories
from tests.samples.decisions import JAKARTA, RECEIVED, act, decide, found_for, sanction

pytestmark = pytest.mark.django_db
DELETE = "wajib-hapus-2020"


def duty_type(slug: str = DELETE) -> DutyType:
    return DutyType.objects.get(pk=slug)


@pytest.fixture
def found(sari, budi):
    return found_for(budi, sari)


@pytest.fixture
def imposed(found, sari):
    return impose_duty(**act(found, sari), kind=duty_type(), text="Unggahan 1 Juli")


def ended(duty, by, **over):
    told = {"duty": duty, "outcome": "DONE", "proof_link": "https://contoh.id/bukti"} | over
    return end_duty(**act(duty.respondent, by, **{k: told.pop(k) for k in ("at", "on") if k in told}), **told)


def test_a_duty_is_due_by_the_rule_of_the_day_or_on_the_day_that_was_named(found, sari, imposed):
    assert imposed.due_on == dt.date(2026, 7, 21), "the fifth working day after Tuesday 14 July"
    named = impose_duty(**act(found, sari), kind=duty_type("wajib-maaf-2020"), due_on=dt.date(2026, 8, 3))
    assert named.due_on == dt.date(2026, 8, 3)


@pytest.mark.parametrize(
    ("over", "words"),
    [
        ({"due_on": dt.date(2026, 7, 13)}, "sebelum kewajiban dibebankan"),
        ({"text": "Unggahan 1 Juli"}, "masih berjalan"),
    ],
)
def test_it_is_not_imposed(found, sari, imposed, over, words):
    with pytest.raises(RuleViolation, match=words):
        impose_duty(**act(found, sari), kind=duty_type(), **over)
    assert ImposedDuty.objects.count() == 1


def test_a_duty_of_another_category_is_not_open(found, sari):
    DutyType.objects.filter(pk=DELETE).update(categories=[StaffCategory.CONTRACT])
    with pytest.raises(RuleViolation, match="tidak berlaku bagi PNS"):
        impose_duty(**act(found, sari), kind=duty_type())


@pytest.mark.parametrize(
    ("over", "words"),
    [
        ({"proof_link": ""}, "Pilih bukti atau isi tautannya"),
        ({"outcome": "WAIVED", "proof_link": ""}, "Tulis alasan"),
        ({"on": dt.date(2026, 7, 13)}, "sebelum kewajiban dibebankan"),
    ],
)
def test_it_does_not_end_without_proof_or_reason(sari, imposed, over, words):
    with pytest.raises(RuleViolation, match=words):
        ended(imposed, sari, **over)
    imposed.refresh_from_db()
    assert imposed.outcome == ""


def test_it_ends_once_with_its_proof(sari, imposed):
    done = ended(imposed, sari)
    assert (done.outcome, done.met_on, done.next_reminder_on) == ("DONE", RECEIVED.date(), None)
    with pytest.raises(RuleViolation, match="sudah dicatat"):
        ended(imposed, sari)


def test_whoever_watches_is_reminded_before_on_and_every_week_after(sari, imposed):
    told = []
    for day in (17, 20, 21, 22, 28, 29):
        before = Notification.objects.filter(key__startswith="duty:").count()
        remind(ImposedDuty, dt.datetime(2026, 7, day, 9, tzinfo=JAKARTA))
        told.append(Notification.objects.filter(key__startswith="duty:").count() - before)
    assert told == [0, 1, 1, 1, 0, 1]
    said = Notification.objects.filter(recipient=sari, key__startswith="duty:")
    assert "Menghapus unggahan" in said.first().subject
    ended(imposed, sari)
    assert remind(ImposedDuty, dt.datetime(2026, 8, 20, 9, tzinfo=JAKARTA)) == 0


def test_a_decision_imposes_duties_and_its_letter_names_them_with_the_terms(found, sari):
    decision = decide(found, sari, duties=[duty_type(), duty_type("wajib-maaf-2020")])
    assert {duty.kind_id for duty in decision.duties.all()} == {DELETE, "wajib-maaf-2020"}
    found.refresh_from_db()
    said = decision_facts(found, RECEIVED.date())["kewajiban"]
    assert said.startswith("Yang bersangkutan wajib menghapus unggahan paling lambat tanggal 21 Juli 2026; ")


def carried_out(found, sari):
    decide(found, sari, duties=[duty_type()])
    at = dt.datetime(2026, 8, 4, 10, tzinfo=JAKARTA)
    deliver(**act(found, sari), method="IN_PERSON", received_by="Budi")
    take_effect(**act(found, sari, at, actor=None))
    return at


def test_a_path_is_not_carried_out_while_a_duty_is_open(found, sari):
    at = carried_out(found, sari)
    with pytest.raises(RuleViolation, match=r"Kewajiban belum selesai: Menghapus unggahan, paling lambat 21/07/2026"):
        serving.complete(**act(found, sari, at), note="Sudah dicatat")
    ended(ImposedDuty.objects.get(), sari, at=at, on=at.date())
    serving.complete(**act(found, sari, at), note="Sudah dicatat")
    found.refresh_from_db()
    assert found.status == Status.CLOSED


def test_coaching_does_not_end_over_an_open_duty(sari, budi, now):
    respondent = factories.make_respondent(by=sari, employee=budi, at=RECEIVED)
    factories.bring_to(respondent, Status.ROUTED, by=sari, at=RECEIVED, route=Route.COACHING)
    duty = impose_duty(**act(respondent, sari), kind=duty_type())
    with pytest.raises(RuleViolation, match="Kewajiban belum selesai"):
        closing.record_coaching(**act(respondent, sari), by="Atasan", text="Dibina")
    ended(duty, sari, outcome="WAIVED", proof_link="", note="Unggahannya sudah dihapus platform.")
    closing.record_coaching(**act(respondent, sari), by="Atasan", text="Dibina")


def test_an_early_end_says_why_and_the_duty_lapses(found, sari, imposed):
    closing.close_early(**act(found, sari), reason="IMPERSONATION", note="Akun tiruan")
    imposed.refresh_from_db()
    assert (imposed.outcome, imposed.met_on) == ("LAPSED", RECEIVED.date())


def test_the_page_of_the_case_shows_it_open_and_its_forms_take_it(client, found, sari):
    client.force_login(sari)
    page = f"/respondents/{found.pk}"
    form = client.get(f"{page}/impose-duty/")
    sent = {"submission": "7d0c2a5e-9d7c-4c1e-9a51-1f2f5b1d7c11", "version": form.context["form"]["version"].value()}
    words = {"on": "hari ini", "kind": DELETE, "text": "Video kedua"}
    assert client.post(f"{page}/impose-duty/", sent | words).status_code == 302
    text = client.get(f"/cases/{found.case.number}/people/").text
    assert "Menghapus unggahan: Video kedua" in client.get(f"/cases/{found.case.number}/decisions/").text
    assert "Menghapus unggahan: Video kedua" in text
    assert "belum dipenuhi, paling lambat" in text
    form = client.get(f"{page}/end-duty/")
    sent = {"submission": "7d0c2a5e-9d7c-4c1e-9a51-1f2f5b1d7c12", "version": form.context["form"]["version"].value()}
    words = {"on": "hari ini", "duty": ImposedDuty.objects.get().pk, "outcome": "DONE"}
    bare = client.post(f"{page}/end-duty/", sent | words)
    assert bare.status_code == 422 and "Pilih bukti atau isi tautannya" in bare.text
    sent["submission"] = "7d0c2a5e-9d7c-4c1e-9a51-1f2f5b1d7c13"
    words["proof_link"] = "https://contoh.id/sudah-dihapus"
    assert client.post(f"{page}/end-duty/", sent | words).status_code == 302
    assert ImposedDuty.objects.get().outcome == "DONE"
    assert "https://contoh.id/sudah-dihapus" in client.get(f"/cases/{found.case.number}/decisions/").text


def test_a_leader_imposes_none(found, dewi):
    assert dewi.role == Role.LEADER
    with pytest.raises(RuleViolation):
        impose_duty(**act(found, dewi), kind=duty_type())


def test_the_standard_duties_are_marked_as_unverified(found):
    assert all(row.needs_verification for row in DutyType.objects.all())
    assert sanction("PNS-R2").pk == "pns-r2-2021"


def test_it_stands_in_the_work_of_whoever_sees_to_it(client, imposed, sari, joko, tono):
    shown = {}
    for who in (sari, joko, tono):
        client.force_login(who)
        shown[who.username] = f"/respondents/{imposed.respondent_id}/end-duty/" in client.get("/work/").text
    assert shown == {"sari": True, "joko": False, "tono": False}
    ended(imposed, sari)
    client.force_login(sari)
    assert "end-duty" not in client.get("/work/").text
