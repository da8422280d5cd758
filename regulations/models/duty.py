"""Duties that may be imposed beside or instead of a sanction: to delete a post, to apologise, to read a statement."""

from datetime import date
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from regulations.models.catalogue import (
    Dated,
    DatedQuerySet,
    categories_field,
    covers,
    holds,
    one_in_force,
    region_field,
)
from regulations.models.vocabulary import Route


class DutyTypeQuerySet(DatedQuerySet["DutyType"]):
    def open_to(self, *, category: str, route: str, on: date, region: str = "") -> Self:
        """Duties in force on the day ``on`` for a staff category and a route (empty: every route).

        A duty of the region replaces the national one with the same code.
        """
        own = self.model._default_manager.filter(holds(on), region=region).exclude(region="")
        rows = self.in_force(on).filter(covers(category), covers(route, "routes") if route else models.Q())
        return rows.filter(region__in=("", region)).exclude(region="", code__in=own.values("code"))


class DutyType(Dated):
    """A type of duty that a decision or coaching may impose. It is not a sanction and does not end a path."""

    RULE = ("code", "region")

    code = models.CharField(_("kode"), max_length=30)
    region = region_field()
    name = models.CharField(_("kewajiban"), max_length=200)
    categories = categories_field()
    routes = ArrayField(
        models.CharField(max_length=12, choices=Route),
        verbose_name=_("jalur"),
        default=list,
        blank=True,
        help_text=_("Kosong: semua jalur."),
    )
    proof = models.CharField(
        _("bukti yang diminta"), max_length=200, help_text=_("Mis. tangkapan layar, tautan, foto.")
    )
    basis = models.CharField(_("dasar hukum"), max_length=250)

    objects = DutyTypeQuerySet.as_manager()

    class Meta(Dated.Meta):
        verbose_name = _("jenis kewajiban")
        verbose_name_plural = _("jenis kewajiban")
        ordering = ("code", "slug")
        constraints = [*Dated.Meta.constraints, one_in_force("dutytype_one_in_force", "code", "region")]

    def __str__(self) -> str:
        return self.name
