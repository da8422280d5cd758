"""The worksheet of a breach: the people are computed from the log of readings, told within 3 × 24 hours, by name."""

import datetime as dt
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.models import AffectedPerson, AnswerClock, Breach
from cases.personal_data import breaches
from cases.procedure.refusals import NotAllowed, RuleViolation
from tests import factories

pytestmark = pytest.mark.django_db
HOUR = dt.timedelta(hours=1)


@pytest.fixture
def path(sari, budi, now):
    return factories.make_respondent(by=sari, employee=budi, at=now - 48 * HOUR)


@pytest.fixture
def read(client, path, sari):
    client.force_login(sari)
    client.get(reverse("case", args=[path.case.number]))
    client.post(reverse("people"), {"words": path.employee.name})
    client.logout()


def facts(account, now, **over):
    given = {"account": account, "since": now - 24 * HOUR, "until": now, "known_at": now}
    words = {"what": "Sandi dicuri.", "data": "Nama dan NIP.", "remedy": "Akun ditutup."}
    return given | words | over


def record(rina, account, **over):
    from django.utils import timezone

    now = timezone.now()
    return breaches.record_breach(actor=rina, at=now, facts=facts(account, now, **over))


def test_the_people_whose_data_an_account_read_are_affected(read, path, sari, rina, dinas_a):
    unread = factories.make_employee("Tidak Dibaca", agency=dinas_a)
    breach = record(rina, sari)
    person = breach.people.get(employee=path.employee)
    assert person.readings >= 2
    assert not breach.people.filter(employee=unread).exists()


def test_readings_of_others_and_of_another_time_do_not_count(read, path, sari, rina, now):
    early = {"since": now - 30 * HOUR, "until": now - 29 * HOUR, "known_at": now - HOUR}
    assert not record(rina, sari, **early).people.exists()
    assert not record(rina, rina).people.exists()


def test_a_breach_of_everything_reaches_everybody_in_a_case(path, rina):
    assert [row.employee for row in record(rina, None).people.all()] == [path.employee]


def test_the_clock_runs_three_days_and_stops_when_everybody_and_the_authority_were_told(read, sari, rina):
    breach = record(rina, sari)
    clock = AnswerClock.objects.get(breach=breach)
    assert (clock.due_on - clock.starts_on).days == 3 and clock.limit.step == "PDP-BREACH"
    today = breach.government.local_date(breach.known_at)
    who = {"breach": breach, "actor": rina, "at": breach.recorded_at, "on": today}
    breaches.tell(**who, people=list(breach.people.values_list("pk", flat=True)), how="Surat")
    clock.refresh_from_db()
    assert clock.met_on is None
    breaches.tell_authority(**who, proof="045/KPD")
    clock.refresh_from_db()
    breach.refresh_from_db()
    assert (clock.met_on, breach.closed_on) == (today, today)


def test_nobody_is_told_before_it_was_known_or_in_the_future(read, sari, rina):
    breach = record(rina, sari)
    people = list(breach.people.values_list("pk", flat=True))
    for days in (-1, 1):
        on = breach.government.local_date(breach.known_at) + dt.timedelta(days=days)
        with pytest.raises(RuleViolation):
            breaches.tell(breach=breach, actor=rina, at=breach.recorded_at, on=on, people=people, how="Surat")


def test_times_in_the_wrong_order_and_accounts_elsewhere_are_refused(sari, rina, now):
    with pytest.raises(RuleViolation):
        record(rina, sari, since=now + HOUR)
    stranger = factories.make_user("lain", "BKPSDM", factories.make_government("Kota Lain", "kota-lain"))
    with pytest.raises(NotAllowed):
        record(rina, stranger)


@pytest.mark.parametrize(("who", "code"), [("rina", 200), ("joko", 200), ("sari", 404), ("putri", 404)])
def test_supervisors_alone_open_the_worksheet(request, client, path, rina, who, code):
    breach = record(rina, None)
    client.force_login(request.getfixturevalue(who))
    for address in (reverse("breaches"), reverse("breach-new"), breach.get_absolute_url()):
        assert client.get(address).status_code == code


