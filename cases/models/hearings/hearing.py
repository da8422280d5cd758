"""The examination: sessions with attendance and statements, and the report of findings."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models.casefile.respondent import Respondent
from cases.models.evidence.evidence import EvidenceItem
from cases.models.hearings.panel import Panel
from cases.models.people.account import User
from cases.models.people.government import Agency
from regulations.models import SanctionType


class HearingQuerySet(models.QuerySet["Hearing"]):
    def of_this_round(self, respondent: Respondent) -> Self:
        """Those since the path was last opened."""
        return self.filter(respondent=respondent, round=respondent.round)

    def of_latest_round(self) -> Self:
        """The same for whoever the rows are of."""
        return self.filter(round=models.F("respondent__round"))

    def attended(self) -> Self:
        """Hearings with the examinee present, in the room or by video; only these are examinations."""
        there = Attendance.objects.filter(part=Attendance.Part.RESPONDENT, state__in=Attendance.THERE)
        return self.filter(models.Exists(there.filter(hearing=models.OuterRef("pk"))))

    def visible_to(self, user: User) -> Self:
        return self.filter(respondent__in=Respondent.objects.visible_to(user))


class Hearing(models.Model):
    """A session in which one respondent was examined, in a closed room (Pasal 27 PP 94/2021)."""

    respondent = models.ForeignKey(Respondent, on_delete=models.PROTECT, related_name="hearings")
    round = models.PositiveSmallIntegerField(default=0, db_default=0, help_text=_("putaran jalurnya waktu itu"))
    held_by = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", verbose_name=_("diperiksa oleh"))
    held_at = models.DateTimeField(_("waktu"))
    place = models.CharField(_("tempat"), max_length=200)
    is_online = models.BooleanField(_("daring"), default=False)
    panel = models.ForeignKey(
        Panel,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="hearings",
        verbose_name=_("tim pemeriksa"),
        help_text=_("kosong: atasan langsung atau pejabat yang ditunjuk"),
    )
    consent = models.CharField(
        _("kesediaan diperiksa pada hari lain"), max_length=200, blank=True, db_default="", default=""
    )
    minutes_number = models.CharField(_("nomor berita acara"), max_length=80, blank=True)
    closed_at = models.DateTimeField(_("ditutup"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = HearingQuerySet.as_manager()

    class Meta:
        verbose_name = _("pemeriksaan")
        ordering = ["held_at", "pk"]
        indexes = [models.Index(fields=["held_at"], name="hearing_day")]

    def __str__(self) -> str:
        return f"{self.respondent} {self.held_at:%d/%m/%Y}"


class Attendance(models.Model):
    """A person expected in the room, in which part, and whether they came; includes companions."""

    class Part(models.TextChoices):
        CHAIR = "CHAIR", _("Ketua")
        MEMBER = "MEMBER", _("Anggota")
        CLERK = "CLERK", _("Notulis")
        RESPONDENT = "RESPONDENT", _("Terperiksa")
        COMPANION = "COMPANION", _("Pendamping")
        WITNESS = "WITNESS", _("Pemberi keterangan")
        INTERPRETER = "INTERPRETER", _("Juru bahasa")

    class State(models.TextChoices):
        PRESENT = "PRESENT", _("Hadir")
        ONLINE = "ONLINE", _("Daring")
        ABSENT = "ABSENT", _("Tidak hadir")

    THERE = (State.PRESENT, State.ONLINE)

    hearing = models.ForeignKey(Hearing, on_delete=models.PROTECT, related_name="attendances")
    name = models.CharField(_("nama"), max_length=160)
    part = models.CharField(_("sebagai"), max_length=12, choices=Part)
    capacity = models.CharField(_("kedudukan"), max_length=160, blank=True)
    state = models.CharField(_("kehadiran"), max_length=8, choices=State, default=State.PRESENT)

    class Meta:
        verbose_name = _("kehadiran")

    def __str__(self) -> str:
        return f"{self.name} ({self.get_part_display()})"

    @property
    def is_absent(self) -> bool:
        return self.state == self.State.ABSENT


class Statement(models.Model):
    """One line of the record, in order: a question with its answer, evidence shown, a question repeated, a break.

    The speaker is the respondent unless another one is named. A line that is no question has the event in ``question``
    and its time in ``at``.
    """

    class Kind(models.TextChoices):
        QUESTION = "QUESTION", _("Pertanyaan")
        EVIDENCE = "EVIDENCE", _("Bukti diperlihatkan")
        REPEAT = "REPEAT", _("Pertanyaan diulangi")
        BREAK = "BREAK", _("Diskors")
        RESUMPTION = "RESUMPTION", _("Dilanjutkan")

    hearing = models.ForeignKey(Hearing, on_delete=models.PROTECT, related_name="statements")
    position = models.PositiveSmallIntegerField(_("nomor"))
    kind = models.CharField(_("jenis"), max_length=10, choices=Kind, default=Kind.QUESTION)
    question = models.TextField(_("pertanyaan"))
    answer = models.TextField(_("jawaban"), blank=True)
    speaker = models.CharField(_("pemberi keterangan"), max_length=160, blank=True)
    evidence = models.ForeignKey(EvidenceItem, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField(_("pukul"), null=True, blank=True)

    class Meta:
        verbose_name = _("keterangan")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["hearing", "position"], name="statement_position_unique"),
            models.CheckConstraint(
                condition=models.Q(kind="EVIDENCE") ^ models.Q(evidence__isnull=True),
                name="statement_names_evidence_shown",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position}. {self.question[:40]}"

    @property
    def is_question(self) -> bool:
        return self.kind == self.Kind.QUESTION


class FindingsReport(models.Model):
    """Laporan Hasil Pemeriksaan: the recommendation of the examiner. The decision is in ``Decision``."""

    respondent = models.ForeignKey(Respondent, on_delete=models.PROTECT, related_name="findings_reports")
    number = models.CharField(_("nomor"), max_length=80, blank=True)
    submitted_on = models.DateField(_("disampaikan"))
    recommendation = models.TextField(_("rekomendasi"))
    recommended = models.ForeignKey(
        SanctionType,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("sanksi yang diusulkan"),
    )

    class Meta:
        verbose_name = _("laporan hasil pemeriksaan")
        ordering = ["submitted_on", "pk"]

    def __str__(self) -> str:
        return f"LHP {self.submitted_on}"


class FindingsReply(models.Model):
    """The right of reply: the day of handing over the findings, and the examinee's answer before the decision."""

    report = models.OneToOneField(FindingsReport, on_delete=models.PROTECT, related_name="reply")
    invited_on = models.DateField(_("disampaikan"))
    replied_on = models.DateField(_("ditanggapi"), null=True, blank=True)
    text = models.TextField(_("tanggapan"), blank=True)

    class Meta:
        verbose_name = _("tanggapan atas hasil pemeriksaan")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(replied_on__isnull=True) ^ ~models.Q(text=""), name="findings_reply_is_dated"
            ),
        ]

    def __str__(self) -> str:
        return f"{_('Tanggapan')} {self.replied_on or self.invited_on}"


class CircumstanceQuerySet(models.QuerySet["Circumstance"]):
    def of_newest_reports(self) -> Self:
        """Circumstances of each person's latest report of findings; those of an earlier round do not count."""
        later = FindingsReport.objects.filter(respondent=models.OuterRef("report__respondent"))
        return self.exclude(models.Exists(later.filter(pk__gt=models.OuterRef("report"))))


class Circumstance(models.Model):
    """An aggravating or mitigating fact (faktor memberatkan dan meringankan in the LHP)."""

    class Weight(models.TextChoices):
        AGGRAVATING = "AGGRAVATING", _("Memberatkan")
        MITIGATING = "MITIGATING", _("Meringankan")

    report = models.ForeignKey(FindingsReport, on_delete=models.PROTECT, related_name="circumstances")
    weight = models.CharField(_("sifat"), max_length=12, choices=Weight)
    text = models.TextField(_("uraian"))

    objects = CircumstanceQuerySet.as_manager()

    class Meta:
        verbose_name = _("keadaan")
        verbose_name_plural = _("keadaan")
        ordering = ["weight", "pk"]

    def __str__(self) -> str:
        return f"{self.get_weight_display()}: {self.text[:60]}"
