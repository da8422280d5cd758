"""A second official agrees to what leaves the law, by an account of his own: each act through the pages."""

import datetime as dt

import pytest

from cases.deadlines.reminders import remind
from cases.models import AskedOfficial, Concurrence, Decision, Notification, Recusal, Respondent, Role, User
from regulations.models import SanctionType
from tests import factories
from tests.law_acts.office import Act, Office, assert_judged

pytestmark = pytest.mark.django_db
P9, CONFLICT, CARE = "Pasal 9–14 PP 94/2021", "Pasal 42–43 UU 30/2014", "Pasal 10 UU 30/2014"
MODERATE = "PNS-S1T"  # for what the law holds to be light


def account_of(office: Office, name: str, role: str = Role.LEADER, **job) -> User:
    person = office.official(name, "JPT_PRATAMA", **job)
    return factories.make_user(name.lower().replace(" ", "-"), role, office.budi.government, employee=person)


def decided(office: Office, respondent: Respondent, **fields):
    """By the head of the agency, recorded by BKPSDM."""
    head = factories.signatory(respondent.agency).person
    return office.decide(respondent, MODERATE, "AGENCY_HEAD", head, departure_article=P9, **fields)


def agreed_by(office: Office, account: User, sanction: str = MODERATE) -> Respondent:
    respondent = office.found()
    assert office.agree(respondent, sanction, account).status_code == 302
    return respondent


def account_of_the_head(office: Office) -> User:
    return factories.make_user(
        "kepala", Role.LEADER, office.budi.government, employee=factories.signatory(office.agency).person
    )


def recorder(office: Office) -> User:
    office.rina.employee = office.hire("Rina", office.rina.agency)
    office.rina.save()
    office.rina.refresh_from_db()  # a change of what the account reaches ends its sessions
    return office.rina


def examinee(office: Office) -> User:
    return factories.make_user("budi", Role.LEADER, office.budi.government, employee=office.budi)


def closed_meanwhile(office: Office):
    account = account_of(office, "Asisten Satu")
    respondent = agreed_by(office, account)
    User.objects.filter(pk=account.pk).update(is_active=False)
    return decided(office, respondent)


def stepped_back_meanwhile(office: Office):
    account = account_of(office, "Asisten Dua")
    respondent = agreed_by(office, account)
    Recusal.objects.create(case=respondent.case, user=account, reason="Kerabat", on=respondent.status_on)
    return decided(office, respondent)


def became_a_respondent(office: Office):
    account = account_of(office, "Asisten Tiga")
    respondent = agreed_by(office, account)
    respondent.case.respondents.create(
        employee=account.employee, agency=respondent.agency, status_on=respondent.status_on
    )
    return decided(office, respondent)


def with_new_findings(office: Office):
    respondent = agreed_by(office, account_of(office, "Asisten Empat"))
    respondent.findings_reports.create(submitted_on=respondent.status_on, recommendation="Disusun lagi")
    return decided(office, respondent)


ACTS = [
    Act("another level without anybody's agreement", P9,
        lambda office: decided(office, office.found()), "Pejabat kedua harus menyetujui"),
    Act("another level to which a second official agreed", P9,
        lambda office: decided(office, agreed_by(office, account_of(office, "Asisten")))),
    Act("an agreement by an account behind which nobody is known", CARE,
        lambda office: office.agree(office.found(), MODERATE, office.rina), "belum dihubungkan dengan pegawai"),
    Act("an agreement by somebody who left the service", CARE,
        lambda office: office.agree(office.found(), MODERATE,
                                    account_of(office, "Asisten Lama", ends_on=dt.date(2020, 1, 31))),
        "tidak tercatat bekerja"),
    Act("an agreement by the Inspectorate, which examines", P9,
        lambda office: office.agree(office.found(), MODERATE, account_of(office, "Auditor", Role.INSPECTOR)),
        "Peran Anda tidak berwenang"),
    Act("an agreement of one word", CARE,
        lambda office: office.agree(office.found(), MODERATE, account_of(office, "Asisten"), reason="x"),
        "satu kata tidak cukup"),
    Act("an agreement of two words", CARE,
        lambda office: office.agree(office.found(), MODERATE, account_of(office, "Asisten"), reason="Memang berbeda"),
        "satu kata tidak cukup"),
    Act("an agreement of three words", CARE,
        lambda office: office.agree(office.found(), MODERATE, account_of(office, "Asisten"),
                                    reason="Keadaannya memang berbeda")),
    Act("an agreement without an article", P9,
        lambda office: office.agree(office.found(), MODERATE, account_of(office, "Asisten"), article=""),
        "Isi “"),
    Act("an agreement where nothing is left", P9,
        lambda office: office.agree(office.found(), "PNS-R2", account_of(office, "Asisten")), "sanction"),
    Act("an agreement given twice", P9,
        lambda office: [account := account_of(office, "Asisten"),
                        office.agree(agreed_by(office, account), MODERATE, account)][1], "sudah menyetujui"),
    Act("a decision to which the one who decides agreed", CONFLICT,
        lambda office: decided(office, agreed_by(office, account_of_the_head(office))), "Pejabat kedua harus"),
    Act("a decision to which the one who records it agreed", CONFLICT,
        lambda office: decided(office, agreed_by(office, recorder(office))), "Pejabat kedua harus"),
    Act("a decision to which an account agreed that was closed since", CARE, closed_meanwhile, "Pejabat kedua harus"),
    Act("a decision to which somebody agreed who stepped back since", CONFLICT, stepped_back_meanwhile,
        "Pejabat kedua harus"),
    Act("a decision to which somebody agreed who is a respondent now", CONFLICT, became_a_respondent,
        "Pejabat kedua harus"),
    Act("a decision on new findings, agreed on the old", P9, with_new_findings, "Pejabat kedua harus"),
    Act("a decision of which another sanction was agreed", P9,
        lambda office: decided(office, agreed_by(office, account_of(office, "Asisten"), "PNS-S2T")),
        "Pejabat kedua harus"),
    Act("a name typed in as the second official", P9,
        lambda office: decided(office, office.found(), second_official="Sekretaris Dinas"), "Pejabat kedua harus"),
]  # fmt: skip


