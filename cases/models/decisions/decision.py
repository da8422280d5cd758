"""The decision, its sanctions, and its delivery."""

import datetime as dt
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models.casefile.respondent import Respondent
from cases.models.people.account import User
from cases.models.people.employee import Employee
from cases.models.people.government import Agency
from lib.append_only import AppendOnly
from regulations.models import (
    Capacity,
    ClockStep,
    Official,
    PostLevel,
    SanctionType,
    Severity,
    StaffCategory,
    TimeLimit,
)


class DecisionQuerySet(models.QuerySet["Decision"]):
    def standing(self) -> Self:
        """Neither replaced nor annulled: at most one for each respondent."""
        return self.filter(state=Decision.State.STANDING)


class Decision(models.Model):
    """A decision by the competent official; a later one may replace it (``replaces``)."""

    class State(models.TextChoices):
        STANDING = "STANDING", _("Berlaku")
        REPLACED = "REPLACED", _("Diganti")
        ANNULLED = "ANNULLED", _("Dibatalkan")

    respondent = models.ForeignKey(Respondent, on_delete=models.PROTECT, related_name="decisions")
    round = models.PositiveSmallIntegerField(default=0, db_default=0, help_text=_("putaran jalurnya waktu itu"))
    number = models.CharField(_("nomor"), max_length=80, blank=True)
    decided_on = models.DateField(_("ditetapkan"))
    official = models.CharField(_("pejabat yang berwenang"), max_length=20, choices=Official)
    official_name = models.CharField(_("nama dan jabatan pejabat"), max_length=200)
    official_person = models.ForeignKey(
        Employee,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="decided",
        verbose_name=_("pejabat"),
        help_text=_("kosong: keputusan lama dari daftar"),
    )
    capacity = models.CharField(
        _("kedudukan pejabat"), max_length=10, choices=Capacity, default=Capacity.DEFINITIVE, db_default="DEFINITIVE"
    )
    mandate = models.CharField(_("surat perintah atau keputusan"), max_length=200, blank=True, db_default="")
    approval = models.CharField(_("persetujuan tertulis"), max_length=200, blank=True, db_default="")
    condition = models.CharField(_("dasar kekosongan atau pendelegasian"), max_length=200, blank=True, db_default="")
    considerations = models.TextField(_("pertimbangan"))
    post_level = models.CharField(_("jenjang jabatan terperiksa"), max_length=20, choices=PostLevel, blank=True)
    post_source = models.CharField(_("sumber jenjang jabatan"), max_length=200, blank=True, db_default="")
    departures = models.TextField(_("menyimpang dari"), blank=True, help_text=_("ditulis sistem"))
    departure_reason = models.TextField(_("alasan menyimpang"), blank=True)
    departure_article = models.CharField(_("pasal yang membolehkan"), max_length=200, blank=True, db_default="")
    second_official = models.ForeignKey(
        Employee, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("pejabat kedua")
    )
    ground = models.CharField(_("dasar pemberhentian tidak dengan hormat"), max_length=300, blank=True, db_default="")
    competence_note = models.CharField(_("catatan kewenangan"), max_length=500, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.STANDING)
    replaces = models.OneToOneField("self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by")
    ended_on = models.DateField(
        _("tidak berlaku lagi sejak"), null=True, blank=True, help_text=_("hari penggantian atau pembatalannya")
    )
    effective_on = models.DateField(_("mulai berlaku"), null=True, blank=True)
    remedy_limit = models.ForeignKey(
        TimeLimit, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("aturan batas itu")
    )
    remedy_until = models.DateField(_("batas upaya administratif"), null=True, blank=True)
    remedy_warning_on = models.DateField(
        _("batas menurut tafsir lain"), null=True, blank=True, help_text=_("bila lebih awal; hanya peringatan")
    )
    payroll_note = models.CharField(_("nota kepada pengelola gaji"), max_length=160, blank=True)
    payroll_noted_on = models.DateField(_("nota dikirim"), null=True, blank=True)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("keputusan")
        ordering = ["decided_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["respondent"], condition=models.Q(state="STANDING"), name="one_standing_decision"
            ),
            models.CheckConstraint(
                condition=models.Q(payroll_noted_on__isnull=True) ^ ~models.Q(payroll_note=""),
                name="payroll_note_is_dated",
            ),
            models.CheckConstraint(
                condition=models.Q(departures="") | ~models.Q(departure_reason=""), name="departure_with_reason"
            ),
        ]

    def __str__(self) -> str:
        return self.number or f"{_('Keputusan')} {self.decided_on}"

    @property
    def is_open_to_appeal(self) -> bool:
        """Whether its remedy is an appeal; otherwise it is an objection (PP 79/2021)."""
        return self.remedy_limit is not None and self.remedy_limit.step == ClockStep.FILE_APPEAL

    @property
    def is_standing(self) -> bool:
        return self.state == self.State.STANDING

    @property
    def is_delivered(self) -> bool:
        return hasattr(self, "delivery")


