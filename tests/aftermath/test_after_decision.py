"""After a decision: delivery, remedies, serving, and restoration."""

import datetime as dt
import re
import uuid

import pytest

from cases.aftermath import remedies, rulings, serving
from cases.aftermath.delivery import deliver, miss_delivery, send_decision
from cases.aftermath.effect import bring_into_force
from cases.aftermath.restoration import restore
from cases.examination import teams as panels
from cases.models import AuditEntry, Deadline, Decision, Notification, Remedy, Sanction, Status
from cases.procedure.refusals import NotAllowed, RuleViolation
from regulations.models import Interpretation
from tests import factories
from tests.samples.decisions import EFFECT, RECEIVED, act, decide, sanction

DAY = dt.timedelta(days=1)


@pytest.fixture
def found(sari, rina, budi):
    """Budi's path with a team and findings reported, all on 14 July 2026."""
    respondent = factories.make_respondent(by=sari, employee=budi, at=RECEIVED)
    return factories.bring_to(respondent, Status.FINDINGS, by=sari, at=RECEIVED)


@pytest.fixture
def postponed(found, rina):
    """A moderate sanction of twelve months, delivered, not yet in force."""
    decide(found, rina, sanction_types=[sanction("PNS-S2T")], departure_reason="Meresahkan warga satu kecamatan")
    deliver(**act(found, rina), method="IN_PERSON")
    return found


@pytest.fixture
def served(postponed):
    """In force since 4 August 2026."""
    bring_into_force(EFFECT)
    postponed.refresh_from_db()
    return postponed


# Delivery


def test_a_decision_before_the_examination_is_refused_with_the_article(found, rina):
    yesterday = RECEIVED.date() - DAY
    with pytest.raises(RuleViolation, match=r"langkah sebelumnya .*Pasal 16–25 dan 33 PP 94/2021"):
        decide(found, rina, on=yesterday)


def test_a_delivery_before_the_decision_is_refused_with_the_article(found, rina):
    decide(found, rina)
    with pytest.raises(RuleViolation, match=r"langkah sebelumnya .*Pasal 37 PP 94/2021"):
        deliver(**act(found, rina, on=RECEIVED.date() - DAY), method="IN_PERSON")
    with pytest.raises(RuleViolation, match=r"sebelum keputusan ditetapkan \(Pasal 37"):
        miss_delivery(**act(found, rina, on=RECEIVED.date() - DAY))


def test_the_decision_is_sent_within_three_working_days_to_a_person_who_does_not_come(found, rina):
    """Absent on Tuesday 14 July 2026: to be sent by Friday the 17th; in force 15 working days after its arrival."""
    decide(found, rina)
    miss_delivery(**act(found, rina), reason="Tanpa kabar")
    clock = Deadline.objects.get(respondent=found, limit__step="SEND")
    assert clock.due_on == dt.date(2026, 7, 17)
    sent, arrived = RECEIVED + DAY, RECEIVED + 3 * DAY
    send_decision(**act(found, rina, sent), address="Jalan Contoh 1")
    clock.refresh_from_db()
    assert clock.met_on == sent.date()
    deliver(**act(found, rina, arrived), method="SENT")
    assert Decision.objects.get().effective_on == dt.date(2026, 8, 7)


def test_an_arrival_needs_an_earlier_dispatch(found, rina):
    decide(found, rina)
    with pytest.raises(RuleViolation, match="dikirim ke alamat"):
        deliver(**act(found, rina), method="SENT")
    with pytest.raises(RuleViolation, match="Catat ketidakhadirannya dulu"):
        send_decision(**act(found, rina), address="-")
    miss_delivery(**act(found, rina))
    with pytest.raises(RuleViolation, match="sudah dicatat"):
        miss_delivery(**act(found, rina))
    later = RECEIVED + 2 * DAY
    send_decision(**act(found, rina, later), address="-")
    with pytest.raises(RuleViolation, match="tiba sebelum dikirim"):
        deliver(**act(found, rina, later, on=RECEIVED.date()), method="SENT")


def test_a_refusal_counts_as_receipt_and_names_its_witness(found, rina):
    decide(found, rina)
    with pytest.raises(RuleViolation, match="menyaksikan"):
        deliver(**act(found, rina), method="REFUSED")
    deliver(**act(found, rina), method="REFUSED", received_by="Saksi A")
    assert Decision.objects.get().effective_on == EFFECT.date()


# Remedies


