"""Every mail that leaves says that a program wrote it, and has a number as RFC 5322 writes it."""

import re
from email.utils import parsedate_to_datetime

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from cases.messages.delivery import drain
from cases.messages.outbox import NOTIFICATIONS
from cases.models import Heartbeat, Notification
from cases.operations import alarms
from cases.sealing import heads, links, outside
from tests import factories

pytestmark = pytest.mark.django_db
ATOM = r"[\w!#$%&'*+/=?^`{|}~-]+"
NUMBER = re.compile(rf"<{ATOM}(?:\.{ATOM})*@{ATOM}(?:\.{ATOM})*>", re.ASCII)  # msg-id without quotes
CAUSES = [
    "note:1", "nudge:1:2:2026-12-01", "view:3:1795000000", "staff-import:4:set-aside:1",
    "calendar:2027:empty:begun", "chatreading:1:late:2026-12-01", "second-official:1",
]  # fmt: skip


def notified(user, *causes):
    for cause in causes:
        Notification.objects.create(
            key=f"{cause}:{user.pk}", recipient=user, kind="REMINDER", subject="Perihal", body="b", path="/x/",
            created_at=timezone.now(), next_try_at=timezone.now(),
        )  # fmt: skip
    drain([NOTIFICATIONS], timezone.now)


def alarmed(settings):
    settings.ALARM_ADDRESS = "operator@example.go.id"
    Heartbeat.objects.create(name="raise_reminders", began_at=timezone.now(), failures=3, failure="OSError: gone")
    alarms.watch(timezone.now())


def sealed(settings, sari, dinas_a):
    settings.RECORD_ADDRESS = "arsip@example.go.id"
    factories.make_case(by=sari, agency=dinas_a)
    links.seal_waiting(timezone.now())
    heads.sign_heads(timezone.now())
    outside.hand_out_heads(timezone.now())


def written(kind, settings, sari, putri, dinas_a):
    """Write one mail of a kind."""
    match kind:
        case "reset":
            Client().post("/accounts/reset/", {"email": sari.email})
        case "alarm":
            alarmed(settings)
        case "heads":
            sealed(settings, sari, dinas_a)
        case "several":
            notified(sari, "nudge:1:2:2026-12-01", "nudge:2:2:2026-12-01")
        case _:
            notified(sari, kind)


@pytest.mark.parametrize("kind", ["reset", "alarm", "heads", "several", *CAUSES])
def test_a_mail_is_numbered_and_says_that_a_program_wrote_it(kind, settings, sari, putri, dinas_a):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    written(kind, settings, sari, putri, dinas_a)
    assert mail.outbox
    for message in mail.outbox:
        headers = message.message()
        assert headers["Auto-Submitted"] == "auto-generated"
        assert NUMBER.fullmatch(headers["Message-ID"]) and len(headers.get_all("Message-ID")) == 1
        assert parsedate_to_datetime(headers["Date"])
