"""When a message leaves: at once, in a digest, outside quiet hours, on working days; the last day of the law waits for
nothing."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.core import mail

from cases.messages.delivery import drain
from cases.messages.outbox import NOTIFICATIONS
from cases.models import MessageSettings, Notification, Priority, ReminderStage
from cases.models.deadlines.deadline import OF_A_CLOCK

pytestmark = pytest.mark.django_db
WIB = ZoneInfo("Asia/Jakarta")


@pytest.fixture(autouse=True)
def postbox(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    return mail.outbox


def at(day, hour, minute=0):
    return dt.datetime(2026, 12, day, hour, minute, tzinfo=WIB)


def write(user, written, key="note:1", **over):
    fields = {"kind": "TASK", "subject": f"Perihal {key}", "body": "b", "path": "/x/"} | over
    return Notification.objects.create(
        key=f"{key}:{user.pk}", recipient=user, created_at=written, next_try_at=written, **fields
    )


def leaves(row, written, hours=24 * 21):
    """The hour at which it leaves, looked at every half hour."""
    for half in range(2 * hours):
        now = written + dt.timedelta(minutes=30 * half)
        if drain([NOTIFICATIONS], lambda now=now: now):
            return now
    return None


@pytest.mark.parametrize(
    ("chosen", "written", "expected"),
    [
        ({}, at(5, 23), at(5, 23)),  # a Saturday
        ({"pace": "DAILY"}, at(2, 10), at(3, 7)),
        ({"pace": "DAILY"}, at(2, 6), at(2, 7)),
        ({"pace": "DAILY"}, at(4, 10), at(7, 7)),  # Friday to Monday
        ({"pace": "WEEKLY"}, at(2, 10), at(7, 7)),
        ({"pace": "WEEKLY"}, at(7, 6), at(7, 7)),
        ({"quiet_from": dt.time(18), "quiet_until": dt.time(6)}, at(2, 22), at(3, 6)),
        ({"quiet_from": dt.time(18), "quiet_until": dt.time(6)}, at(3, 2), at(3, 6)),
        ({"quiet_from": dt.time(12), "quiet_until": dt.time(13)}, at(2, 12, 30), at(2, 13)),
        ({"working_days_only": True}, at(5, 9), at(7, 0)),
        ({"working_days_only": True, "quiet_from": dt.time(20), "quiet_until": dt.time(7)}, at(4, 21), at(7, 7)),
    ],
)
def test_a_message_leaves_when_its_reader_wants_it(sari, chosen, written, expected):
    MessageSettings.objects.create(user=sari, **chosen)
    assert leaves(write(sari, written), written) == expected


def test_the_government_decides_for_who_chose_nothing(sari, rina):
    MessageSettings.objects.create(government=sari.government, pace="DAILY")
    MessageSettings.objects.create(user=rina)
    row = write(sari, at(2, 10))
    assert leaves(write(rina, at(2, 10)), at(2, 10)) == at(2, 10)
    row.refresh_from_db()
    assert row.next_try_at == at(3, 7)


@pytest.mark.parametrize(
    ("over", "is_urgent"),
    [
        ({"key": f"deadline:1:{ReminderStage.ON}", "priority": Priority.STATUTORY}, True),
        ({"key": f"deadline:1:{ReminderStage.BEFORE}", "priority": Priority.STATUTORY}, False),
        ({"key": f"deadline:1:{ReminderStage.ON}", "priority": Priority.ORDINARY}, False),
        ({"kind": "ACCOUNT"}, True),
    ],
)
def test_the_last_day_of_the_law_waits_for_no_quiet_hour(sari, monkeypatch, over, is_urgent):
    monkeypatch.setattr("cases.messages.outbox._stopped_clocks", lambda rows: set())  # no such clock
    MessageSettings.objects.create(user=sari, pace="WEEKLY", quiet_from=dt.time(0), quiet_until=dt.time(23, 59))
    row = write(sari, at(2, 10), **over)
    assert row.is_urgent is is_urgent
    assert (leaves(row, at(2, 10), 1) == at(2, 10)) is is_urgent


def test_the_stage_is_read_from_the_key_of_a_reminder():
    assert OF_A_CLOCK.match("deadline:17:2:9")["stage"] == "2"
    assert OF_A_CLOCK.match("deadline-escalation:17:9")["pk"] == "17"


def test_several_reminders_to_one_reader_are_one_mail_and_other_messages_their_own(sari, rina, postbox):
    for n in (1, 2, 3):
        write(sari, at(2, 10), f"note:{n}", kind="REMINDER")
    write(sari, at(2, 10), "note:4")
    write(rina, at(2, 10), "note:5", kind="REMINDER")
    assert drain([NOTIFICATIONS], lambda: at(2, 10)) == 5
    assert sorted(each.subject for each in postbox) == ["Conduct: 3 pemberitahuan", "Perihal note:4", "Perihal note:5"]
    assert all(f"Perihal note:{n}" in postbox[0].body for n in (1, 2, 3))
    assert not Notification.objects.waiting().exists()


def test_a_digest_holds_everything_of_its_time(sari, postbox):
    MessageSettings.objects.create(user=sari, pace="DAILY")
    write(sari, at(2, 10), "note:1")
    write(sari, at(2, 15), "note:2", kind="OVERDUE")
    assert drain([NOTIFICATIONS], lambda: at(2, 16)) == 0
    assert drain([NOTIFICATIONS], lambda: at(3, 7)) == 2
    assert len(postbox) == 1


def test_who_wants_no_mail_has_the_inbox(sari, postbox):
    MessageSettings.objects.create(user=sari, by_mail=False)
    row = write(sari, at(2, 10))
    assert drain([NOTIFICATIONS], lambda: at(2, 10)) == 0
    row.refresh_from_db()
    assert row.last_error == "pembaca tidak memilih surel"
    assert Notification.objects.unread(sari).get() == row
