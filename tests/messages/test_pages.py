"""The inbox: unread first; reading a list changes nothing."""

import pytest
from django.utils import timezone

from cases.models import Notification
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(sari, dinas_a):
    return factories.make_case(by=sari, agency=dinas_a)


def make_message(case, user, key, **over):
    now = timezone.now()
    fields = {"subject": f"Pengingat {key}", "body": "Tenggat besok.", "path": f"/cases/{case.number}/"} | over
    return Notification.objects.create(
        key=key, kind="REMINDER", recipient=user, case=case, created_at=now, next_try_at=now, **fields
    )


def test_unread_messages_come_first_and_are_counted_in_the_bar(client, sari, case):
    make_message(case, sari, "lama", read_at=timezone.now())
    make_message(case, sari, "baru")
    client.force_login(sari)
    text = client.get("/notifications/").text
    assert text.index("Pengingat baru") < text.index("Pengingat lama")
    assert 'class="count">1<' in text


def test_only_the_recipient_sees_a_message(client, sari, tono, case):
    message = make_message(case, sari, "rahasia")
    client.force_login(tono)
    assert "Pengingat rahasia" not in client.get("/notifications/").text
    assert client.post(f"/notifications/{message.pk}/").status_code == 404
    message.refresh_from_db()
    assert message.read_at is None


def test_opening_marks_as_read_and_leads_to_the_case(client, sari, case):
    message = make_message(case, sari, "satu")
    client.force_login(sari)
    assert client.post(f"/notifications/{message.pk}/").url == f"/cases/{case.number}/"
    message.refresh_from_db()
    first_read_at = message.read_at
    assert first_read_at
    client.post(f"/notifications/{message.pk}/")
    message.refresh_from_db()
    assert message.read_at == first_read_at


def test_a_get_never_marks_as_read(client, sari, case):
    message = make_message(case, sari, "satu")
    client.force_login(sari)
    client.get("/notifications/")
    assert client.get(f"/notifications/{message.pk}/").status_code == 405
    message.refresh_from_db()
    assert message.read_at is None


def test_all_can_be_marked_as_read(client, sari, tono, case):
    make_message(case, sari, "satu")
    other = make_message(case, tono, "dua")
    client.force_login(sari)
    assert client.post("/notifications/").status_code == 302
    assert not Notification.objects.unread(sari).exists()
    assert list(Notification.objects.unread(tono)) == [other]


@pytest.mark.parametrize("messages", [0, 1, 60])
def test_the_inbox_costs_five_statements(client, sari, case, messages, django_assert_max_num_queries):
    for n in range(messages):
        make_message(case, sari, f"{n}", read_at=timezone.now())
    client.force_login(sari)
    with django_assert_max_num_queries(5):
        response = client.get("/notifications/")
    if messages > 50:
        assert len(client.get(f"/notifications/{response.context['page'].next_url}").context["page"].rows) == 10


def test_unread_messages_stand_together_by_case_the_newest_case_first(client, sari, case, dinas_a):
    other = factories.make_case(by=sari, agency=dinas_a)
    for key, about in (("a1", case), ("b1", other), ("a2", case)):
        make_message(about, sari, key)
    client.force_login(sari)
    groups = client.get("/notifications/").context["unread"]
    assert [(number, len(rows)) for number, rows in groups] == [(case.number, 2), (other.number, 1)]


def test_a_filter_shows_one_kind(client, sari, case):
    make_message(case, sari, "satu")
    client.force_login(sari)
    assert "Pengingat satu" in client.get("/notifications/?kind=REMINDER").text
    assert "Pengingat satu" not in client.get("/notifications/?kind=TASK").text
    assert "Pengingat satu" in client.get("/notifications/?kind=nonsense").text
