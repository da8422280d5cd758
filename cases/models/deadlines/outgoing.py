"""The common part of messages by e-mail: whether sent, number of attempts, and next attempt."""

import datetime as dt
from typing import Self, TypeVar

from django.db import models

Row = TypeVar("Row", bound="Outgoing")


class OutgoingQuerySet(models.QuerySet[Row]):
    def to_mail(self, now: dt.datetime) -> Self:
        """Not sent, not given up, and due for an attempt."""
        return self.filter(mailed_at__isnull=True, failed_at__isnull=True, next_try_at__lte=now)


class Outgoing(models.Model):
    """A message in the outbox, written in the transaction of its cause (decision 3)."""

    created_at = models.DateTimeField()
    mailed_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField()
    failed_at = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=300, blank=True)

    class Meta:
        abstract = True
