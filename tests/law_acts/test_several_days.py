"""Acts of several days in one case: each is an allegation of its own, judged by the law and the status of its day."""

import datetime as dt

import pytest

from cases.models import Allegation, Decision, Employment, Letter, Respondent, Status
from regulations.models import Provision
from tests import factories
from tests.law_acts.office import Act, Office, assert_judged
from tests.samples.files import shown

pytestmark = pytest.mark.django_db
P1, P27, P35 = "Pasal 1 angka 6 PP 94/2021", "Pasal 27 PP 94/2021", "Pasal 35 ayat (2) PP 94/2021"
OLD_LAW = "PP 53/2010; ketentuan peralihan PP 94/2021"
NOW, BEFORE = "pp94-3f-2021", "pp53-3-4-2010"
FOUND = {"outcome": "PROVEN", "reason": "Diakui", "impact": "UNIT", "impact_reason": "Satu loket"}


def alleged(office: Office, respondent: Respondent, day: str, provision: str = NOW, **fields):
    words = {"text": f"Membuat konten pada {day}", "provision": provision, "acted_on": day}
    return office.on_page(office.rina, respondent, "allege", **words | fields)


def of_days(office: Office, *days: str) -> Respondent:
    """Acts of these days, examined; the findings wait."""
    respondent = office.brought_to(Status.ROUTED)
    for day in days:
        assert alleged(office, respondent, day).status_code == 302
    factories.summon_and_hear(respondent, by=office.rina, at=office.now)
    return respondent


def found(office: Office, respondent: Respondent, *outcomes: dict[str, str]):
    """What is found of each, in the order in which they were alleged."""
    rows = zip(respondent.allegations.order_by("pk"), outcomes, strict=False)
    words = {f"{name}_{row.pk}": word for row, said in rows for name, word in said.items()}
    return office.on_page(office.joko, respondent, "report-findings", recommendation="Teguran", **words)


def decided(office: Office, *outcomes: dict[str, str]):
    respondent = of_days(office, office.day(-40), office.day(-20))
    assert found(office, respondent, *outcomes).status_code == 302
    head = factories.signatory(respondent.agency).person
    return office.decide(respondent, "PNS-R2", "AGENCY_HEAD", head, number="SK/7/2026")


NOT_PROVEN = {"outcome": "NOT_PROVEN", "reason": "Tidak ada bukti"}


def as_candidate(office: Office, day: str):
    """Budi was a candidate until last year."""
    respondent = office.brought_to(Status.ROUTED)
    turned = office.agency.local_date(office.now) - dt.timedelta(days=365)
    office.budi.employments.update(starts_on=turned)
    Employment.objects.create(
        employee=office.budi, agency=office.agency, category="CPNS", post="Calon", starts_on=dt.date(2010, 1, 1),
        ends_on=turned - dt.timedelta(days=1),
    )  # fmt: skip
    return alleged(office, respondent, day)


ACTS = [
    Act("acts of two days, both proven", P35, lambda office: decided(office, FOUND, FOUND)),
    Act("acts of two days, one of them proven", P35, lambda office: decided(office, FOUND, NOT_PROVEN)),
    Act("acts of two days, neither of them proven", P27,
        lambda office: decided(office, NOT_PROVEN, NOT_PROVEN), "terbukti"),
    Act("findings on one of two acts alone", P27,
        lambda office: found(office, of_days(office, office.day(-40), office.day(-20)), FOUND), "Isi “"),
    Act("an act of a day of the old law under the new one", OLD_LAW,
        lambda office: alleged(office, office.brought_to(Status.ROUTED), "15/3/2021"), "tidak berlaku"),
    Act("an act of a day of the old law under the old one", OLD_LAW,
        lambda office: alleged(office, office.brought_to(Status.ROUTED), "15/3/2021", BEFORE)),
    Act("an act of a day of the new law under the old one", OLD_LAW,
        lambda office: alleged(office, office.brought_to(Status.ROUTED), office.day(-20), BEFORE), "tidak"),
    Act("an act of the last day of the old law under the new one", OLD_LAW,
        lambda office: alleged(office, office.brought_to(Status.ROUTED), "30/8/2021"), "tidak berlaku"),
    Act("an act of the first day of the new law under it", OLD_LAW,
        lambda office: alleged(office, office.brought_to(Status.ROUTED), "31/8/2021")),
    Act("an act of a day on which the examinee was a candidate", P1,
        lambda office: as_candidate(office, office.day(-400)), "berstatus CPNS"),
    Act("an act of a day since the candidate was appointed", P1,
        lambda office: as_candidate(office, office.day(-20))),
    Act("an act that is alleged after the decision", P27,
        lambda office: alleged(office, office.brought_to(Status.DECIDED), office.day(-20)), "tidak dapat dilakukan"),
]  # fmt: skip


@pytest.mark.parametrize("act", ACTS, ids=str)
def test_each_act_is_judged_by_its_day(act, office):
    assert_judged(act.take(office), act)


def test_one_sanction_answers_for_all_and_its_decree_names_each_day(office):
    assert decided(office, FOUND, FOUND).status_code == 302
    assert Decision.objects.get().sanctions.count() == 1 and Allegation.objects.count() == 2
    with Letter.objects.get(form__code="SK-R2").file.open() as file:
        text = " ".join(shown(file.read()).split())
    for days in (40, 20):
        day = office.agency.local_date(office.now) - dt.timedelta(days=days)
        assert f"Membuat konten pada {day:%d/%m/%Y}" in text, text


def test_a_decree_names_nothing_that_was_not_proven(office):
    assert decided(office, FOUND, NOT_PROVEN).status_code == 302
    with Letter.objects.get(form__code="SK-R2").file.open() as file:
        text = " ".join(shown(file.read()).split())
    proven, other = (office.agency.local_date(office.now) - dt.timedelta(days=days) for days in (40, 20))
    assert f"Membuat konten pada {proven:%d/%m/%Y}" in text
    assert f"Membuat konten pada {other:%d/%m/%Y}" not in text


def test_a_rule_of_the_old_law_stands_beside_one_of_the_new(office):
    respondent = office.brought_to(Status.ROUTED)
    assert alleged(office, respondent, "15/3/2021", BEFORE).status_code == 302
    assert alleged(office, respondent, office.day(-20)).status_code == 302
    rules = {allegation.provision.pk for allegation in Allegation.objects.all()}
    assert rules == set(Provision.objects.filter(pk__in=(NOW, BEFORE)).values_list("pk", flat=True))
