"""A report while it is typed: text and files of its author, before it is recorded (decision 24)."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cases.models.casefile.case import Case
from cases.models.people.account import User
from cases.models.people.reader import Reader


class ReportDraftQuerySet(models.QuerySet["ReportDraft"]):
    def of(self, user: Reader) -> Self:
        """Drafts of the account itself; nobody else reads them, whatever the role."""
        return self.filter(author_id=user.pk)

    def unrecorded(self) -> Self:
        return self.filter(case__isnull=True)


class ReportDraft(models.Model):
    """The text as typed and not validated, under the key of the page.

    ``case`` is the result. After recording, the row stays for a while without content, so that a late save restores
    nothing.
    """

    key = models.UUIDField(primary_key=True)
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="report_drafts")
    content = models.JSONField(default=dict)
    revision = models.PositiveIntegerField(default=0, help_text=_("naik setiap kali isinya berubah"))
    started_at = models.DateTimeField(_("dimulai"))
    saved_at = models.DateTimeField(_("tersimpan"))
    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = ReportDraftQuerySet.as_manager()

    class Meta:
        verbose_name = _("draf laporan")
        ordering = ["-saved_at", "key"]
        constraints = [
            models.CheckConstraint(condition=Q(case__isnull=True) | Q(content={}), name="recorded_draft_is_empty")
        ]
        indexes = [
            models.Index(fields=["author", "-saved_at"], name="report_draft_newest", condition=Q(case__isnull=True)),
            models.Index(fields=["saved_at"], name="report_draft_oldest"),
        ]

    def __str__(self) -> str:
        return f"{self.author} {self.saved_at:%d/%m/%Y %H.%M}"

    def text(self, name: str) -> str:
        """The typed text of a field; empty if there is none."""
        return next(iter(self.content.get(name, [])), "")

    @property
    def label(self) -> str:
        """A label for the author: the first words of the text."""
        text = self.text("title") or self.text("summary") or self.text("links") or self.text("people")
        return text.strip().split("\n")[0][:100] or str(_("Draf tanpa teks"))


class StagedFile(models.Model):
    """A file of a draft; its length on the disk is the number of received bytes.

    ``sha256``, ``content_type`` and ``picture_hash`` (``lib.media.picture_hash``) are set when it is complete.
    """

    key = models.UUIDField(primary_key=True)
    draft = models.ForeignKey(ReportDraft, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(max_length=255)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64, blank=True)
    content_type = models.CharField(max_length=80, blank=True, db_default="")
    picture_hash = models.BigIntegerField(null=True)
    added_at = models.DateTimeField()

    class Meta:
        verbose_name = _("berkas draf")
        ordering = ["added_at", "key"]
        constraints = [
            models.UniqueConstraint(
                fields=["draft", "sha256"], condition=~Q(sha256=""), name="staged_file_once_per_draft"
            ),
            models.CheckConstraint(
                condition=Q(sha256="") | Q(sha256__regex=r"^[0-9a-f]{64}$"), name="staged_file_fingerprint"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_whole(self) -> bool:
        return bool(self.sha256)
