"""Letterheads, a government's own wordings, every issued letter, and batches of letters."""

import datetime as dt
import uuid
from typing import Self

from django.db import models
from django.db.models.functions import ExtractYear
from django.utils.translation import gettext_lazy as _

from cases.models.casefile.case import Case
from cases.models.casefile.respondent import Respondent
from cases.models.people.account import User
from cases.models.people.government import Agency, Government
from lib.append_only import AppendOnly
from regulations.models import LetterWording


class LetterheadQuerySet(models.QuerySet["Letterhead"]):
    def for_office(self, office: Agency, on: dt.date) -> Self:
        """The letterheads for an office on a day, the applicable one first: its own before the government's, newer
        before older."""
        rows = self.filter(models.Q(agency=office) | models.Q(agency=None), government_id=office.government_id)
        return rows.filter(in_force_from__lte=on).order_by(
            models.F("agency").asc(nulls_last=True), "-in_force_from", "-version"
        )


class Letterhead(models.Model):
    """The text above and below letters: of one agency, or of all agencies without their own.

    A change is a new version from a day on; rows are never changed, so letters keep the letterhead of their issue.
    """

    class Paper(models.TextChoices):
        F4 = "f4", _("F4 (215 × 330 mm)")
        A4 = "a4", _("A4 (210 × 297 mm)")

    government = models.ForeignKey(Government, on_delete=models.PROTECT, related_name="letterheads")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="letterheads")
    version = models.PositiveSmallIntegerField(_("versi"))
    in_force_from = models.DateField(_("berlaku sejak"))
    government_line = models.CharField(
        _("baris pemerintah"), max_length=120, help_text=_("mis. Pemerintah Kota Contoh")
    )
    office_line = models.CharField(
        _("baris instansi"), max_length=150, blank=True, help_text=_("kosong: nama perangkat daerahnya")
    )
    address = models.CharField(_("alamat"), max_length=300, blank=True)
    place = models.CharField(_("tempat surat"), max_length=80, help_text=_("di depan tanggal surat"))
    unit_code = models.CharField(
        _("kode unit"), max_length=40, blank=True, help_text=_("bagian nomor surat, mis. BKPSDM; kosong: kode instansi")
    )
    paper = models.CharField(_("kertas"), max_length=2, choices=Paper, default=Paper.F4)
    logo = models.FileField(_("lambang"), max_length=200, blank=True)
    signatory_post = models.CharField(_("jabatan penanda tangan"), max_length=150, blank=True)
    signatory_name = models.CharField(_("nama penanda tangan"), max_length=150, blank=True)
    signatory_number = models.CharField(_("NIP penanda tangan"), max_length=30, blank=True)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(null=True)

    objects = LetterheadQuerySet.as_manager()

    class Meta:
        verbose_name = _("kepala surat")
        verbose_name_plural = _("kepala surat")
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["government", "agency", "version"], nulls_distinct=False, name="letterhead_version_unique"
            ),
            models.CheckConstraint(condition=models.Q(version__gte=1), name="letterhead_version_positive"),
        ]
        triggers = [AppendOnly()]

    def __str__(self) -> str:
        return f"{self.agency or self.government} v{self.version}"


class LetterTemplate(models.Model):
    """A government's own wording of a form. A change is a new version; rows are never changed or deleted."""

    government = models.ForeignKey(Government, on_delete=models.PROTECT, related_name="letter_templates")
    code = models.CharField(_("kode formulir"), max_length=20)
    version = models.PositiveSmallIntegerField(_("versi"))
    title = models.CharField(_("judul atau hal"), max_length=200)
    text = models.TextField(_("isi"))
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = _("versi formulir surat")
        ordering = ["code", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["government", "code", "version"], name="letter_template_version_unique"),
            models.CheckConstraint(condition=models.Q(version__gte=1), name="letter_template_version_positive"),
        ]
        triggers = [AppendOnly()]

    def __str__(self) -> str:
        return f"{self.code} v{self.version}"


class LetterQuerySet(models.QuerySet["Letter"]):
    def visible_to(self, user: User) -> "LetterQuerySet":
        return self.filter(case__in=Case.objects.visible_to(user))


