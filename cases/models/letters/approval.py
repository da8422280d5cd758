"""Paraf: who has to approve a letter before it is issued, and the drafts that wait for it."""

import uuid
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models.casefile.case import Case
from cases.models.casefile.respondent import Respondent
from cases.models.letters.letter import Letter
from cases.models.people.account import User
from cases.models.people.government import Government
from cases.models.people.reader import Reader
from lib.append_only import AppendOnly
from regulations.models import LetterForm, LetterWording


class ApprovalChain(models.Model):
    """Who approves letters of a government, in order: of one form, of all drawn from one record, or of every other.

    A change is a new version; a version without steps means that no approval is asked for.
    """

    government = models.ForeignKey(Government, on_delete=models.PROTECT, related_name="approval_chains")
    code = models.CharField(_("kode formulir"), max_length=20, blank=True)
    record = models.CharField(_("dibuat dari catatan"), max_length=10, choices=LetterForm.Record, blank=True)
    version = models.PositiveSmallIntegerField(_("versi"))
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = _("urutan paraf")
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["government", "code", "record", "version"], name="approval_chain_version_unique"
            ),
            models.CheckConstraint(
                condition=models.Q(code="") | models.Q(record=""), name="approval_chain_of_one_form_or_record"
            ),
        ]
        triggers = [AppendOnly()]

    def __str__(self) -> str:
        return f"{self.code or self.get_record_display()} v{self.version}"


class ApprovalStep(models.Model):
    """One official of a chain, and after whom they come."""

    chain = models.ForeignKey(ApprovalChain, on_delete=models.PROTECT, related_name="steps")
    position = models.PositiveSmallIntegerField(_("urutan"))
    official = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("pejabat"))

    class Meta:
        verbose_name = _("langkah paraf")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["chain", "position"], name="approval_step_place_unique"),
            models.UniqueConstraint(fields=["chain", "official"], name="approval_step_once_for_each"),
        ]
        triggers = [AppendOnly()]

    def __str__(self) -> str:
        return f"{self.position}. {self.official}"


class LetterDraftQuerySet(models.QuerySet["LetterDraft"]):
    def awaiting(self, user: Reader) -> Self:
        """Drafts whose next approval is this account's, oldest first."""
        visible = self.filter(case__in=Case.objects.visible_to(user), waits_for_id=user.pk)
        return visible.select_related("case", "respondent__employee").order_by("pk")

    def open(self) -> Self:
        """Those that may still become a letter."""
        return self.filter(state__in=(LetterDraft.State.WAITING, LetterDraft.State.APPROVED))


class LetterDraft(models.Model):
    """A letter before its approval: what it will say, whom it waits for, and the letter that came of it.

    Its words do not change; a returned draft is followed by another. Only its state moves on.
    """

    class State(models.TextChoices):
        WAITING = "WAITING", _("Menunggu paraf")
        APPROVED = "APPROVED", _("Paraf lengkap")
        RETURNED = "RETURNED", _("Dikembalikan")
        ISSUED = "ISSUED", _("Terbit")

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="letter_drafts")
    respondent = models.ForeignKey(Respondent, on_delete=models.PROTECT, related_name="letter_drafts")
    form = models.ForeignKey(LetterWording, on_delete=models.PROTECT, related_name="+")
    number = models.CharField(_("nomor yang diminta"), max_length=80, blank=True)
    dated_on = models.DateField(_("tanggal konsep"))
    words = models.JSONField(default=dict)
    may_be_blank = models.BooleanField(default=False)
    content = models.JSONField(help_text=_("konsep sebagai data, tanpa nomor: yang diparaf"))
    replaces = models.ForeignKey(Letter, on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.CharField(_("alasan penggantian"), max_length=200, blank=True)
    keeps_number = models.BooleanField(default=False)
    state = models.CharField(_("keadaan"), max_length=8, choices=State, default=State.WAITING)
    waits_for = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    letter = models.OneToOneField(Letter, on_delete=models.PROTECT, null=True, related_name="draft")
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    objects = LetterDraftQuerySet.as_manager()

    class Meta:
        verbose_name = _("konsep surat")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="WAITING", waits_for__isnull=False)
                | (~models.Q(state="WAITING") & models.Q(waits_for__isnull=True)),
                name="letter_draft_waits_for_somebody",
            ),
            models.CheckConstraint(
                condition=models.Q(state="ISSUED", letter__isnull=False)
                | (~models.Q(state="ISSUED") & models.Q(letter__isnull=True)),
                name="letter_draft_issued_with_its_letter",
            ),
        ]
        indexes = [
            models.Index(fields=["waits_for"], name="letter_draft_waits", condition=models.Q(waits_for__isnull=False))
        ]

    def __str__(self) -> str:
        return str(self.content["title"])

    @property
    def is_waiting(self) -> bool:
        return self.state == self.State.WAITING

    @property
    def is_approved(self) -> bool:
        return self.state == self.State.APPROVED


class Approval(models.Model):
    """The paraf of one official under a draft: asked for in order, given or refused once."""

    class Outcome(models.TextChoices):
        GIVEN = "GIVEN", _("Diparaf")
        RETURNED = "RETURNED", _("Dikembalikan")

    draft = models.ForeignKey(LetterDraft, on_delete=models.PROTECT, related_name="approvals")
    position = models.PositiveSmallIntegerField(_("urutan"))
    official = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("pejabat"))
    outcome = models.CharField(_("hasil"), max_length=8, choices=Outcome, blank=True)
    on = models.DateField(_("tanggal"), null=True)
    reason = models.CharField(_("alasan"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("paraf")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["draft", "position"], name="approval_place_unique"),
            models.CheckConstraint(
                condition=models.Q(outcome="", on__isnull=True) | (~models.Q(outcome="") & models.Q(on__isnull=False)),
                name="approval_has_a_day",
            ),
            models.CheckConstraint(
                condition=models.Q(outcome="RETURNED") ^ models.Q(reason=""), name="approval_returned_with_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position}. {self.official}: {self.get_outcome_display()}"
