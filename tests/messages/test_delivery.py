"""Delivery to real mail servers: fast, in order, at least once, and without blocking other tasks."""

import datetime as dt
import time
from threading import Thread

import pytest
from django.db import connection, connections
from django.utils import timezone

from cases.deadlines.escalation import escalate
from cases.deadlines.reminders import remind
from cases.messages import delivery
from cases.messages.outbox import NOTIFICATIONS, notify
from cases.models import Channel, Deadline, Notification, Priority, Status
from tests import factories
from tests.samples.mail_servers import Postbox, serving, silent_server, use

MINUTE = dt.timedelta(minutes=1)
pytestmark = pytest.mark.django_db


@pytest.fixture
def postbox(settings):
    box = Postbox()
    with serving(box) as port:
        use(settings, port)
        yield box


def write(user, count=1, **over):
    now = timezone.now()
    fields = {"kind": "TASK", "subject": "s", "body": "b", "path": "/", "created_at": now, "next_try_at": now} | over
    begin = Notification.objects.count()
    return Notification.objects.bulk_create(
        Notification(key=f"note:{begin + n}:{user.pk}", recipient=user, **fields) for n in range(count)
    )


def drain(now=None, **options):
    return delivery.drain([NOTIFICATIONS], (lambda: now) if now else timezone.now, **options)


def waiting():
    return Notification.objects.waiting().count()


def test_all_that_is_due_leaves_at_once_through_one_connection_a_batch(postbox, sari):
    write(sari, 3 * delivery.MESSAGES_PER_ROUND)
    assert drain() == 3 * delivery.MESSAGES_PER_ROUND == len(set(postbox.ids))
    assert postbox.connections == 3
    assert drain() == 0


def test_a_message_is_sent_outside_of_any_transaction(transactional_db, city, postbox, monkeypatch):
    write(factories.make_user("sari", "BKPSDM", city))
    seen = []
    marked = delivery._try
    monkeypatch.setattr(delivery, "_try", lambda *a: (seen.append(connection.in_atomic_block), marked(*a))[1])
    assert drain() == 1
    assert seen == [False]


def test_what_is_due_by_law_leaves_first(postbox, sari):
    write(sari, 2)
    (urgent,) = write(sari, priority=Priority.STATUTORY)
    drain()
    assert postbox.ids[0].startswith(f"<{urgent.key.replace(':', '.')}@")


