"""The same message once more to the phone of its reader, for those who asked for it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models.deadlines.deadline import Notification
from cases.models.deadlines.outgoing import UNSENT, OutgoingQuerySet
from cases.models.deadlines.relayed import Relayed


class PhoneMessage(Relayed):
    """One for each notification of a reader who wants it; it says what the notification says."""

    notification = models.OneToOneField(Notification, on_delete=models.PROTECT, related_name="phone_message")

    objects = OutgoingQuerySet["PhoneMessage"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("pesan ke ponsel")
        indexes = [models.Index(fields=["next_try_at", "id"], name="phone_outbox", condition=UNSENT)]
