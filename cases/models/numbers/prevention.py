"""Prevention: what a person made of an early warning, and what has to change after a case or with a circular."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models.casefile.case import Case
from cases.models.people.account import User
from cases.models.people.government import Agency, Government
from lib.append_only import AppendOnly
from regulations.models import Regulation


class WarningReview(models.Model):
    """A person's answer to one early warning: its cause, what was done, and whether that helped. Never changed."""

    class Kind(models.TextChoices):
        REPEAT = "REPEAT", _("Terulang dalam 24 bulan")
        ABOVE_USUAL = "ABOVE_USUAL", _("Di atas kebiasaan perangkat daerah")
        LAPSING = "LAPSING", _("Tenggat hukum segera lewat")
        STILL = "STILL", _("Kasus tanpa gerakan")
        AFTER_CIRCULAR = "AFTER_CIRCULAR", _("Surat edaran tidak mengurangi")

    class Outcome(models.TextChoices):
        STARTED = "STARTED", _("Baru ditindaklanjuti")
        HELPED = "HELPED", _("Membantu")
        NO_EFFECT = "NO_EFFECT", _("Belum membantu")
        UNFOUNDED = "UNFOUNDED", _("Tidak perlu tindakan")

    government = models.ForeignKey(Government, on_delete=models.PROTECT, related_name="warning_reviews")
    kind = models.CharField(_("jenis"), max_length=14, choices=Kind)
    subject = models.CharField(max_length=60, help_text=_("kunci hal yang diperingatkan"))
    reason = models.CharField(_("sebab peringatan"), max_length=300)
    cause = models.CharField(_("penyebab menurut penilai"), max_length=300)
    measure = models.CharField(_("yang dilakukan"), max_length=300)
    outcome = models.CharField(_("hasil"), max_length=10, choices=Outcome)
    reviewed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("dinilai oleh"))
    reviewed_at = models.DateTimeField(_("dinilai"))

    class Meta:
        verbose_name = _("penilaian peringatan dini")
        ordering = ["-reviewed_at", "-pk"]
        indexes = [models.Index(fields=["government", "kind", "subject"], name="warning_review_subject")]
        triggers = [AppendOnly()]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.subject}"


class CorrectiveActionQuerySet(models.QuerySet["CorrectiveAction"]):
    def open(self) -> Self:
        return self.filter(done_on__isnull=True)

    def readable_by(self, user: User) -> Self:
        """Those that accompany a circular, and those of a case that the account may read."""
        return self.filter(models.Q(case__isnull=True) | models.Q(case__in=Case.objects.visible_to(user)))


class CorrectiveAction(models.Model):
    """What has to change so that it does not happen again: with an owner, a last day, and at the end its proof.

    It follows from a case or accompanies a circular.
    """

    class Kind(models.TextChoices):
        TRAINING = "TRAINING", _("Pelatihan atau sosialisasi")
        RULE = "RULE", _("Aturan atau prosedur")
        SUPERVISION = "SUPERVISION", _("Pengawasan")
        OTHER = "OTHER", _("Lainnya")

    government = models.ForeignKey(Government, on_delete=models.PROTECT, related_name="corrective_actions")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, blank=True, related_name="corrective_actions")
    regulation = models.ForeignKey(
        Regulation, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("surat edaran")
    )
    kind = models.CharField(_("jenis"), max_length=12, choices=Kind)
    text = models.CharField(_("tindakan"), max_length=300)
    owner = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", verbose_name=_("penanggung jawab"))
    due_on = models.DateField(_("paling lambat"))
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    done_on = models.DateField(_("selesai"), null=True, blank=True)
    proof = models.CharField(
        _("bukti pelaksanaan"), max_length=300, blank=True, help_text=_("mis. nomor undangan, daftar hadir, surat")
    )
    done_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = CorrectiveActionQuerySet.as_manager()

    class Meta:
        verbose_name = _("tindakan perbaikan")
        verbose_name_plural = _("tindakan perbaikan")
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(case__isnull=True) ^ models.Q(regulation__isnull=True),
                name="corrective_action_follows_one_thing",
            ),
            models.CheckConstraint(
                condition=models.Q(done_on__isnull=True, proof="", done_by__isnull=True)
                | (models.Q(done_on__isnull=False, done_by__isnull=False) & ~models.Q(proof="")),
                name="corrective_action_done_with_proof",
            ),
        ]
        indexes = [
            models.Index(
                fields=["government", "due_on"], name="corrective_action_open", condition=models.Q(done_on__isnull=True)
            )
        ]

    def __str__(self) -> str:
        return self.text[:60]