def test_two_that_drain_at_once_send_each_message_once(transactional_db, city, postbox):
    write(factories.make_user("sari", "BKPSDM", city), 120)

    def work():
        try:
            drain()
        finally:
            connections.close_all()

    threads = [Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(postbox.ids) == len(set(postbox.ids)) == 120
    assert waiting() == 0


def test_messages_of_a_killed_sender_are_sent_by_the_next_one(postbox, sari):
    (row,) = write(sari)
    now = timezone.now()
    assert [leased.pk for leased in delivery._lease(NOTIFICATIONS, now, 10)] == [row.pk]  # and then it dies
    assert drain(now + MINUTE) == 0
    assert drain(now + delivery.LEASE) == 1


def test_a_server_that_hangs_is_left_alone_for_longer_each_time_and_nothing_is_held_against_a_message(settings, sari):
    write(sari, 3)
    now = timezone.now()
    with silent_server() as port:
        use(settings, port, timeout=0.2)
        began = time.monotonic()
        assert drain(now) == 0
        assert time.monotonic() - began < 5
    state = Channel.objects.get()
    assert (state.failures, state.closed_until) == (1, now + MINUTE / 2)
    assert set(Notification.objects.values_list("attempts", "failed_at")) == {(0, None)}
    assert drain(now + MINUTE / 4) == 0  # nobody asks
    for wait in (1, 2, 4, 8, 15, 15):
        now = Channel.objects.get().closed_until
        drain(now)
        assert Channel.objects.get().closed_until == now + wait * MINUTE


def test_a_weekend_without_mail_loses_nothing(settings, sari):
    rows = write(sari, 5)
    now, monday = timezone.now(), timezone.now() + dt.timedelta(hours=65)
    use(settings, 1)  # nobody listens
    while now < monday:
        assert drain(now) == 0
        now += dt.timedelta(minutes=30)
    assert waiting() == len(rows)
    box = Postbox()
    with serving(box) as port:
        use(settings, port)
        assert drain(now) == len(rows)
    assert Channel.objects.get().failures == 0


def test_a_server_that_breaks_off_gets_the_rest_later_under_the_same_ids(settings, sari):
    write(sari, 4)
    box, now = Postbox(), timezone.now()
    box.data_answers = ["", "421 going down"]
    with serving(box) as port:
        use(settings, port)
        drain(now)
    assert len(box.ids) == 1
    with serving(box, port):
        drain(now + 2 * MINUTE)
        drain(now + 10 * MINUTE)
    assert sorted(box.ids) == sorted(set(box.ids))
    assert len(box.ids) == 4


def test_an_address_that_is_refused_stops_nobody_else_and_is_set_aside_after_three_days(postbox, sari, rina):
    (bad,) = write(sari)
    write(rina)
    now = timezone.now()
    postbox.refused_addresses[sari.email] = "550 no such user"
    assert drain(now) == 1
    assert postbox.taken[0][1] == rina.email
    bad.refresh_from_db()
    assert (bad.attempts, bad.failed_at, bad.next_try_at) == (1, None, now + 2 * MINUTE)
    while not bad.failed_at:
        drain(bad.next_try_at)
        bad.refresh_from_db()
    assert dt.timedelta(days=2.5) < bad.failed_at - now < dt.timedelta(days=3.5)
    assert "550" in bad.last_error
    postbox.refused_addresses.clear()
    assert Notification.objects.set_aside().send_again(bad.failed_at) == 1
    assert drain(bad.failed_at) == 1


def test_a_full_mailbox_is_tried_for_as_long_as_it_is_full(postbox, sari):
    (row,) = write(sari)
    postbox.refused_addresses[sari.email] = "452 mailbox full"
    for _ in range(40):
        row.refresh_from_db()
        drain(row.next_try_at)
    row.refresh_from_db()
    assert row.attempts == 40
    assert row.failed_at is None


def test_a_message_that_was_tried_for_weeks_stops_nobody_else(postbox, sari, rina):
    write(sari, attempts=200)
    write(rina)
    postbox.refused_addresses[sari.email] = "452 mailbox full"
    assert drain() == 1
    tried = Notification.objects.get(recipient=sari)
    assert (tried.attempts, tried.failed_at) == (201, None)
    assert tried.next_try_at > timezone.now() + delivery.LONGEST_PAUSE - MINUTE


@pytest.mark.parametrize("email", ["rusak\nBcc: x@contoh.go.id", "tanpa-apa-apa@"])
def test_what_is_no_address_is_set_aside_at_once(postbox, sari, rina, email):
    write(sari)
    write(rina)
    type(sari).objects.filter(pk=sari.pk).update(email=email)
    postbox.refused_addresses["tanpa-apa-apa@"] = "550 bad address"
    assert drain() == 1
    assert Notification.objects.get(recipient=sari).last_error


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda row: type(row.recipient).objects.update(is_active=False), "akun penerima tidak aktif"),
        (lambda row: Notification.objects.update(read_at=timezone.now()), "sudah dibaca di aplikasi"),
    ],
)
def test_what_lost_its_reader_is_cancelled_and_says_so(postbox, sari, change, reason):
    (row,) = write(sari)
    change(row)
    assert drain() == 0
    row.refresh_from_db()
    assert row.cancelled_at
    assert row.last_error == reason
    assert waiting() == 0


def test_a_reminder_of_what_was_done_meanwhile_is_cancelled_and_says_so(postbox, sari, rina, budi):
    asked = timezone.now() - dt.timedelta(days=14)
    respondent = factories.make_respondent(by=sari, employee=budi, at=asked)
    factories.bring_to(respondent, Status.CLARIFICATION, by=sari, at=asked)
    now = timezone.now()
    remind(Deadline, now)
    escalate(Deadline, now)
    told = Notification.objects.filter(kind__in=["OVERDUE", "ESCALATION"])
    assert told.count() == 2
    Deadline.objects.all().meet(now.date())
    drain(now)
    assert set(told.values_list("last_error", flat=True)) == {"yang ditunggu sudah selesai"}


def test_an_account_without_an_address_reads_its_inbox_only(postbox, sari):
    type(sari).objects.filter(pk=sari.pk).update(email="")
    sari.refresh_from_db()
    notify(case=None, kind="TASK", cause="x", recipients=[sari], subject="s", body="b", at=timezone.now())
    assert drain() == 0
    row = Notification.objects.get()
    assert row.cancelled_at
    assert row.last_error == "tanpa alamat surel"


def test_a_wake_up_ends_when_its_time_is_over_and_gives_back_what_it_did_not_try(postbox, sari):
    write(sari, 40)
    postbox.data_answers = [lambda: time.sleep(0.05)] * 40
    taken = drain(seconds=0.3)
    assert 0 < taken < 20
    assert drain() == 40 - taken
