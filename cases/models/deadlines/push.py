"""Messages to browsers by web push: who receives them where, and what was sent."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models.deadlines.deadline import Notification
from cases.models.deadlines.outgoing import UNSENT, OutgoingQuerySet
from cases.models.deadlines.relayed import Relayed
from cases.models.people.account import User


class PushSubscription(models.Model):
    """One browser of an account, as it asked its push service for an address (RFC 8030) and keys (RFC 8291)."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="browsers")
    endpoint = models.URLField(_("alamat layanan"), max_length=500, unique=True)
    p256dh = models.CharField(max_length=100)
    auth = models.CharField(max_length=40)
    name = models.CharField(_("peramban"), max_length=80)
    made_at = models.DateTimeField(_("sejak"))

    class Meta:
        verbose_name = verbose_name_plural = _("peramban yang diberi tahu")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


class PushMessage(Relayed):
    """One for each notification of a reader with such a browser; it says what the notification says."""

    notification = models.OneToOneField(Notification, on_delete=models.PROTECT, related_name="push_message")

    objects = OutgoingQuerySet["PushMessage"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("pesan ke peramban")
        indexes = [models.Index(fields=["next_try_at", "id"], name="push_outbox", condition=UNSENT)]
