"""A decision is known by its decree: each act through its page, with the article that judges it."""

import uuid

import pytest
from django.urls import reverse

from cases.models import Decision, Letter, Respondent, Status
from regulations.models import LetterForm, Route
from tests import factories
from tests.law_acts.office import Act, Office, assert_judged, said
from tests.samples.files import shown

pytestmark = pytest.mark.django_db
P33, P37, P38, ONE_NUMBER = "Pasal 33 PP 94/2021", "Pasal 37 PP 94/2021", "Pasal 38 PP 94/2021", "tata naskah dinas"


def decided(office: Office, person=None, **fields) -> Respondent:
    respondent = office.found(person)
    head = factories.signatory(respondent.agency).person
    answer = office.decide(respondent, "PNS-R2", "AGENCY_HEAD", head, **fields)
    assert answer.status_code == 302, said(answer)
    return respondent


def delivered(office: Office, respondent: Respondent | None = None, **fields):
    return office.on_page(
        office.rina, respondent or decided(office), "deliver", **{"method": "IN_PERSON", "received_by": "Budi"} | fields
    )


def issued(office: Office, respondent: Respondent, form: str = "SK-R2", **words):
    """The letter page sends what it shows."""
    office.client.force_login(office.rina)
    page = reverse("letter-new", args=[respondent.case.number]) + f"?form={form}&whom={respondent.pk}"
    return office.client.post(page, {"submission": str(uuid.uuid4()), "may_be_blank": "on"} | words)


def decreed(office: Office) -> Respondent:
    respondent = decided(office)
    assert issued(office, respondent).status_code == 302
    return respondent


def reprimanded_worker(office: Office) -> Respondent:
    """A contract worker of a region whose catalogue knows no form of decree for an oral reprimand."""
    LetterForm.objects.filter(code="SK-SANKSI").update(sanctions=["ASN-PTDH"])
    worker = office.hire("Citra", category="CONTRACT")
    respondent = office.found(worker, route=Route.CONTRACT)
    answer = office.decide(respondent, "TKK-1", "AGENCY_HEAD", factories.signatory(respondent.agency).person)
    assert answer.status_code == 302, said(answer)
    return respondent


def second_decision(office: Office, number: str, first: str = "SK/7", *, another_year: bool = False):
    decided(office, number="" if another_year else first)
    if another_year:
        Decision.objects.update(decided_on="2020-03-02", number=first)
    other = office.found(office.hire("Dodi"))
    return office.decide(other, "PNS-R2", "AGENCY_HEAD", factories.signatory(other.agency).person, number=number)


def number_of_a_summons(office: Office):
    respondent = office.found()
    number = respondent.summonses.get().letter_number
    return office.decide(
        respondent, "PNS-R2", "AGENCY_HEAD", factories.signatory(respondent.agency).person, number=number
    )


