"""Acts that take two accounts: proposed by one, confirmed by another, carried out exactly as proposed."""

import datetime as dt
import uuid

import pytest
from django.contrib.auth.models import Permission
from django.db import DatabaseError, IntegrityError, transaction
from django.db.models import F

from cases.evidence import package
from cases.evidence.files import add_file
from cases.models import (
    Act,
    AuditEntry,
    Case,
    Decision,
    Delivery,
    IncomingReport,
    Notification,
    PendingAct,
    Recusal,
    Remedy,
    Reporter,
    ReporterReading,
    Role,
    Status,
    User,
)
from cases.parties.respondents import add_respondent
from cases.procedure import two_people
from cases.procedure.refusals import NotAllowed, RuleViolation
from cases.procedure.two_people import NeedsSecond
from cases.reports import citizen_page
from cases.two_people import acts, recusals
from regulations.models import SanctionType
from tests import factories
from tests.samples.pictures import photo

pytestmark = pytest.mark.django_db


@pytest.fixture
def strict(city):
    """A government in which every disciplinary decision takes two accounts."""
    city.two_people_from, city.two_people_level = dt.date(2020, 1, 1), "LIGHT"
    city.save()
    return city


@pytest.fixture
def case(strict, sari, rina, joko, dewi, budi, now):
    return factories.make_case(by=sari, agency=sari.agency, at=now, people=(budi,))


def send(client, by, path, /, **sent):
    client.force_login(by)
    return client.post(path, {"submission": str(uuid.uuid4()), "on": "hari ini", "turn_reason": "Petugas cuti"} | sent)


def pending() -> PendingAct:
    return PendingAct.objects.get()


def page_of(proposed: PendingAct) -> str:
    return f"/confirmations/{proposed.key}/"


# Recusal


def test_one_account_alone_recuses_nobody_else(client, case, rina, joko, sari, dewi):
    """H3: one account of BKPSDM removed everybody who supervises a case, unseen and for good."""
    for victim in (joko, sari, dewi):
        send(client, rina, f"/cases/{case.number}/recuse/", user=victim.pk, reason="Tidak perlu melihat")
    assert not Recusal.objects.exists() and PendingAct.objects.count() == 3
    assert all(Case.objects.visible_to(user).contains(case) for user in (joko, sari, dewi))
    assert case.history.filter(act=Act.PROPOSE_ACT, actor=rina).count() == 3


def test_a_recusal_is_confirmed_by_a_second_official_and_told(client, case, rina, joko, dewi):
    answer = send(client, rina, f"/cases/{case.number}/recuse/", user=joko.pk, reason="Kerabat terlapor")
    assert answer.url == page_of(pending())
    assert dewi in [message.recipient for message in Notification.objects.filter(kind="TASK", case=case)]
    client.force_login(dewi)
    assert pending().summary in client.get("/work/").text
    assert "Kerabat terlapor" in client.get(page_of(pending())).text
    send(client, dewi, page_of(pending()), act="confirm")
    recusal = Recusal.objects.get()
    assert (recusal.user, recusal.reason) == (joko, "Kerabat terlapor")
    assert not Case.objects.visible_to(joko).contains(case)
    assert Notification.objects.get(recipient=joko, key__startswith="recused").case is None
    assert [entry.actor for entry in case.history.filter(act__in=(Act.RECUSE, Act.CONFIRM_ACT))] == [rina, dewi]


def test_whoever_steps_back_needs_nobody(case, rina, now):
    recusals.recuse(case=case, actor=rina, at=now, on=rina.local_date(now), user=rina, reason="Kerabat")
    assert Recusal.objects.get().user == rina and not PendingAct.objects.exists()


def test_an_empty_level_is_said_before_and_after(client, case, rina, joko, dewi, putri, now):
    send(client, rina, f"/cases/{case.number}/recuse/", user=joko.pk, reason="Kerabat terlapor")
    assert "jenjang Inspektorat menjadi kosong" in pending().summary
    send(client, dewi, page_of(pending()), act="confirm")
    told = Notification.objects.filter(key__startswith="recusal")
    assert {message.recipient for message in told} == {dewi, putri}
    assert all("Jenjang kosong" in message.subject for message in told)


