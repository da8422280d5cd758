"""The register of circulars of a government: entered circulars, files, and acts."""

import datetime as dt
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models.people.account import User
from cases.models.people.employee import Employment
from cases.models.people.government import Agency, Government
from lib.append_only import AppendOnly
from regulations.models import Regulation
from regulations.models.regulation import RegulationQuerySet


def regulations_visible_to(user: User) -> RegulationQuerySet:
    """The shared catalogue, and the circulars of the account's own government."""
    foreign = Registration.objects.filter(regulation=models.OuterRef("pk")).exclude(government=user.government)
    return Regulation.objects.filter(~models.Exists(foreign)).defer("search")


def binding_on(day: dt.date, employment: Employment) -> RegulationQuerySet:
    """The regulations in force for an employment on a day: by category, region and, where it names some, agency."""
    agency = employment.agency
    rows = Regulation.objects.binding(category=employment.category, region=agency.government.name, on=day)
    named = Registration.agencies.through.objects.filter(registration=models.OuterRef("pk"))
    reached = named.filter(agency__in=Agency.objects.above(agency))
    return rows.filter(~models.Exists(named) | models.Exists(reached)).defer("search")


class Registration(models.Model):
    """A circular entered by a government, and the agencies that it addresses; none named: all of them."""

    regulation = models.OneToOneField(Regulation, on_delete=models.PROTECT, primary_key=True)
    government = models.ForeignKey(Government, on_delete=models.PROTECT, related_name="registrations")
    agencies = models.ManyToManyField(Agency, related_name="+", blank=True, verbose_name=_("perangkat daerah"))
    entered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()

    class Meta:
        verbose_name = _("pencatatan surat edaran")

    def __str__(self) -> str:
        return self.regulation_id


class RegulationDocument(models.Model):
    """A stored file of a regulation. Never changed or deleted (a trigger refuses it); a better copy is added."""

    regulation = models.ForeignKey(Regulation, on_delete=models.PROTECT, related_name="documents")
    government = models.ForeignKey(Government, on_delete=models.PROTECT, related_name="+")
    file = models.FileField(max_length=200)
    original_name = models.CharField(max_length=255)
    content_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(_("sidik jari"), max_length=64)
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        verbose_name = _("naskah peraturan")
        ordering = ["-added_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["government", "regulation", "sha256"], name="regulation_document_once_per_government"
            ),
        ]
        triggers = [AppendOnly()]

    def __str__(self) -> str:
        return f"{self.regulation_id}: {self.original_name}"


class RegisterEntryQuerySet(models.QuerySet["RegisterEntry"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(government_id=user.government_id)


class RegisterEntry(models.Model):
    """One act on the register. Never changed or deleted (a trigger refuses it)."""

    class Act(models.TextChoices):
        ENTER = "ENTER", _("Dicatat")
        CORRECT = "CORRECT", _("Diperbaiki")
        ATTACH = "ATTACH", _("Naskah ditambahkan")
        PUBLISH = "PUBLISH", _("Diterbitkan")
        HAND_OUT = "HAND_OUT", _("Daftar tautan diambil")
        CONFIRM = "CONFIRM", _("Konfirmasi dicatat dari daftar bertanda tangan")

    regulation = models.ForeignKey(Regulation, on_delete=models.PROTECT, related_name="register_entries")
    government = models.ForeignKey(Government, on_delete=models.PROTECT, related_name="+")
    act = models.CharField(_("tindakan"), max_length=12, choices=Act)
    actor = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    note = models.TextField(blank=True)

    objects = RegisterEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("jejak register")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["regulation", "-at", "-id"], name="register_entry_newest")]
        triggers = [AppendOnly()]

    def __str__(self) -> str:
        return f"{self.regulation_id}: {self.get_act_display()}"
