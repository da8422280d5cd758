"""Signed copies of what was issued: of letters, of minutes and of clearance letters alike."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models.casefile.case import Case
from cases.models.decisions.staff_record import ClearanceLetter
from cases.models.hearings.minutes import Minutes
from cases.models.letters.letter import Letter
from cases.models.people.account import User
from lib.append_only import AppendOnly


class SignedCopyQuerySet(models.QuerySet["SignedCopy"]):
    def visible_to(self, user: User) -> Self:
        cases = Case.objects.visible_to(user)
        return self.filter(
            models.Q(letter__case__in=cases)
            | models.Q(minutes__hearing__respondent__case__in=cases)
            | models.Q(clearance__in=ClearanceLetter.objects.visible_to(user))
        )


class SignedCopy(models.Model):
    """The signed paper as a scan, or the issued file with electronic signatures, as it was handed in."""

    class Kind(models.TextChoices):
        SCAN = "SCAN", _("Pindaian kertas bertanda tangan")
        ELECTRONIC = "ELECTRONIC", _("Berkas elektronik bertanda tangan")

    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, null=True, related_name="signed_copies")
    minutes = models.ForeignKey(Minutes, on_delete=models.PROTECT, null=True, related_name="signed_copies")
    clearance = models.ForeignKey(ClearanceLetter, on_delete=models.PROTECT, null=True, related_name="signed_copies")
    kind = models.CharField(_("jenis"), max_length=10, choices=Kind)
    file = models.FileField(_("berkas"), max_length=200)
    sha256 = models.CharField(_("sidik jari berkas"), max_length=64)
    pages = models.PositiveSmallIntegerField(_("halaman"))
    signatures = models.JSONField(_("tanda tangan elektronik"), default=list)
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    objects = SignedCopyQuerySet.as_manager()

    class Meta:
        verbose_name = _("salinan bertanda tangan")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["letter", "minutes", "clearance", "sha256"], nulls_distinct=False, name="signed_copy_once"
            ),
            models.CheckConstraint(
                condition=models.Q(letter__isnull=False, minutes__isnull=True, clearance__isnull=True)
                | models.Q(letter__isnull=True, minutes__isnull=False, clearance__isnull=True)
                | models.Q(letter__isnull=True, minutes__isnull=True, clearance__isnull=False),
                name="signed_copy_of_one_paper",
            ),
        ]
        triggers = [AppendOnly()]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.sha256[:8]}"

    @property
    def paper(self) -> "Letter | Minutes | ClearanceLetter":
        """What was issued and signed."""
        paper = self.letter or self.minutes or self.clearance
        assert paper is not None  # noqa: S101  # the database asks for one
        return paper

    @property
    def case(self) -> Case | None:
        """The case it belongs to; None for a copy of a clearance letter, which belongs to a person."""
        if self.letter is not None:
            return self.letter.case
        return self.minutes.hearing.respondent.case if self.minutes is not None else None

    @property
    def checked_signatures(self) -> list[dict[str, object]]:
        """What was found of each electronic signature, and whether it was valid or of an unknown signer."""
        return [
            {**signature, "is_valid": signature["state"] == "VALID", "is_unknown": signature["state"] == "UNKNOWN"}
            for signature in self.signatures
        ]
