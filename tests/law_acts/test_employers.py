"""Somebody who works elsewhere than at his employer: the officials of the employer sanction, by the staff record."""

import datetime as dt

import pytest

from cases.models import Agency, Decision, Employment
from tests import factories
from tests.law_acts.office import Act, Office, assert_judged

pytestmark = pytest.mark.django_db
P16, CONFLICT, STATUS = "Pasal 16–25 PP 94/2021", "Pasal 42–43 UU 30/2014", "Pasal 1 angka 6 PP 94/2021"


def lent(office: Office, kind: str = Agency.Kind.VILLAGE):
    """A civil servant of Dinas A who works in a village or a regional company; gives the person and the workplace."""
    place = factories.make_agency(office.budi.government, "tempat", "Tempat Kerja", kind=kind)
    person = office.hire("Dodi", place, employer=office.agency)
    return person, place


def by_head_of(office: Office, person, agency: Agency, **fields):
    head = office.official("Kepala Yang Memutus", "JPT_PRATAMA", agency)
    return office.decide(office.found(person), "PNS-R2", "AGENCY_HEAD", head, **fields)


def by_employer(office: Office, kind: str = Agency.Kind.VILLAGE):
    person, _place = lent(office, kind)
    return by_head_of(office, person, office.agency)


def by_workplace(office: Office, kind: str = Agency.Kind.VILLAGE):
    person, place = lent(office, kind)
    return by_head_of(office, person, place)


def from_outside(office: Office, **official):
    person = office.hire("Dodi", home_body="Kementerian Contoh")
    return by_head_of(office, person, office.agency)


def from_outside_by_the_mayor(office: Office):
    person = office.hire("Dodi", home_body="Pemerintah Provinsi Contoh")
    severe = {"impact": "STATE", "impact_reason": "Luas", "team": True}
    return office.decide(office.found(person, **severe), "PNS-B2", "PPK", office.mayor(), post="Wali Kota")


def vacancy_is_that_of_the_employer(office: Office, *, filled: bool):
    """Pasal 25: whether the post between is empty is asked of the employer, not of the workplace."""
    person, place = lent(office)
    person.employments.update(post_level="EXECUTIVE")
    office.official("Kepala Seksi", "SUPERVISOR", office.agency if filled else place, grade="III/d")
    chief = office.official("Kepala Bidang", "ADMINISTRATOR", office.agency, grade="IV/a")
    return office.decide(office.found(person), "PNS-R2", "ADMINISTRATOR", chief, condition="Kosong; SK 1/2026")


def returned_since(office: Office):
    """Lent on the day of the act, back at the employer today: the day of the act decides."""
    person, _place = lent(office)
    today = office.rina.local_date(office.now)
    respondent = office.found(person)
    person.employments.update(ends_on=today - dt.timedelta(days=0))
    Employment.objects.create(
        employee=person, agency=office.agency, category="PNS", post="Pranata Humas", post_level="FUNCTIONAL",
        grade="II/c", starts_on=today + dt.timedelta(days=1),
    )  # fmt: skip
    return office.decide(respondent, "PNS-R2", "AGENCY_HEAD", office.official("Kepala", "JPT_PRATAMA", office.agency))


ACTS = [
    Act("a civil servant in a village, by the head of his employer", P16, by_employer),
    Act("a civil servant in a village, by the head of the village", P16, by_workplace, "tidak di bawahnya"),
    Act("a civil servant in a regional company, by the head of his employer", P16,
        lambda office: by_employer(office, Agency.Kind.COMPANY)),
    Act("a civil servant in a regional company, by its director", P16,
        lambda office: by_workplace(office, Agency.Kind.COMPANY), "tidak di bawahnya"),
    Act("somebody on loan from a ministry, by the head of the workplace", P16, from_outside,
        "pejabat instansi induknya"),
    Act("somebody on loan from the province, by the mayor", P16, from_outside_by_the_mayor,
        "pejabat instansi induknya"),
    Act("a vacancy at the employer, the workplace having a supervisor", "Pasal 25 PP 94/2021",
        lambda office: vacancy_is_that_of_the_employer(office, filled=False)),
    Act("no vacancy at the employer", "Pasal 25 PP 94/2021",
        lambda office: vacancy_is_that_of_the_employer(office, filled=True), "tercatat sebagai"),
    Act("somebody who returned to his employer since", P16, returned_since),
]  # fmt: skip


@pytest.mark.parametrize("act", ACTS, ids=str)
def test_the_officials_of_the_employer_decide(act, office):
    assert_judged(act.take(office), act)
    assert Decision.objects.exists() != bool(act.refused)


def test_the_refusal_leads_to_the_way_out(office):
    answer = from_outside(office)
    assert "Kementerian Contoh" in answer.text and "/close-early/" in answer.text