class Letter(models.Model):
    """One issue of a letter: its content, PDF and fingerprint. Never changed; a new issue replaces it."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="letters")
    respondent = models.ForeignKey(Respondent, on_delete=models.PROTECT, null=True, related_name="letters")
    government = models.ForeignKey(Government, on_delete=models.PROTECT, related_name="+")
    form = models.ForeignKey(LetterWording, on_delete=models.PROTECT, related_name="+")
    template = models.ForeignKey(LetterTemplate, on_delete=models.PROTECT, null=True, related_name="+")
    letterhead = models.ForeignKey(Letterhead, on_delete=models.PROTECT, null=True, related_name="+")
    number = models.CharField(_("nomor"), max_length=80)
    edition = models.PositiveSmallIntegerField(_("terbitan"), default=1, help_text=_("ke berapa di bawah nomor ini"))
    title = models.CharField(_("hal"), max_length=200)
    dated_on = models.DateField(_("tanggal surat"))
    content = models.JSONField(help_text=_("surat sebagai data: cukup untuk mencetaknya lagi sama persis"))
    words = models.JSONField(default=dict, help_text=_("isian yang diketik, untuk menerbitkan ulang"))
    file = models.FileField(_("berkas"), max_length=200)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(_("sidik jari berkas"), max_length=64)
    replaces = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="replaced_by")
    reason = models.CharField(_("alasan penggantian"), max_length=200, blank=True)
    issued_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    issued_at = models.DateTimeField()

    objects = LetterQuerySet.as_manager()

    class Meta:
        verbose_name = _("surat")
        ordering = ["-issued_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                "government", "number", ExtractYear("dated_on"), "edition", name="letter_number_unique"
            ),
            models.CheckConstraint(
                condition=models.Q(edition=1) | models.Q(edition__gt=1, replaces__isnull=False),
                name="letter_further_edition_replaces",
            ),
            models.CheckConstraint(condition=~models.Q(number=""), name="letter_has_a_number"),
            models.CheckConstraint(
                condition=models.Q(sha256__regex=r"^[0-9a-f]{64}$"), name="letter_file_has_fingerprint"
            ),
            models.CheckConstraint(
                condition=models.Q(replaces__isnull=True) ^ ~models.Q(reason=""), name="letter_replaced_with_a_reason"
            ),
        ]
        indexes = [models.Index(fields=["case", "-issued_at"], name="letter_case_newest")]
        triggers = [AppendOnly()]

    def __str__(self) -> str:
        return f"{self.title} {self.number}"

    @property
    def is_replaced(self) -> bool:
        """Whether a later issue replaces it; needs ``select_related("replaced_by")``."""
        return hasattr(self, "replaced_by")


class LetterWithdrawal(models.Model):
    """A letter that its office withdrew: its number stays taken, and its public page says so."""

    letter = models.OneToOneField(Letter, on_delete=models.PROTECT, related_name="withdrawal")
    on = models.DateField(_("ditarik"))
    reason = models.CharField(_("alasan"), max_length=200)
    withdrawn_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("penarikan surat")
        constraints = [models.CheckConstraint(condition=~models.Q(reason=""), name="letter_withdrawn_with_a_reason")]
        triggers = [AppendOnly()]

    def __str__(self) -> str:
        return f"{self.letter_id} {self.on}"


class NumberGap(models.Model):
    """Why a number of a register has no paper, as the agenda of letters says it."""

    government = models.ForeignKey(Government, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=20)
    year = models.PositiveSmallIntegerField()
    running = models.PositiveIntegerField(_("nomor urut"))
    reason = models.CharField(_("sebab"), max_length=200)
    noted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField()

    class Meta:
        verbose_name = _("nomor tanpa surat")
        constraints = [
            models.UniqueConstraint(fields=["government", "code", "year", "running"], name="number_gap_unique"),
            models.CheckConstraint(condition=~models.Q(reason=""), name="number_gap_with_a_reason"),
        ]
        triggers = [AppendOnly()]

    def __str__(self) -> str:
        return f"{self.code}/{self.running}/{self.year}"


class LetterJob(models.Model):
    """A batch of letters of one form, written in the background; the states of its items are its progress."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="letter_jobs")
    form = models.ForeignKey(LetterWording, on_delete=models.PROTECT, related_name="+")
    words = models.JSONField(help_text=_("isian yang diketik, sama untuk semua surat"))
    may_be_blank = models.BooleanField(_("sisanya diisi dengan tangan"), default=False)
    dated_on = models.DateField(_("tanggal surat"))
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = _("pekerjaan surat")
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return f"{self.form_id} {self.made_at:%d/%m/%Y %H.%M}"


class LetterJobItem(models.Model):
    """One letter of a batch: waiting, written, or refused with the reason."""

    job = models.ForeignKey(LetterJob, on_delete=models.PROTECT, related_name="items")
    respondent = models.ForeignKey(Respondent, on_delete=models.PROTECT, related_name="+")
    letter = models.OneToOneField(Letter, on_delete=models.PROTECT, null=True, related_name="+")
    refusal = models.CharField(_("alasan tidak dibuat"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("surat dalam pekerjaan")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["job", "respondent"], name="letter_job_once_per_respondent"),
            models.CheckConstraint(
                condition=models.Q(letter__isnull=True) | models.Q(refusal=""), name="letter_job_written_or_refused"
            ),
        ]
        indexes = [
            models.Index(fields=["id"], name="letter_job_waiting", condition=models.Q(letter__isnull=True, refusal=""))
        ]

    def __str__(self) -> str:
        return f"{self.job_id}: {self.respondent_id}"