def test_another_government_and_the_account_itself_see_no_worksheet(client, path, rina, joko):
    breach = record(rina, joko)
    stranger = factories.make_user("lain", "BKPSDM", factories.make_government("Kota Lain", "kota-lain"))
    for who in (stranger, joko):
        client.force_login(who)
        for name in ("breach", "breach-people"):
            assert client.post(reverse(name, args=[breach.pk]), {"submission": str(uuid.uuid4())}).status_code == 404
    with pytest.raises(NotAllowed):
        breaches.tell_authority(breach=breach, actor=joko, at=breach.recorded_at, on=breach.known_at.date(), proof="x")


def test_a_breach_by_way_of_ones_own_account_is_recorded_and_left_to_others(client, path, rina, joko):
    client.force_login(rina)
    day = f"{rina.local_date(timezone.now()) - dt.timedelta(days=1):%d/%m/%Y}"
    sent = {"account": rina.pk, "since": f"{day} 08.00", "until": f"{day} 09.00", "known_at": f"{day} 10.00"}
    words = {"what": "Sandi dicuri.", "data": "Nama.", "remedy": "Akun ditutup.", "submission": str(uuid.uuid4())}
    answer = client.post(reverse("breach-new"), sent | words, follow=True)
    assert (answer.status_code, answer.redirect_chain) == (200, [(reverse("breaches"), 302)])
    assert "ditangani orang lain" in answer.text
    address = Breach.objects.get().get_absolute_url()
    assert address not in answer.text
    client.force_login(joko)
    assert address in client.get(reverse("breaches")).text


def test_a_walled_officer_does_not_see_the_person_but_their_number(client, path, rina):
    breach = record(rina, None)
    colleague = factories.make_user("sejawat", "INSPECTOR", path.case.government, employee=path.employee)
    client.force_login(colleague)
    page = client.get(breach.get_absolute_url())
    assert page.context["closed_to_you"] == 1
    assert path.employee.name not in page.content.decode()
    person = AffectedPerson.objects.get()
    assert client.get(reverse("breach-letter", args=[breach.pk, person.pk])).status_code == 404
    table = client.post(reverse("breach-people", args=[breach.pk]), {"format": "csv"})
    assert path.employee.name not in table.getvalue().decode()


def test_the_worksheet_from_recording_to_the_end(client, read, path, sari, rina):
    client.force_login(rina)
    local = rina.zone
    from django.utils import timezone

    now = timezone.now().astimezone(local)
    written = f"{now.day}/{now.month}/{now.year} {now:%H.%M}"
    before = now - 24 * HOUR
    form = {
        "account": sari.pk, "since": f"{before.day}/{before.month}/{before.year} {before:%H.%M}", "until": written,
        "known_at": written, "what": "Sandi dicuri.", "data": "Nama.", "remedy": "Ditutup.",
    }  # fmt: skip
    answer = client.post(reverse("breach-new"), form | {"submission": str(uuid.uuid4())})
    assert answer.status_code == 302, answer.context["form"].errors
    breach = Breach.objects.get()
    AffectedPerson.objects.get_or_create(breach=breach, employee=path.employee)  # the form knows whole minutes alone
    page = client.get(breach.get_absolute_url())
    assert path.employee.name in page.content.decode()
    person = AffectedPerson.objects.get()
    letter = client.get(reverse("breach-letter", args=[breach.pk, person.pk]))
    assert letter["Content-Type"] == "application/pdf" and letter.content.startswith(b"%PDF")
    table = client.post(reverse("breach-people", args=[breach.pk]), {"format": "csv"}).getvalue().decode()
    assert path.employee.number in table
    told = {"act": "tell", "people": [person.pk], "on": f"{now.day}/{now.month}/{now.year}", "how": "Surat"}
    assert client.post(breach.get_absolute_url(), told | {"submission": str(uuid.uuid4())}).status_code == 302
    proof = {"act": "authority", "on": f"{now.day}/{now.month}/{now.year}", "proof": "045"}
    assert client.post(breach.get_absolute_url(), proof | {"submission": str(uuid.uuid4())}).status_code == 302
    breach.refresh_from_db()
    assert breach.closed_on is not None