def test_a_recusal_is_lifted_by_two_officials(client, case, rina, joko, dewi, now):
    recusal = recusals.recuse(case=case, actor=joko, at=now, on=joko.local_date(now), user=joko, reason="Kerabat")
    send(client, rina, f"/cases/{case.number}/lift-recusal/", recusal=recusal.pk, reason="Keliru: bukan kerabat")
    assert not Case.objects.visible_to(joko).contains(case)
    send(client, dewi, page_of(pending()), act="confirm")
    assert Case.objects.visible_to(joko).contains(case)
    again = recusals.recuse(case=case, actor=joko, at=now, on=joko.local_date(now), user=joko, reason="Ternyata benar")
    assert again.pk != recusal.pk  # a lifted one may be followed by another


# Decision and delivery


@pytest.fixture
def found(case, sari, now):
    return factories.bring_to(case.respondents.get(), Status.FINDINGS, by=sari, at=now)


def decide(client, user, path, **over):
    sanction = SanctionType.objects.get(code="PNS-R2", in_force_until=None)
    sent = {
        "sanction": sanction.pk, "considerations": "Terbukti", "tie": "NONE", "capacity": "DEFINITIVE",
        "version": path.version,
    } | factories.signing(path.agency)  # fmt: skip
    return send(client, user, f"/respondents/{path.pk}/decide/", **sent | over)


def test_a_decision_waits_for_a_second_account_and_is_then_made_as_it_was_proposed(client, found, rina, dewi):
    answer = decide(client, rina, found)
    assert answer.status_code == 302, answer.text
    assert not Decision.objects.exists() and found.case.respondents.get().status == Status.FINDINGS
    shown = client.get(page_of(pending())).text
    assert "Terbukti" in shown and 'name="act" value="confirm"' not in shown
    send(client, dewi, page_of(pending()), act="confirm")
    made = Decision.objects.get()
    assert made.considerations == "Terbukti" and pending().used_at is not None
    taken = {entry.act: entry.actor for entry in AuditEntry.objects.filter(act__in=("decide", "confirm-act"))}
    assert taken == {"decide": rina, "confirm-act": dewi}


def test_one_account_does_not_take_a_case_to_a_delivered_sanction(client, case, sari, rina, dewi, now):
    """M6: ten acts, one actor. The decision waits, and so does its delivery."""
    path = factories.bring_to(case.respondents.get(), Status.FINDINGS, by=sari, at=now)
    decide(client, sari, path)
    assert not Decision.objects.exists()
    send(client, rina, page_of(pending()), act="confirm")
    path.refresh_from_db()
    factories.with_decree(path, by=sari, at=now)
    path.refresh_from_db()
    send(client, sari, f"/respondents/{path.pk}/deliver/", method="IN_PERSON", version=path.version)
    assert not Delivery.objects.exists()
    waiting = PendingAct.objects.get(kind="DELIVERY")
    send(client, sari, page_of(waiting), act="confirm")
    assert not Delivery.objects.exists()
    send(client, dewi, page_of(waiting), act="confirm")
    assert Delivery.objects.get().decision.respondent == path


def test_what_changed_meanwhile_is_not_carried_out(client, found, rina, dewi):
    decide(client, rina, found)
    found.case.respondents.update(version=F("version") + 1)  # somebody else acted on the path
    answer = send(client, dewi, page_of(pending()), act="confirm")
    assert answer.status_code == 422 and not Decision.objects.exists() and pending().is_waiting


def test_a_confirmation_holds_for_exactly_what_was_proposed(client, found, rina, dewi, now):
    decide(client, rina, found)
    acts.confirm(pending=pending(), actor=dewi, at=now)
    decide(client, rina, found, considerations="Terbukti, dengan lain kata")
    assert not Decision.objects.exists() and PendingAct.objects.filter(state="WAITING").count() == 1


