"""Messages to phones through a gateway on a real port: signed, under one key, with number, step and link only."""

import datetime as dt

import pytest
from django.utils import timezone

from cases.messages import delivery, phones
from cases.messages.gateway import Gateway
from cases.models import Channel, MessageSettings, Notification, PhoneMessage
from tests.samples.gateways import SECRET, GatewayServer, serving

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 12, 2, 3, tzinfo=dt.UTC)  # a Wednesday, 10.00 WIB
HOUR = dt.timedelta(hours=1)


@pytest.fixture
def gateway(settings):
    server = GatewayServer()
    with serving(server) as address:
        settings.GATEWAY_URL, settings.GATEWAY_SECRET = address, SECRET
        yield server


@pytest.fixture
def wanted(sari):
    return MessageSettings.objects.create(user=sari, by_phone=True, phone="+6281234567890")


def write(user, key="task:1", kind="TASK", **over):
    fields = {"subject": "Tugas: X-2026-0001", "body": "b", "path": "/cases/X-2026-0001/", "priority": 1} | over
    return Notification.objects.create(
        key=f"{key}:{user.pk}", kind=kind, recipient=user, created_at=NOW, next_try_at=NOW, **fields
    )


def carry(now=NOW):
    phones.pick(now)
    return delivery.drain([phones.PHONES], lambda: now, carrier=Gateway())


def test_only_who_asked_gets_it_with_number_step_and_link(gateway, wanted, sari, rina, settings):
    write(sari)
    write(rina)
    assert carry() == 1
    (taken,) = gateway.taken.values()
    assert taken["to"] == "+6281234567890"
    assert taken["text"] == f"Tugas: X-2026-0001\n{settings.BASE_URL}/cases/X-2026-0001/"
    assert carry(NOW + HOUR) == 0


def test_a_gateway_that_breaks_off_gets_the_same_key_again_and_takes_it_once(gateway, wanted, sari):
    row = write(sari)
    gateway.answers = [None]
    assert carry() == 0
    assert Channel.objects.get(name="phone").failures == 1
    assert carry(NOW + HOUR) == 1
    assert [each["Idempotency-Key"] for each in gateway.requests] == [row.key] * 2
    assert list(gateway.taken) == [row.key]


@pytest.mark.parametrize("status", [429, 500, 503, 302])
def test_trouble_of_the_gateway_is_held_against_no_message(gateway, wanted, sari, status):
    write(sari)
    gateway.answers = [status]
    assert carry() == 0
    assert (PhoneMessage.objects.get().attempts, PhoneMessage.objects.get().failed_at) == (0, None)
    assert carry(NOW + HOUR) == 1


def test_a_number_that_does_not_exist_is_set_aside_at_once(gateway, wanted, sari):
    write(sari)
    gateway.answers = [404]
    assert carry() == 0
    assert PhoneMessage.objects.set_aside().get().last_error == "404"


def test_a_wrong_secret_is_tried_for_days_because_the_fault_is_ours(gateway, wanted, sari, settings):
    write(sari)
    settings.GATEWAY_SECRET = "another"
    assert carry() == 0
    assert PhoneMessage.objects.get().failed_at is None


def test_reminders_that_wait_become_one_text(gateway, wanted, sari):
    write(sari, "note:1", "REMINDER", subject="Pengingat: A")
    write(sari, "note:2", "OVERDUE", subject="Terlambat: B")
    assert carry() == 2
    (taken,) = gateway.taken.values()
    assert "Pengingat: A" in taken["text"] and "Terlambat: B" in taken["text"]


def test_what_was_read_meanwhile_is_not_carried(gateway, wanted, sari):
    row = write(sari)
    phones.pick(NOW)
    Notification.objects.filter(pk=row.pk).update(read_at=NOW)
    assert carry() == 0
    assert PhoneMessage.objects.get().cancelled_at == NOW


def test_old_messages_are_not_sent_to_a_phone_that_was_chosen_later(gateway, wanted, sari):
    write(sari)
    assert phones.pick(timezone.now() + dt.timedelta(days=400)) == 0