def test_the_window_says_which_remedy_lies_by_which_rule_and_what_it_stops(postponed, client, rina):
    decision = Decision.objects.get()
    assert decision.remedy_limit.step == "KEBERATAN"
    assert decision.remedy_until == dt.date(2026, 8, 3)
    client.force_login(rina)
    page = client.get(f"/cases/{postponed.case.number}/decisions/").text
    assert "Batas keberatan" in page
    assert "Berlakunya keputusan menunggu putusan keberatan (Pasal 38 PP 94/2021)" in page
    assert "Lewat waktu: tidak dapat diterima" in page


def test_a_person_who_has_filed_sees_no_warning_about_lateness(postponed, client, rina):
    remedies.file_remedy(**act(postponed, rina), grounds="Terlalu berat")
    client.force_login(rina)
    page = client.get(f"/cases/{postponed.case.number}/decisions/").text
    assert "Batas keberatan" in page and "Lewat waktu: tidak dapat diterima" not in page


@pytest.fixture
def dismissed(rina, budi):
    """Dismissed by a decision of 14 July 2026, received two working days later: the appeal body is open."""
    respondent = factories.make_respondent(by=rina, employee=budi, at=RECEIVED)
    factories.bring_to(respondent, Status.ROUTED, by=rina, at=RECEIVED)
    panels.form_panel(**act(respondent, rina), kind="EXAMINATION", members=factories.make_panel_members())
    factories.summon_and_hear(respondent, by=rina, at=RECEIVED)
    factories.report_proven(respondent, by=rina, at=RECEIVED)
    decide(respondent, rina, sanction_types=[sanction("PNS-B3")], departure_reason="Meresahkan warga satu kecamatan")
    return respondent


def deliver_later(respondent, by):
    deliver(**act(respondent, by, RECEIVED + 2 * DAY), method="IN_PERSON")
    return Decision.objects.get()


def test_an_appeal_runs_from_receipt_and_the_earlier_reading_warns(dismissed, rina):
    decision = deliver_later(dismissed, rina)
    assert (decision.remedy_limit.step, decision.remedy_until) == ("BANDING", dt.date(2026, 8, 5))
    assert decision.remedy_warning_on == dt.date(2026, 8, 3)


def test_a_region_may_count_an_appeal_from_the_decision(dismissed, rina, city):
    default = Interpretation.objects.get(code="awal-banding", region="")
    default.pk, default.region, default.chosen = "awal-banding-kota-contoh", city.region, "ditetapkan"
    default.save(force_insert=True)
    decision = deliver_later(dismissed, rina)
    assert (decision.remedy_until, decision.remedy_warning_on) == (dt.date(2026, 8, 3), None)


def test_an_objection_runs_from_receipt_however_a_region_counts_appeals(found, rina, city):
    default = Interpretation.objects.get(code="awal-banding", region="")
    default.pk, default.region, default.chosen = "awal-banding-kota-contoh", city.region, "ditetapkan"
    default.save(force_insert=True)
    decide(found, rina)
    decision = deliver_later(found, rina)
    assert (decision.remedy_limit.step, decision.remedy_until) == ("KEBERATAN", dt.date(2026, 8, 5))
    assert decision.remedy_warning_on is None


def test_an_appeal_has_a_clock_for_the_answer_and_one_for_the_ruling(dismissed, rina):
    deliver_later(dismissed, rina)
    filed = RECEIVED + 3 * DAY
    remedies.file_remedy(**act(dismissed, rina, filed), grounds="Tidak adil")
    running = set(dismissed.deadlines.running().values_list("limit__step", flat=True))
    assert running == {"BANDING-REPLY", "BANDING-DECIDE"}
    remedies.answer_appeal(**act(dismissed, rina, filed), reply="Keputusan sudah tepat")
    assert dismissed.deadlines.running().get().limit.step == "BANDING-DECIDE"
    with pytest.raises(RuleViolation, match="sudah dicatat"):
        remedies.answer_appeal(**act(dismissed, rina, filed), reply="Sekali lagi")


def test_an_answer_is_not_older_than_its_appeal(dismissed, rina):
    deliver_later(dismissed, rina)
    filed = RECEIVED + 3 * DAY
    remedies.file_remedy(**act(dismissed, rina, filed), grounds="Tidak adil")
    with pytest.raises(RuleViolation, match="sebelum banding diajukan"):
        remedies.answer_appeal(**act(dismissed, rina, filed, on=(filed - DAY).date()), reply="Sudah tepat")
    assert Remedy.objects.get().replied_on is None
    remedies.answer_appeal(**act(dismissed, rina, filed), reply="Sudah tepat")
    assert Remedy.objects.get().replied_on == filed.date()