@pytest.mark.parametrize(
    ("level", "covered"),
    [
        ("LIGHT", {"LIGHT", "MODERATE", "SEVERE", "TERMINATION"}),
        ("MODERATE", {"MODERATE", "SEVERE", "TERMINATION"}),
        ("SEVERE", {"SEVERE", "TERMINATION"}),
    ],
)
def test_a_government_chooses_the_level_and_never_none(strict, level, covered, now):
    strict.two_people_level = level
    levels = ("MORAL", "LIGHT", "MODERATE", "SEVERE", "TERMINATION")
    assert {each for each in levels if two_people.covers(strict, each, now)} == covered
    assert {choice for choice, _label in strict._meta.get_field("two_people_level").choices} == set(levels[1:4])


def test_several_decisions_at_once_are_proposed_one_by_one(client, found, rina, sari, dinas_a, now):
    other = factories.make_employee("Ani", agency=dinas_a)
    second = add_respondent(case=found.case, actor=sari, at=now, employee=other)
    factories.bring_to(second, Status.FINDINGS, by=sari, at=now)
    found.refresh_from_db()
    concerned = [f"{each.pk}:{each.version}" for each in found.case.respondents.all()]
    sanction = SanctionType.objects.get(code="PNS-R2", in_force_until=None)
    sent = {"sanction": sanction.pk, "considerations": "Terbukti", "tie": "NONE", "capacity": "DEFINITIVE"}
    path = f"/cases/{found.case.number}/decide/"
    answer = send(client, rina, path, concerned=concerned, **sent, **factories.signing(dinas_a))
    assert answer.status_code == 422 and "satu per satu" in answer.text and not PendingAct.objects.exists()


# Rulings


@pytest.fixture
def decided(request, city, sari, rina, joko, dewi, budi, now):
    """A light sanction, delivered, and contested if so asked, before the rule of two people began here."""
    respondent = factories.make_respondent(by=sari, employee=budi, at=now)
    factories.bring_to(respondent, getattr(request, "param", Status.DELIVERED), by=rina, at=now)
    city.two_people_from, city.two_people_level = dt.date(2020, 1, 1), "LIGHT"
    city.save()
    return respondent


def ruled(client, by, path, act):
    said = {"ruling": "Putusan 7/G/2026", "ruled_by": "PTUN Bandung", "outcome": "UPHELD", "version": path.version}
    return send(client, by, f"/respondents/{path.pk}/{act}/", **said)


@pytest.mark.parametrize(
    ("decided", "act"), [(Status.DELIVERED, "annul"), (Status.CONTESTED, "uphold")], indirect=["decided"]
)
def test_a_ruling_on_a_decision_waits_for_a_second_account(client, decided, rina, dewi, act):
    before = decided.status
    answer = ruled(client, rina, decided, act)
    assert answer.status_code == 302, answer.text
    decided.refresh_from_db()
    assert decided.status == before and not Remedy.objects.exclude(outcome="").exists()
    assert "Putusan 7/G/2026" in client.get(page_of(pending())).text
    send(client, rina, page_of(pending()), act="confirm")
    assert not Remedy.objects.exclude(outcome="").exists()
    send(client, dewi, page_of(pending()), act="confirm")
    assert Remedy.objects.get().ruled_by == "PTUN Bandung"


def test_a_ruling_below_the_level_of_the_government_takes_one(client, decided, rina):
    decided.case.government.two_people_level = "SEVERE"
    decided.case.government.save()
    ruled(client, rina, decided, "annul")
    assert Remedy.objects.get().outcome == Remedy.Outcome.ANNULLED and not PendingAct.objects.exists()


# Reading


def test_the_identity_of_a_reporter_is_released_by_two(client, strict, rina, joko, now):
    content = citizen_page.CitizenReport(text="Pegawai joget di loket")
    citizen_page.submit(
        government=strict, key=uuid.uuid4(), at=now, content=content, reporter=Reporter(name="Mahardika")
    )
    rina.user_permissions.add(Permission.objects.get(codename="read_reporter"))
    address, reason = f"/reporters/{IncomingReport.objects.get().reporter.pk}/", "Perlu dihubungi untuk bukti"
    answer = send(client, rina, address, reason=reason)
    assert answer.status_code == 302 and not ReporterReading.objects.exists()
    shown = send(client, joko, page_of(pending()), act="confirm")
    assert shown.status_code == 302
    client.force_login(rina)
    assert reason in client.get(address).text
    assert "Mahardika" in send(client, rina, address, reason=reason).text
    assert ReporterReading.objects.get().user == rina


