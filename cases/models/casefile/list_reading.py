"""The record of lists that were shown: one row for each page of a list, with everything that it named."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models.people.account import User
from lib.append_only import AppendOnly
from lib.await_seal import AwaitSeal


class ListReading(models.Model):
    """Which cases, people and incoming reports one page of a list or of results showed. Never changed; it expires.

    Keys in arrays instead of a row for each, because a list shows up to fifty. The words of a search are not kept:
    they name people too.
    """

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    what = models.CharField(max_length=60)
    cases = ArrayField(models.BigIntegerField(), default=list)
    people = ArrayField(models.BigIntegerField(), default=list)
    reports = ArrayField(models.BigIntegerField(), default=list)
    at = models.DateTimeField()

    class Meta:
        verbose_name = verbose_name_plural = _("jejak daftar")
        indexes = [
            GinIndex(fields=["cases"], name="list_reading_of_case"),
            GinIndex(fields=["people"], name="list_reading_of_person"),
        ]
        triggers = [AppendOnly(), AwaitSeal("list")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.what} {self.at:%d/%m/%Y %H.%M}"
