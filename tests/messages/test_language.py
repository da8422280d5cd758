"""A message is written in the language of its reader."""

import pytest
from django.utils import timezone, translation

from cases.messages.outbox import notify
from cases.messages.wording import texts_of
from cases.models import Notification, User

pytestmark = pytest.mark.django_db


def tell(*readers):
    subject, body = texts_of("restoration", number="KS-2026-0001")
    notify(
        case=None, kind=Notification.Kind.TASK, cause="test:1", recipients=readers, subject=subject, body=body,
        at=timezone.now(),
    )  # fmt: skip


def test_two_readers_of_one_message_each_read_their_language(sari, rina):
    rina.language = User.Language.ENGLISH
    rina.save()
    tell(sari, rina)
    assert sari.notifications.get().subject == "Pemulihan: KS-2026-0001"
    assert rina.notifications.get().subject == "Restoration: KS-2026-0001"
    assert "steps of restoration" in rina.notifications.get().body


def test_the_writer_s_language_does_not_matter(sari, rina):
    with translation.override("en"):
        tell(sari)
    assert sari.notifications.get().subject == "Pemulihan: KS-2026-0001"