def test_a_large_package_takes_two_and_a_small_one_does_not(case, rina, joko, now):
    city = case.government
    add_file(case=case, actor=rina, at=now, upload=photo())
    fresh = Case.objects.select_related("government").get(pk=case.pk)
    package.pack(case=fresh, actor=rina, at=now, reason="Untuk pemeriksaan").close()
    city.two_people_files = 0
    city.save()
    fresh = Case.objects.select_related("government", "agency__government").get(pk=case.pk)
    with pytest.raises(NeedsSecond) as need:
        package.pack(case=fresh, actor=rina, at=now, reason="Untuk pemeriksaan")
    acts.confirm(pending=acts.propose(need.value, actor=rina, at=now), actor=joko, at=now)
    package.pack(case=fresh, actor=rina, at=now, reason="Untuk pemeriksaan").close()
    later = now + dt.timedelta(hours=1)
    with pytest.raises(NeedsSecond):
        package.pack(case=fresh, actor=rina, at=later, reason="Untuk pemeriksaan")


# The mechanism


@pytest.fixture
def proposed(client, case, rina, joko):
    send(client, rina, f"/cases/{case.number}/recuse/", user=joko.pk, reason="Kerabat terlapor")
    return pending()


def test_the_same_account_never_proposes_and_confirms(proposed, rina, now):
    with pytest.raises(NotAllowed):
        acts.confirm(pending=proposed, actor=rina, at=now)
    decided = {"state": "CONFIRMED", "decided_by": rina, "decided_at": now}
    with pytest.raises(IntegrityError), transaction.atomic():
        PendingAct.objects.filter(pk=proposed.pk).update(**decided)


def test_nobody_confirms_behind_a_wall_or_from_elsewhere(client, proposed, case, sari, joko, dewi, now):
    other = factories.make_government("Kota Lain", "kota-lain")
    stranger = factories.make_user("lain", Role.LEADER, other)
    recusals.recuse(case=case, actor=dewi, at=now, on=dewi.local_date(now), user=dewi, reason="Kerabat")
    for user in (sari, stranger, dewi):
        client.force_login(user)
        assert client.get(page_of(proposed)).status_code == 404
        with pytest.raises(NotAllowed):
            acts.confirm(pending=proposed, actor=user, at=now)


def test_a_proposal_is_declined_with_a_reason_or_withdrawn(client, proposed, rina, dewi, now):
    assert send(client, dewi, page_of(proposed), act="decline").status_code == 422
    send(client, dewi, page_of(proposed), act="decline", reason="Bukan kerabat")
    assert (pending().state, pending().remark) == ("DECLINED", "Bukan kerabat")
    assert Notification.objects.filter(recipient=rina, key__startswith="confirmation_declined").exists()
    with pytest.raises(RuleViolation):
        acts.confirm(pending=pending(), actor=dewi, at=now)


def test_a_proposal_ends_after_a_week(client, proposed, dewi, now):
    late = now + dt.timedelta(days=8)
    with pytest.raises(RuleViolation, match="kedaluwarsa"):
        acts.confirm(pending=proposed, actor=dewi, at=late)


def test_what_was_proposed_never_changes(proposed):
    for change in ({"payload": {}}, {"summary": "Lain"}, {"digest": "0" * 64}):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            PendingAct.objects.filter(pk=proposed.pk).update(**change)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        proposed.delete()


def test_without_a_second_account_the_form_says_so_and_keeps_what_was_typed(client, case, sari, rina, joko, dewi):
    User.objects.filter(pk__in=[dewi.pk, joko.pk]).update(is_active=False)
    answer = send(client, rina, f"/cases/{case.number}/recuse/", user=sari.pk, reason="Kerabat terlapor")
    assert answer.status_code == 422 and "Tidak ada akun lain" in answer.text and "Kerabat terlapor" in answer.text
