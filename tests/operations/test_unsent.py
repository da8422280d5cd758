"""Mail that the server refused permanently: listed, reported to the operator, sent again, or cancelled."""

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.models import Channel, Notification, Role
from cases.operations import faults
from tests import factories

pytestmark = pytest.mark.django_db
PAGE = "/status/mail/"


def refuse(user, key="a"):
    now = timezone.now()
    return Notification.objects.create(
        key=key, kind="REMINDER", recipient=user, subject="Pengingat X-1", body="b", path="/",
        created_at=now, next_try_at=now, failed_at=now, attempts=24, last_error="550 no such user",
    )  # fmt: skip


def test_an_administrator_reads_to_whom_what_and_why_and_no_case(client, putri, rina):
    refuse(rina)
    client.force_login(putri)
    text = client.get(reverse("unsent-mail")).text
    assert rina.email in text
    assert "550 no such user" in text
    assert "Pengingat" in text and "X-1" not in text


@pytest.mark.parametrize(("row", "again"), [(True, 1), (False, 2)])
def test_one_or_all_are_sent_again(client, putri, rina, row, again):
    first = refuse(rina)
    refuse(rina, "b")
    client.force_login(putri)
    sent = {"outbox": "notifications", "act": "again", "row": str(first.pk) if row else ""}
    assert client.post(PAGE, sent).url == PAGE
    assert Notification.objects.to_mail(timezone.now()).count() == again
    assert f"{again} surel dikirim lagi." in client.get(PAGE).text


def test_what_is_let_go_is_cancelled_and_says_so(client, putri, rina):
    row = refuse(rina)
    client.force_login(putri)
    client.post(PAGE, {"outbox": "notifications", "act": "go", "row": str(row.pk)})
    row.refresh_from_db()
    assert row.cancelled_at and row.last_error == "dilepas oleh administrator"
    assert not Notification.objects.set_aside().exists()


def test_an_administrator_reaches_the_own_government_only(client, rina):
    row = refuse(rina)
    other = factories.make_user("lain", Role.ADMINISTRATOR, factories.make_government("Kota Lain", "kota-lain"))
    client.force_login(other)
    assert rina.email not in client.get(PAGE).text
    client.post(PAGE, {"outbox": "notifications", "act": "again", "row": str(row.pk)})
    row.refresh_from_db()
    assert row.failed_at


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"outbox": "x", "act": "again"},
        {"outbox": "receipts", "act": "go", "row": "x"},
        {"outbox": "receipts", "act": "go", "row": "9" * 5000},
        {"outbox": "receipts", "act": "go", "row": "٣"},
    ],
)
def test_a_form_that_no_page_sends_is_refused(client, putri, sent):
    client.force_login(putri)
    assert client.post(PAGE, sent).status_code == 404


def test_the_operator_is_told_of_refused_mail_and_of_a_channel_that_fails(rina):
    refuse(rina)
    Channel.objects.create(name="mail", failures=3, closed_until=timezone.now(), error="timed out")
    assert [fault.name for fault in faults.refused_mail()] == ["refused:notifications"]
    assert [fault.text for fault in faults.closed_channels()] == [
        "Saluran Surel gagal 3 kali berturut-turut: timed out"
    ]
