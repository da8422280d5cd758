"""An act that one account proposes and another confirms."""

import datetime as dt
import uuid
from typing import Self

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models.casefile.case import Case
from cases.models.people.account import User
from cases.models.people.government import Government
from lib.append_only import AppendOnly

PROPOSED = ("kind", "government", "case", "summary", "payload", "digest", "proposed_by", "proposed_at", "expires_at")


class PendingActQuerySet(models.QuerySet["PendingAct"]):
    def waiting(self, now: object) -> Self:
        """Neither decided nor expired."""
        return self.filter(state=PendingAct.State.WAITING, expires_at__gt=now)

    def usable(self, now: dt.datetime, *, again: dt.timedelta | None = None) -> Self:
        """Confirmed by an account that is still active, not expired, not carried out; ``again``: or not longer ago."""
        confirmed = self.filter(state=PendingAct.State.CONFIRMED, decided_by__is_active=True, expires_at__gt=now)
        unused = models.Q(used_at__isnull=True)
        return confirmed.filter(unused | models.Q(used_at__gt=now - again) if again else unused)


class PendingAct(models.Model):
    """What is proposed, by whom, and who confirmed it. What was proposed never changes (a trigger refuses it).

    ``digest`` is of the facts of the act: a confirmation holds for exactly these. ``payload`` is what carries the act
    out after the confirmation: the form as it was sent. ``government`` is empty for acts of the installation.
    """

    class Kind(models.TextChoices):
        RECUSAL = "RECUSAL", _("Menarik petugas dari kasus")
        LIFTING = "LIFTING", _("Mencabut penarikan petugas")
        DECISION = "DECISION", _("Keputusan")
        DELIVERY = "DELIVERY", _("Penyampaian keputusan")
        RULING = "RULING", _("Putusan atas upaya administratif")
        REPORTER = "REPORTER", _("Membuka identitas pelapor")
        EXPORT = "EXPORT", _("Ekspor besar")
        LAW = "LAW", _("Perubahan aturan nasional")
        DISPOSAL = "DISPOSAL", _("Pemusnahan data")

    class State(models.TextChoices):
        WAITING = "WAITING", _("Menunggu konfirmasi")
        CONFIRMED = "CONFIRMED", _("Dikonfirmasi")
        DECLINED = "DECLINED", _("Ditolak")
        WITHDRAWN = "WITHDRAWN", _("Ditarik kembali")

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("jenis"), max_length=12, choices=Kind)
    government = models.ForeignKey(Government, on_delete=models.PROTECT, null=True, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, related_name="pending_acts")
    summary = models.CharField(_("yang diajukan"), max_length=300)
    payload = models.JSONField(default=dict)
    digest = models.CharField(max_length=64)
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("diajukan oleh"))
    proposed_at = models.DateTimeField(_("diajukan"))
    expires_at = models.DateTimeField(_("kedaluwarsa"))
    state = models.CharField(_("keadaan"), max_length=10, choices=State, default=State.WAITING)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    remark = models.TextField(_("alasan"), blank=True)
    used_at = models.DateTimeField(_("dilaksanakan"), null=True)

    objects = PendingActQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("tindakan menunggu konfirmasi")
        ordering = ["-proposed_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="WITHDRAWN")
                | models.Q(decided_by__isnull=True)
                | ~models.Q(decided_by=models.F("proposed_by")),
                name="pending_act_takes_two_accounts",
            ),
            models.CheckConstraint(
                condition=models.Q(state="WAITING", decided_by__isnull=True, decided_at__isnull=True)
                | (~models.Q(state="WAITING") & models.Q(decided_by__isnull=False, decided_at__isnull=False)),
                name="pending_act_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=models.Q(used_at__isnull=True) | models.Q(state="CONFIRMED"),
                name="pending_act_used_if_confirmed",
            ),
            models.UniqueConstraint(
                fields=["kind", "digest", "proposed_by"],
                condition=models.Q(state="WAITING"),
                name="pending_act_waits_once",
            ),
        ]
        indexes = [
            models.Index(fields=["government", "id"], name="pending_act_waiting", condition=models.Q(state="WAITING"))
        ]
        triggers = [
            AppendOnly(name="never_deleted", operation=pgtrigger.Delete),
            AppendOnly(name="proposed_stays", operation=pgtrigger.Update, condition=pgtrigger.AnyChange(*PROPOSED)),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.summary}"

    @property
    def is_waiting(self) -> bool:
        return self.state == self.State.WAITING

    @property
    def is_confirmed(self) -> bool:
        return self.state == self.State.CONFIRMED
