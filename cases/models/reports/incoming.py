"""Incoming reports: from citizens, complaint channels and e-mail."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models.casefile.case import Case
from cases.models.casefile.incident import Incident
from cases.models.casefile.recusal import Recusal
from cases.models.people.account import User
from cases.models.people.government import Government, Role
from cases.models.people.reader import Reader
from lib.append_only import AppendOnly


class IncomingReportQuerySet(models.QuerySet["IncomingReport"]):
    def visible_to(self, user: Reader) -> Self:
        """The reports for BKPSDM and the Inspectorate, who check them.

        Of a report that became part of a case, only those whose case the account may read. Never one about its own
        office, nor one from which it stepped back.
        """
        if user.role not in (Role.BKPSDM, Role.INSPECTOR):
            return self.none()
        reports = self.filter(government_id=user.government_id).exclude(kept_from=user.role)
        reports = reports.exclude(recusals__in=Recusal.objects.of(user))
        return reports.filter(models.Q(incident=None) | models.Q(incident__case__in=Case.objects.visible_to(user)))


class IncomingReport(models.Model):
    """A report before it is decided whether it becomes an incident. It does not contain its reporter.

    ``receipt`` is the keyed digest of the code of an anonymous reporter; the code itself is not stored.
    """

    class Channel(models.TextChoices):
        PAGE = "PAGE", _("Halaman pelaporan")
        LAPOR = "LAPOR", _("SP4N-LAPOR!")
        EMAIL = "EMAIL", _("Surel pengaduan")
        WBS = "WBS", _("Saluran pelaporan internal")
        OTHER = "OTHER", _("Kanal lain")

    class State(models.TextChoices):
        NEW = "NEW", _("Belum ditinjau")
        ACCEPTED = "ACCEPTED", _("Ditindaklanjuti")
        REJECTED = "REJECTED", _("Tidak ditindaklanjuti")

    government = models.ForeignKey(Government, on_delete=models.PROTECT, related_name="incoming_reports")
    number = models.CharField(_("nomor"), max_length=20)
    channel = models.CharField(_("kanal"), max_length=5, choices=Channel)
    kept_from = models.CharField(
        _("tidak ditinjau"), max_length=16, choices=Role, blank=True, help_text=_("bila menyangkut kantor itu sendiri")
    )
    register_number = models.CharField(_("nomor register kanal"), max_length=200, blank=True)
    subject = models.CharField(_("perihal"), max_length=200, blank=True)
    text = models.TextField(_("isi laporan"))
    unit = models.CharField(_("unit yang disebut"), max_length=200, blank=True)
    happened = models.CharField(_("waktu menurut pelapor"), max_length=200, blank=True)
    received_at = models.DateTimeField(_("diterima"))
    receipt = models.CharField(max_length=64, blank=True, editable=False)
    contents = models.JSONField(
        default=dict,
        db_default={},
        blank=True,
        help_text=_("bagian surel: jenis, ukuran, dan alasan bila tidak diambil; catatan"),
    )
    state = models.CharField(_("keadaan"), max_length=8, choices=State, default=State.NEW)
    reason = models.TextField(_("alasan tidak ditindaklanjuti"), blank=True)
    handled_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    handled_at = models.DateTimeField(null=True)
    incident = models.OneToOneField(Incident, on_delete=models.PROTECT, null=True, related_name="came_from")
    destroyed_on = models.DateField(_("isinya dimusnahkan"), null=True)

    objects = IncomingReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("laporan masuk")
        verbose_name_plural = _("laporan masuk")
        ordering = ["-received_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["government", "number"], name="incoming_number_unique"),
            models.UniqueConstraint(
                fields=["government", "channel", "register_number"],
                condition=~models.Q(register_number=""),
                name="incoming_once_per_register",
            ),
            models.UniqueConstraint(
                fields=["receipt"], condition=~models.Q(receipt=""), name="incoming_receipt_unique"
            ),
            models.CheckConstraint(
                condition=models.Q(channel="PAGE", receipt__regex=r"^[0-9a-f]{64}$")
                | (~models.Q(channel="PAGE") & models.Q(receipt="")),
                name="incoming_receipt_of_the_page",
            ),
            models.CheckConstraint(
                condition=models.Q(state="NEW", handled_by__isnull=True, incident__isnull=True)
                | models.Q(state="ACCEPTED", handled_by__isnull=False, incident__isnull=False)
                | (models.Q(state="REJECTED", handled_by__isnull=False, incident__isnull=True) & ~models.Q(reason="")),
                name="incoming_handled_by_somebody",
            ),
        ]
        indexes = [
            models.Index(fields=["government", "state", "-received_at", "-id"], name="incoming_newest"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_new(self) -> bool:
        return self.state == self.State.NEW

    @property
    def is_accepted(self) -> bool:
        return self.state == self.State.ACCEPTED

    @property
    def is_rejected(self) -> bool:
        return self.state == self.State.REJECTED

    @property
    def is_destroyed(self) -> bool:
        """Whether only its number, channel and days are left (decision 88)."""
        return self.destroyed_on is not None

    @property
    def channel_number(self) -> str:
        """The number in the channel's register; not that of a mail, because a Message-ID names the sender's
        computer."""
        return "" if self.channel == self.Channel.EMAIL else self.register_number

    @property
    def is_anonymous_talk(self) -> bool:
        """Whether the reporter has a code and can read messages."""
        return not self.is_destroyed and self.channel == self.Channel.PAGE


class ReportMessage(models.Model):
    """One message between the office and an anonymous reporter. Never changed or deleted (a trigger refuses it).

    ``by`` empty: the reporter. ``key`` is that of the form, so that a second submission stores nothing.
    """

    report = models.ForeignKey(IncomingReport, on_delete=models.PROTECT, related_name="messages")
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    text = models.TextField(_("pesan"))
    at = models.DateTimeField()
    key = models.UUIDField(unique=True)

    class Meta:
        verbose_name = _("pesan laporan")
        ordering = ["at", "pk"]
        triggers = [AppendOnly()]

    def __str__(self) -> str:
        return f"{self.report_id} {self.at:%d/%m/%Y %H.%M}"


class ReceivedFile(models.Model):
    """A file of a report as it was received, with its fingerprint."""

    file = models.FileField(_("berkas"), upload_to="reports", max_length=200)
    content_type = models.CharField(max_length=80)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(_("sidik jari berkas"), max_length=64)
    added_at = models.DateTimeField()

    class Meta:
        abstract = True


class ReportFile(ReceivedFile):
    """A file of a report; its original name is not stored, because it may identify the sender."""

    report = models.ForeignKey(IncomingReport, on_delete=models.PROTECT, related_name="files")
    place = models.PositiveSmallIntegerField(_("lampiran ke"))

    class Meta:
        verbose_name = _("lampiran laporan")
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(fields=["report", "place"], name="report_file_place_unique"),
            models.UniqueConstraint(fields=["report", "sha256"], name="report_file_once"),
        ]
        triggers = [AppendOnly()]

    def __str__(self) -> str:
        return f"{self.report_id}/{self.place}"

    @property
    def original_name(self) -> str:
        """The name for downloads: number of the report and position."""
        kind = self.content_type.rpartition("/")[2].replace("jpeg", "jpg").replace("plain", "txt")
        return f"{self.report.number}-{self.place}.{kind}"


class ReportPictureHash(models.Model):
    """The 64-bit hash of a picture of a report (``lib.media.picture_hash``); NULL: no picture, or an unreadable one.

    A separate row, because the file's own row is append-only; the worker writes it later.
    """

    file = models.OneToOneField(ReportFile, on_delete=models.CASCADE, primary_key=True, related_name="picture_hash")
    bits = models.BigIntegerField(null=True)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("rupa lampiran")

    def __str__(self) -> str:
        return f"{self.file_id}: {self.bits}"