class SanctionQuerySet(models.QuerySet["Sanction"]):
    def standing(self) -> Self:
        """Sanctions whose decision was neither replaced nor annulled."""
        return self.filter(decision__state=Decision.State.STANDING)

    def taking_time(self) -> Self:
        """Sanctions that are served for months; the others are served on the day of effect."""
        return self.filter(sanction_type__duration_months__gt=0)

    def of(self, employee: Employee) -> Self:
        return self.filter(decision__respondent__employee=employee)

    def counted(
        self,
        *,
        year: int = 0,
        month: int = 0,
        severity: str = "",
        category: str = "",
        repeats: bool = False,
    ) -> Self:
        """Standing sanctions as every number counts them. Each argument filters; ``year``, ``month``: of the
        decision."""
        given: dict[str, object] = {
            "decided_on__year": year,
            "decided_on__month": month,
            "severity": severity,
            "category": category,
            "is_repeat": repeats,
        }
        return self.standing().filter(**{name: value for name, value in given.items() if value})

    def with_duration(self) -> Self:
        """Sanctions with a known day of the event."""
        return self.filter(event_working_days__isnull=False)


class Sanction(models.Model):
    """One sanction of a decision; the columns for the dashboard are copied on the day of the decision."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="sanctions")
    sanction_type = models.ForeignKey(
        SanctionType, on_delete=models.PROTECT, related_name="+", verbose_name=_("jenis sanksi")
    )
    # The name as in the decision: the name of a dismissal follows the reading of that day and does not change.
    title = models.CharField(_("sebutan"), max_length=200, blank=True)
    severity = models.CharField(_("tingkat"), max_length=16, choices=Severity)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    category = models.CharField(_("status kepegawaian"), max_length=20, choices=StaffCategory)
    decided_on = models.DateField()
    event_working_days = models.PositiveIntegerField(
        null=True, help_text=_("hari kerja dari kejadian sampai keputusan; kosong bila waktu kejadian tidak diketahui")
    )
    is_repeat = models.BooleanField(default=False)
    starts_on = models.DateField(_("mulai dijalani"), null=True, blank=True)
    ended_by = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="ended", verbose_name=_("diakhiri oleh")
    )
    ends_on = models.DateField(
        _("selesai dijalani"), null=True, blank=True, help_text=_("hari terakhir; kosong: belum berlaku")
    )

    objects = SanctionQuerySet.as_manager()

    class Meta:
        verbose_name = _("sanksi")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(starts_on__isnull=True)
                | models.Q(ends_on__isnull=True)
                | models.Q(ends_on__gte=models.F("starts_on")),
                name="sanction_ends_after_start",
            )
        ]
        indexes = [models.Index(fields=["agency", "decided_on"], name="sanction_agency_month")]

    def __str__(self) -> str:
        return self.title or str(self.sanction_type)

    def is_served_on(self, day: dt.date) -> bool:
        """Whether it is being served on a day; ``ends_on`` is the last day (Pasal 8 PP 94/2021)."""
        takes_time = bool(self.sanction_type.duration_months)
        return takes_time and self.starts_on is not None and (self.ends_on is None or day <= self.ends_on)

    @property
    def is_moral(self) -> bool:
        """Stated by an ethics council (PP 42/2004); it goes beside a sanction of discipline."""
        return self.severity == Severity.MORAL

    @property
    def reaches_payroll(self) -> bool:
        """Light and moral sanctions leave pay and post as they are; the others, and unpaid ones, reach whoever pays."""
        return self.sanction_type.is_unpaid or self.severity in (
            Severity.MODERATE, Severity.SEVERE, Severity.TERMINATION
        )  # fmt: skip


class Dispatch(models.Model):
    """The person did not come to receive the decision, so it was sent to the address (Pasal 37 PP 94/2021)."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="dispatches")
    absent_on = models.DateField(_("tidak hadir pada"))
    reason = models.CharField(_("alasan tidak hadir"), max_length=200, blank=True)
    sent_on = models.DateField(_("dikirim"), null=True, blank=True)
    address = models.CharField(_("alamat tujuan"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("pengiriman keputusan")
        ordering = ["absent_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(sent_on__isnull=True) | models.Q(sent_on__gte=models.F("absent_on")),
                name="dispatch_sent_after_absence",
            ),
            models.UniqueConstraint(
                fields=["decision"], condition=models.Q(sent_on__isnull=True), name="one_dispatch_waiting"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.decision_id}: {self.absent_on}"


class Delivery(models.Model):
    """The delivery of a decision; the day of receipt starts the remedy window and determines the day of effect."""

    class Method(models.TextChoices):
        IN_PERSON = "IN_PERSON", _("Diserahkan langsung")
        SENT = "SENT", _("Dikirim ke alamat")
        REFUSED = "REFUSED", _("Menolak menerima, disaksikan")

    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="delivery")
    method = models.CharField(_("cara"), max_length=10, choices=Method)
    received_on = models.DateField(_("diterima"))
    received_by = models.CharField(_("diterima oleh atau saksi"), max_length=160, blank=True)
    late_note = models.TextField(_("keterlambatan penyampaian"), blank=True, help_text=_("ditulis sistem"))

    class Meta:
        verbose_name = _("penyampaian")

    def __str__(self) -> str:
        return f"{self.get_method_display()} {self.received_on}"


class NationalRecord(models.Model):
    """The register number of a decision in the national discipline system (I'DIS). Never changed or deleted."""

    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="national_record")
    register_number = models.CharField(_("nomor register"), max_length=80)
    recorded_on = models.DateField(_("diunggah pada"))
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name = _("register nasional")
        triggers = [AppendOnly()]

    def __str__(self) -> str:
        return self.register_number
