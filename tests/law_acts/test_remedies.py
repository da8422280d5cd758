"""Remedies that come on one day and are recorded on another, and every way in which they are ruled on."""

import datetime as dt

import pytest

from cases.aftermath.delivery import deliver
from cases.aftermath.effect import bring_into_force
from cases.models import AuditEntry, Delivery, Notification, Remedy, Sanction, Status
from tests import factories
from tests.law_acts.office import Act, Office, assert_judged
from tests.samples.decisions import EFFECT, RECEIVED, act, decide, found_for

pytestmark = pytest.mark.django_db
P79, P38, P77 = "PP 79/2021", "Pasal 38 PP 94/2021", "Pasal 77 UU 30/2014"
DAY = dt.timedelta(days=1)


def in_force(office: Office):
    """Decided and received on 14 July 2026, in force since 4 August; objections until 31 July."""
    respondent = found_for(office.budi, office.rina)
    decide(respondent, office.rina)
    deliver(**act(respondent, office.rina), method="IN_PERSON")
    bring_into_force(EFFECT)
    respondent.refresh_from_db()
    assert respondent.status == Status.IN_FORCE
    return respondent


def filed(office: Office, on: str = "31/7/2026", respondent=None, **fields):
    words = {"grounds": "Tidak setuju", "on": on} | fields
    return office.on_page(office.rina, respondent or in_force(office), "file-remedy", **words)


def contested(office: Office):
    respondent = in_force(office)
    assert filed(office, "30/7/2026", respondent).status_code == 302
    return respondent


def ruled(office: Office, ruling: str, respondent=None, **fields):
    words = {"ruling": "Putusan 1/2026", "ruled_by": "Atasan pejabat", "on": "10/8/2026"} | fields
    return office.on_page(office.rina, respondent or contested(office), ruling, **words)


def unserved(office: Office):
    respondent = found_for(office.budi, office.rina)
    decide(respondent, office.rina)
    return respondent


ACTS = [
    Act("an objection received on the last day, recorded after the day of effect", P79, filed),
    Act("an objection received after the last day", P79, lambda office: filed(office, "4/8/2026"), "sudah lewat"),
    Act("an objection received before the decision was", P79,
        lambda office: filed(office, "13/7/2026", late_reason="Baru diserahkan"), "sebelum keputusan diterima"),
    Act("a second objection", P79,
        lambda office: [ruled(office, "uphold", path := contested(office)), filed(office, "30/7/2026", path)][1],
        "sudah diputus"),
    Act("a ruling without saying who ruled", P79,
        lambda office: ruled(office, "uphold", ruled_by=""), "Isi “"),
    Act("a remedy that is not accepted", P79, lambda office: ruled(office, "uphold", outcome="REFUSED")),
    Act("a remedy that lightens", P79, lambda office: ruled(office, "change", outcome="LIGHTENED")),
    Act("a remedy that aggravates", P79, lambda office: ruled(office, "change", outcome="AGGRAVATED")),
    Act("a remedy that annuls", P79, lambda office: ruled(office, "annul")),
    Act("a ruling that is put off", P79, lambda office: ruled(office, "postpone-ruling", until="1/9/2026")),
    Act("a ruling that is put off to a day before", P79,
        lambda office: ruled(office, "postpone-ruling", until="1/8/2026"), "hari yang akan datang"),
    Act("silence on an objection in its time", P77,
        lambda office: ruled(office, "record-silence", on="10/8/2026"), "baru lewat sesudah"),
    Act("silence on an objection after its time", P77, lambda office: ruled(office, "record-silence", on="15/9/2026")),
    Act("the annulment of what was never served", P79,
        lambda office: ruled(office, "annul", unserved(office), ruled_by="PTUN")),
]  # fmt: skip


@pytest.mark.parametrize("act", ACTS, ids=str)
def test_remedies_and_rulings(act, office):
    assert_judged(act.take(office), act)


def test_the_effect_that_began_meanwhile_never_was(office):
    respondent = contested(office)
    sanction, decision = Sanction.objects.get(), respondent.decisions.get()
    assert (sanction.starts_on, sanction.ends_on, decision.effective_on) == (None, None, None)
    respondent.refresh_from_db()
    assert (respondent.status, respondent.status_on) == (Status.CONTESTED, dt.date(2026, 7, 30))
    assert AuditEntry.objects.filter(note__contains="dianggap belum berlaku").exists()
    assert Notification.objects.filter(key__startswith="undone:").exists()


def test_a_failed_remedy_says_until_when_a_court_may_be_asked(office):
    respondent = contested(office)
    ruled(office, "uphold", respondent)
    assert Remedy.objects.get().court_until == dt.date(2026, 11, 8)
    page = office.client.get(f"/cases/{respondent.case.number}/decisions/").text
    assert "Gugatan ke PTUN" in page and "Atasan pejabat" in page


def test_a_late_ruling_and_a_late_delivery_are_taken_with_what_the_law_says_of_them(office):
    respondent = unserved(office)
    deliver(**act(respondent, office.rina, RECEIVED + 60 * DAY), method="IN_PERSON")
    assert "Terlambat" in Delivery.objects.get().late_note
    assert filed(office, "14/9/2026", respondent).status_code == 302
    ruled(office, "uphold", respondent, on="20/11/2026")
    assert "Terlambat" in Remedy.objects.get().late_note
    assert office.client.get(f"/cases/{respondent.case.number}/decisions/").text.count("Terlambat: batasnya") == 2


def test_an_objection_nobody_answered_says_what_that_means(office):
    respondent = contested(office)
    ruled(office, "record-silence", respondent, on="15/9/2026")
    remedy = Remedy.objects.get()
    assert (remedy.silent_on, remedy.decided_on) == (dt.date(2026, 9, 15), None)
    assert remedy.silence_effect in office.client.get(f"/cases/{respondent.case.number}/decisions/").text


def test_what_was_never_served_gives_back_the_name_alone(office):
    respondent = unserved(office)
    ruled(office, "annul", respondent, ruled_by="PTUN")
    assert [step.kind for step in respondent.decisions.get().restorations.all()] == ["NAME"]


def test_the_account_of_another_agency_files_nothing(office, tono):
    respondent = in_force(office)
    assert office.on_page(tono, respondent, "file-remedy", grounds="-", on="31/7/2026").status_code == 404
    assert factories.incident_of(respondent.case)