ACTS = [
    Act("the delivery of a decision without number or decree", P33, delivered, "belum bernomor atau suratnya"),
    Act("the delivery of a decision whose decree was issued", P37,
        lambda office: delivered(office, decreed(office))),
    Act("the delivery of a decision that was numbered with its decree at once", P37,
        lambda office: delivered(office, decided(office, number="800/7/2026"))),
    Act("an absence at the delivery of what has no decree", P37,
        lambda office: office.on_page(office.rina, decided(office), "miss-delivery"), "belum bernomor atau suratnya"),
    Act("an absence at the delivery of a decree", P37,
        lambda office: office.on_page(office.rina, decreed(office), "miss-delivery")),
    Act("a decree sent before anybody was absent", P37,
        lambda office: office.on_page(office.rina, decreed(office), "send-decision", address="Jl. Contoh 1"),
        "Catat ketidakhadirannya dulu"),
    Act("the effect of a decision that was never delivered", P38,
        lambda office: office.on_page(office.rina, decreed(office), "take-effect"), "tidak dapat dilakukan"),
    Act("an objection to what was never delivered", "PP 79/2021",
        lambda office: office.on_page(office.rina, decreed(office), "file-remedy", grounds="Tidak setuju"),
        "tidak dapat dilakukan"),
    Act("a payroll note on what was never delivered", P38,
        lambda office: office.on_page(office.rina, decreed(office), "send-payroll-note", note="Nota 1"),
        "tidak dapat dilakukan"),
    Act("the number of another decision of the year", ONE_NUMBER,
        lambda office: second_decision(office, "SK/7"), "sudah dipakai"),
    Act("the number of a decision of another year", ONE_NUMBER,
        lambda office: second_decision(office, "SK/7", another_year=True)),
    Act("another number of the year", ONE_NUMBER, lambda office: second_decision(office, "SK/8")),
    Act("the number of a summons", ONE_NUMBER, number_of_a_summons, "sudah dipakai"),
    Act("a paper decree of a contract worker without its number", P33,
        lambda office: delivered(office, reprimanded_worker(office)), "Isi nomor keputusannya"),
    Act("a paper decree of a contract worker with its number", P33,
        lambda office: delivered(office, reprimanded_worker(office), number="800/1/Dinas")),
    Act("a paper decree under the number of another", ONE_NUMBER,
        lambda office: [decided(office, number="800/1/Dinas"),
                        delivered(office, reprimanded_worker(office), number="800/1/Dinas")][1], "sudah dipakai"),
    Act("a decree of dismissal for a reprimand", P33,
        lambda office: issued(office, decided(office), "SK-B3"), "belum dapat dibuat"),
    Act("a decree for a person who is only reported", P33,
        lambda office: issued(office, office.brought_to(Status.REPORTED)), "belum dapat dibuat"),
    Act("a decree for a person whose findings wait", P33, lambda office: issued(office, office.found()),
        "belum dapat dibuat"),
    Act("an objection drawn up against what was never delivered", "PP 79/2021",
        lambda office: issued(office, decreed(office), "KEBERATAN"), "belum dapat dibuat"),
    Act("a second decree of one decision", ONE_NUMBER,
        lambda office: issued(office, decreed(office)), "sudah terbit"),
]  # fmt: skip


@pytest.mark.parametrize("act", ACTS, ids=str)
def test_a_decision_reaches_nobody_without_its_decree(act, office):
    assert_judged(act.take(office), act)


def test_what_is_typed_of_official_day_and_sanction_does_not_reach_a_decree(office):
    respondent = decided(office)
    typed = {"penanda_nama": "Lurah Contoh", "penanda_jabatan": "Lurah", "penanda_nip": "1", "on": office.day(-300)}
    assert issued(office, respondent, sanksi="pemberhentian", **typed).status_code == 302
    letter, decision = Letter.objects.get(), Decision.objects.get()
    with letter.file.open() as file:
        text = " ".join(shown(file.read()).split())
    assert (letter.dated_on, letter.number) == (decision.decided_on, decision.number)
    assert "Lurah" not in text and "pemberhentian" not in text
    assert decision.official_person.name in text and "teguran tertulis" in text.lower()


def test_the_refusal_leads_to_the_letter_that_mends_it(office):
    respondent = decided(office)
    answer = delivered(office, respondent)
    link = f"/cases/{respondent.case.number}/letters/new/?form=SK-R2&amp;whom={respondent.pk}"
    assert answer.status_code == 422 and link in answer.text
    assert issued(office, respondent).status_code == 302
    assert delivered(office, respondent).status_code == 302


def test_nothing_is_half_written_by_a_refused_delivery(office):
    respondent = decided(office)
    delivered(office, respondent)
    decision = Decision.objects.get()
    assert (decision.number, decision.effective_on, hasattr(decision, "delivery")) == ("", None, False)
    respondent.refresh_from_db()
    assert respondent.status == Status.DECIDED