def test_an_objection_has_no_answer_of_the_ppk(postponed, rina):
    remedies.file_remedy(**act(postponed, rina), grounds="Terlalu berat")
    with pytest.raises(RuleViolation, match="hanya untuk banding"):
        remedies.answer_appeal(**act(postponed, rina), reply="-")


def test_an_upheld_decision_is_served_from_the_day_of_the_ruling(postponed, rina):
    remedies.file_remedy(**act(postponed, rina), grounds="Terlalu berat")
    assert Sanction.objects.get().starts_on is None
    ruled = RECEIVED + 20 * DAY
    rulings.uphold(**act(postponed, rina, ruled), ruling="Ditolak", ruled_by="Atasan pejabat")
    assert Sanction.objects.get().starts_on == ruled.date()


def test_no_ruling_is_offered_as_the_next_step(postponed, client, rina):
    remedies.file_remedy(**act(postponed, rina), grounds="Terlalu berat")
    client.force_login(rina)
    case = client.get(f"/cases/{postponed.case.number}/").content.decode()
    assert "Catat putusan – " in case and "Catat putusan: dikuatkan – " not in case
    page = client.get(f"/respondents/{postponed.pk}/uphold/").content.decode()
    assert all(f"/respondents/{postponed.pk}/{ruling}/" in page for ruling in ("uphold", "change", "annul"))
    tabs = page.partition('<nav class="tabs"')[2].partition("</nav>")[0]
    words = re.findall(r">\s*([^<>]+)</a>", tabs)
    assert words == ["Dikuatkan", "Diubah", "Dibatalkan", "Ditunda"], "narrow enough for a phone"


# Rulings from above


def test_a_ruling_of_a_higher_body_names_it(served, rina):
    for ruling in (rulings.overturn, rulings.annul):
        with pytest.raises(RuleViolation, match="lembaga atau pengadilan"):
            ruling(**act(served, rina, EFFECT), ruling="-", ruled_by="")


def test_an_overturned_decision_stands_until_it_is_replaced(served, rina):
    rulings.overturn(**act(served, rina, EFFECT), ruling="Ganti", ruled_by="BKN")
    served.refresh_from_db()
    assert (served.status, Decision.objects.get().state) == (Status.FINDINGS, "STANDING")
    decide(served, rina, at=EFFECT)
    assert list(Decision.objects.values_list("state", flat=True)) == ["REPLACED", "STANDING"]


def test_a_served_sanction_may_still_be_annulled_but_not_a_path_that_ended_otherwise(served, rina, sari):
    serving.send_payroll_note(**act(served, rina, EFFECT), note="Nota 1")
    assert serving.end_serving(EFFECT + 366 * DAY) == 1
    served.refresh_from_db()
    rulings.annul(**act(served, rina, EFFECT + 400 * DAY), ruling="-", ruled_by="PTUN")
    served.refresh_from_db()
    assert served.closing_reason == "ANNULLED"
    with pytest.raises(RuleViolation, match="tidak dapat dilakukan"):
        rulings.annul(**act(served, rina, EFFECT + 401 * DAY), ruling="-", ruled_by="PTUN")


# Restoration


@pytest.fixture
def annulled(served, rina):
    rulings.annul(**act(served, rina, EFFECT), ruling="Dibatalkan", ruled_by="PTUN")
    return Decision.objects.get()


def test_a_step_of_the_restoration_is_done_once_and_not_before_the_annulment(annulled, sari, tono, dewi):
    step = annulled.restorations.get(kind="PAY")
    done = {"step": step, "at": EFFECT, "on": EFFECT.date(), "result": "Dibayar Rp1.000.000"}
    with pytest.raises(RuleViolation, match="sebelum keputusan dibatalkan"):
        restore(**done | {"on": EFFECT.date() - DAY}, actor=sari)
    with pytest.raises(NotAllowed):
        restore(**done, actor=dewi)
    restore(**done, actor=sari)
    with pytest.raises(RuleViolation, match="sudah dilaporkan"):
        restore(**done, actor=sari)


def test_after_a_decision_without_effect_only_the_name_is_restored(postponed, rina):
    remedies.file_remedy(**act(postponed, rina), grounds="-")
    rulings.annul(**act(postponed, rina), ruling="Dibatalkan")
    assert [step.kind for step in Decision.objects.get().restorations.all()] == ["NAME"]


def test_the_restoration_is_reported_on_its_page(annulled, client, sari):
    client.force_login(sari)
    step = annulled.restorations.get(kind="NAME")
    sent = {"submission": str(uuid.uuid4()), "on": "4/8/2026", "result": "Surat edaran ke seluruh unit"}
    assert client.post(f"/restorations/{step.pk}/", sent).status_code == 302
    assert "Surat edaran ke seluruh unit" in client.get(f"/cases/{annulled.respondent.case.number}/decisions/").text


