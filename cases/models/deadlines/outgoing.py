"""The common fields of outgoing messages: result, number of attempts, and time of the next attempt."""

import datetime as dt
from typing import ClassVar, Self, TypeVar

from django.db import models
from django.utils.translation import gettext_lazy as _

Row = TypeVar("Row", bound="Outgoing")
UNSENT = models.Q(mailed_at__isnull=True, failed_at__isnull=True, cancelled_at__isnull=True)


class Priority(models.IntegerChoices):
    """The order of sending if more messages wait than the mail server accepts."""

    STATUTORY = 0, _("tenggat hukum")
    ORDINARY = 1, _("biasa")


class OutgoingQuerySet(models.QuerySet[Row]):
    def waiting(self) -> Self:
        """Neither sent nor set aside nor cancelled."""
        return self.filter(UNSENT)

    def to_mail(self, now: dt.datetime) -> Self:
        """Waiting messages whose next attempt is due, in the order of sending."""
        return self.waiting().filter(next_try_at__lte=now).order_by(*self.model.ORDER)

    def set_aside(self) -> Self:
        """Messages that are no longer retried; an administrator has to decide on them."""
        return self.filter(mailed_at__isnull=True, failed_at__isnull=False, cancelled_at__isnull=True)

    def send_again(self, now: dt.datetime) -> int:
        """Retry the messages that were set aside. Returns their number."""
        return self.set_aside().update(failed_at=None, next_try_at=now, attempts=0)

    def cancel(self, now: dt.datetime, reason: str) -> int:
        """Cancel messages that were not sent yet, and store the reason. Returns their number."""
        return self.filter(mailed_at__isnull=True, cancelled_at__isnull=True).update(
            cancelled_at=now, last_error=reason
        )


class Outgoing(models.Model):
    """A message in an outbox, written in the transaction of its cause.

    It ends in one of three ways: ``mailed_at`` the mail system took it, ``failed_at`` it was set aside after refusals,
    ``cancelled_at`` it lost its meaning. ``last_error`` says why. ``next_try_at`` also is the lease of who sends it.
    """

    ORDER: ClassVar[tuple[str, ...]] = ("next_try_at", "pk")

    created_at = models.DateTimeField()
    mailed_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField()
    failed_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=300, blank=True)

    class Meta:
        abstract = True


class Channel(models.Model):
    """A channel for outgoing messages, such as the mail server; paused for a while if it does not answer."""

    class Name(models.TextChoices):
        MAIL = "mail", _("Surel")
        PHONE = "phone", _("Pesan ke ponsel")
        PUSH = "push", _("Pesan ke peramban")

    name = models.CharField(_("saluran"), max_length=20, primary_key=True, choices=Name)
    failures = models.PositiveSmallIntegerField(_("gagal berturut-turut"), default=0)
    closed_until = models.DateTimeField(_("ditutup sampai"), null=True)
    error = models.CharField(_("kegagalan terakhir"), max_length=300, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("saluran pemberitahuan")

    def __str__(self) -> str:
        return str(self.get_name_display())