@pytest.mark.parametrize("act", ACTS, ids=str)
def test_what_the_law_fixes_is_left_by_two_people(act, office):
    assert_judged(act.take(office), act)


def test_the_refusal_leads_to_the_agreement_and_the_decision_names_who_agreed(office):
    respondent = office.found()
    answer = decided(office, respondent)
    assert f'href="/respondents/{respondent.pk}/concur/"' in answer.text
    account = account_of(office, "Asisten")
    assert office.agree(respondent, MODERATE, account).status_code == 302
    assert decided(office, respondent).status_code == 302
    agreed = Concurrence.objects.get()
    assert (Decision.objects.get().second_official, agreed.by) == (account.employee, account)
    page = office.client.get(f"/cases/{respondent.case.number}/decisions/").text
    assert "Disetujui" in page and "Asisten" in page


def test_the_examinee_does_not_even_see_what_is_to_be_agreed(office):
    assert office.agree(office.found(), MODERATE, examinee(office)).status_code == 404


# Asked by name


def asked_of(office: Office, account: User, respondent: Respondent, **fields):
    kind = SanctionType.objects.get(code=MODERATE, in_force_from__isnull=False, in_force_until=None)
    words = {"sanction": kind.pk, "asked": account.pk, "note": "Dampaknya lebih luas daripada tabel"}
    return office.on_page(office.rina, respondent, "ask-concurrence", **words | fields)


def test_the_second_official_is_told_and_finds_it_in_his_work(client, office):
    account, respondent = account_of(office, "Asisten Lima"), office.found()
    assert asked_of(office, account, respondent).status_code == 302
    note = Notification.objects.get(recipient=account, key__startswith="second-official:")
    assert note.path == f"/respondents/{respondent.pk}/concur/" and "Budi" not in note.subject + note.body
    client.force_login(account)
    assert note.path in client.get("/work/").text
    assert office.agree(respondent, MODERATE, account).status_code == 302
    client.force_login(account)
    assert note.path not in client.get("/work/").text


def test_the_second_official_is_reminded_until_the_decision(office, now):
    account, respondent = account_of(office, "Asisten Enam"), office.found()
    asked_of(office, account, respondent)
    later = now + dt.timedelta(days=9)
    assert remind(AskedOfficial, later) == 1
    assert {row.recipient for row in Notification.objects.filter(key__startswith="asked_official:")} == {account}
    office.agree(respondent, MODERATE)
    assert decided(office, respondent).status_code == 302
    assert remind(AskedOfficial, later + dt.timedelta(days=9)) == 0
    assert not AskedOfficial.objects.running().exists()


@pytest.mark.parametrize("who", ["himself", "without an employee", "the examinee"])
def test_nobody_else_is_asked(office, who):
    respondent = office.found()
    account = {
        "himself": lambda: recorder(office),
        "without an employee": lambda: factories.make_user("tanpa", Role.LEADER, office.budi.government),
        "the examinee": lambda: examinee(office),
    }[who]()
    assert asked_of(office, account, respondent).status_code == 422
    assert not AskedOfficial.objects.exists()