# Serving


def test_a_sanction_of_twelve_months_is_served_from_the_day_of_effect(served):
    row = Sanction.objects.get()
    assert (row.starts_on, row.ends_on) == (dt.date(2026, 8, 4), dt.date(2027, 8, 3))


def test_a_sanction_that_reaches_pay_is_not_closed_before_the_payroll_knows(served, rina, sari):
    end = EFFECT + 365 * DAY
    with pytest.raises(RuleViolation, match="masih dijalani sampai 03/08/2027"):
        serving.complete(**act(served, sari, end - DAY), note="-")
    with pytest.raises(RuleViolation, match="nota kepada pengelola gaji"):
        serving.complete(**act(served, sari, end), note="-")
    serving.send_payroll_note(**act(served, sari, EFFECT), note="Nota 900/1 kepada bendahara")
    with pytest.raises(RuleViolation, match="sudah dicatat"):
        serving.send_payroll_note(**act(served, sari, EFFECT), note="Lagi")
    serving.complete(**act(served, sari, end), note="Selesai dijalani")


def test_a_light_sanction_needs_no_note(found, rina):
    decide(found, rina)
    deliver(**act(found, rina), method="IN_PERSON")
    bring_into_force(EFFECT)
    with pytest.raises(RuleViolation, match="tidak mengubah gaji"):
        serving.send_payroll_note(**act(found, rina, EFFECT), note="-")
    serving.complete(**act(found, rina, EFFECT), note="Dicatat")


def test_the_sweep_closes_served_sanctions_once_after_their_last_day(served, rina):
    serving.send_payroll_note(**act(served, rina, EFFECT), note="Nota 1")
    last_day = EFFECT + 364 * DAY
    assert serving.end_serving(last_day) == 0
    assert [serving.end_serving(last_day + 3 * DAY) for _ in range(2)] == [1, 0]
    served.refresh_from_db()
    assert (served.status, served.closing_reason) == (Status.CLOSED, "SANCTION_SERVED")
    assert served.status_on == (last_day + DAY).date()


def test_the_sweep_asks_once_for_a_missing_note_instead_of_closing(served, sari):
    late = EFFECT + 400 * DAY
    assert [serving.end_serving(late) for _ in range(2)] == [0, 0]
    assert Notification.objects.filter(recipient=sari, key__startswith="payroll-note:").count() == 1


def again(budi, by, code, at=EFFECT):
    """Another case of Budi, decided with a sanction and in force a month later."""
    path = factories.make_respondent(by=by, employee=budi, at=at)
    factories.bring_to(path, Status.ROUTED, by=by, at=at)
    panels.form_panel(**act(path, by, at), kind="EXAMINATION", members=factories.make_panel_members())
    factories.summon_and_hear(path, by=by, at=at)
    factories.report_proven(path, by=by, at=at)
    decide(path, by, at=at, sanction_types=[sanction(code)], departure_reason="Meresahkan warga satu kecamatan")
    deliver(**act(path, by, at), method="IN_PERSON")
    bring_into_force(at + 31 * DAY)
    return Sanction.objects.get(decision__respondent=path)


def test_a_heavier_sanction_ends_the_one_being_served(served, budi, rina):
    """PerBKN 6/2022, example 24."""
    heavier = again(budi, rina, "PNS-B1")
    lighter = Sanction.objects.get(decision__respondent=served)
    assert lighter.ends_on == heavier.starts_on - DAY
    assert AuditEntry.objects.filter(respondent=served, note__contains="contoh 24").exists()


def test_a_lighter_sanction_is_served_after_the_one_being_served(served, budi, rina):
    lighter = again(budi, rina, "PNS-S1T")
    assert lighter.starts_on == dt.date(2027, 8, 4)
    assert lighter.ends_on == dt.date(2028, 8, 3)


def test_a_sanction_waits_for_those_that_wait_before_it(served, budi, rina):
    """Else two would be served at the same time."""
    second = again(budi, rina, "PNS-S1T")
    third = again(budi, rina, "PNS-S1T", at=EFFECT + DAY)
    assert (second.starts_on, third.starts_on) == (dt.date(2027, 8, 4), dt.date(2028, 8, 4))


def test_a_ruling_of_a_higher_body_is_no_open_remedy(served, rina):
    rulings.overturn(**act(served, rina, EFFECT), ruling="Ganti", ruled_by="BKN")
    assert not Remedy.objects.filter(decided_on__isnull=True).exists()
