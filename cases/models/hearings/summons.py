"""Summonses: every issued letter and what followed, and the calendar address of an account."""

import datetime as dt
from typing import Self

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models.casefile.respondent import Respondent
from cases.models.evidence.evidence import EvidenceItem
from cases.models.people.account import User
from cases.models.people.employee import Employee
from lib.append_only import AppendOnly

USUAL_MINUTES = 120  # default duration of an examination


class SummonsQuerySet(models.QuerySet["Summons"]):
    def of_this_round(self, respondent: Respondent) -> Self:
        """Those since the path was last opened: what an earlier round called for does not count in a new one."""
        return self.filter(respondent=respondent, round=respondent.round)

    def of_latest_round(self) -> Self:
        """The same for whoever the rows are of."""
        return self.filter(round=models.F("respondent__round"))

    def visible_to(self, user: User) -> Self:
        return self.filter(respondent__in=Respondent.objects.visible_to(user))

    def standing(self) -> Self:
        """Summonses that are still open: neither withdrawn nor postponed, nor followed by an absence."""
        return self.filter(state=Summons.State.STANDING, missed_on__isnull=True)

    def unheeded(self) -> Self:
        """Summonses missed without valid reason: two lead to a decision on the evidence (Pasal 26 ayat (4))."""
        return self.filter(consequence__in=(Summons.Consequence.SECOND, Summons.Consequence.EVIDENCE))


# The content of the letter, which no later act may change.
LETTER = (
    "respondent", "sequence", "ordinal", "letter_number", "letter_on", "hearing_at", "minutes", "place", "is_online",
    "examiner", "replaces", "issued_by", "issued_at",
)  # fmt: skip


class Summons(models.Model):
    """Surat Panggilan I or II (Pasal 26 PP 94/2021), or a third that the law does not require: one row for each letter.

    The content is never changed (a trigger refuses it): a new date or a corrected mistake is a new letter.
    """

    class State(models.TextChoices):
        STANDING = "STANDING", _("Berlaku")
        POSTPONED = "POSTPONED", _("Ditunda")
        WITHDRAWN = "WITHDRAWN", _("Ditarik")

    class Method(models.TextChoices):
        IN_PERSON = "IN_PERSON", _("Diserahkan langsung")
        VIA_SUPERIOR = "VIA_SUPERIOR", _("Lewat atasan")
        POST = "POST", _("Pos atau kurir tercatat")
        ELECTRONIC = "ELECTRONIC", _("Elektronik")

    class Absence(models.TextChoices):
        NO_NEWS = "NO_NEWS", _("Tidak ada kabar")
        REFUSED = "REFUSED", _("Menolak hadir")
        ILL = "ILL", _("Sakit")
        ON_LEAVE = "ON_LEAVE", _("Cuti")
        ON_DUTY = "ON_DUTY", _("Tugas dinas")
        FORCE_MAJEURE = "FORCE_MAJEURE", _("Keadaan memaksa (bencana, duka)")
        NOT_RECEIVED = "NOT_RECEIVED", _("Surat panggilan tidak diterima")

    class Consequence(models.TextChoices):
        SECOND = "SECOND", _("Dipanggil kedua kali")
        EVIDENCE = "EVIDENCE", _("Diputus atas bukti yang ada")
        REPEAT = "REPEAT", _("Panggilan diulang")

    respondent = models.ForeignKey(Respondent, on_delete=models.PROTECT, related_name="summonses")
    sequence = models.PositiveSmallIntegerField(_("surat ke-"))
    round = models.PositiveSmallIntegerField(default=0, db_default=0, help_text=_("putaran jalurnya waktu itu"))
    ordinal = models.PositiveSmallIntegerField(_("panggilan ke-"), default=1)
    letter_number = models.CharField(_("nomor surat"), max_length=80, blank=True)
    letter_on = models.DateField(_("tanggal surat"))
    hearing_at = models.DateTimeField(_("waktu pemeriksaan"))
    minutes = models.PositiveSmallIntegerField(_("lama (menit)"), default=USUAL_MINUTES)
    place = models.CharField(_("tempat"), max_length=200)
    is_online = models.BooleanField(_("daring"), default=False)
    examiner = models.ForeignKey(
        Employee,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("menghadap kepada"),
        help_text=_("kosong: tim pemeriksa"),
    )
    replaces = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by", verbose_name=_("mengganti")
    )
    issued_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    issued_at = models.DateTimeField(_("dibuat"))

    # What followed.
    state = models.CharField(_("keadaan"), max_length=9, choices=State, default=State.STANDING)
    ended_on = models.DateField(_("berakhir"), null=True, blank=True)
    ended_reason = models.CharField(_("alasan"), max_length=200, blank=True)
    received_on = models.DateField(_("diterima"), null=True, blank=True)
    received_by = models.CharField(_("diterima oleh"), max_length=160, blank=True)
    receipt_method = models.CharField(_("cara"), max_length=12, choices=Method, blank=True)
    receipt_evidence = models.ForeignKey(
        EvidenceItem, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("bukti terima")
    )
    missed_on = models.DateField(_("tidak hadir pada"), null=True, blank=True)
    absence = models.CharField(_("sebab tidak hadir"), max_length=13, choices=Absence, blank=True)
    absence_reason = models.CharField(_("keterangan tidak hadir"), max_length=200, blank=True)
    consequence = models.CharField(_("akibat"), max_length=8, choices=Consequence, blank=True)
    changed_at = models.DateTimeField(_("diubah"))

    objects = SummonsQuerySet.as_manager()

    class Meta:
        verbose_name = _("surat panggilan")
        ordering = ["sequence"]
        constraints = [
            models.UniqueConstraint(fields=["respondent", "sequence"], name="summons_sequence_unique"),
            models.CheckConstraint(condition=models.Q(sequence__gte=1), name="summons_sequence_positive"),
            models.CheckConstraint(condition=models.Q(ordinal__in=(1, 2, 3)), name="summons_is_one_of_three"),
            models.CheckConstraint(
                condition=models.Q(missed_on__isnull=True, consequence="")
                | (models.Q(missed_on__isnull=False) & ~models.Q(consequence="")),
                name="summons_absence_has_consequence",
            ),
            models.CheckConstraint(
                condition=models.Q(state="STANDING", ended_on__isnull=True)
                | (~models.Q(state="STANDING") & models.Q(ended_on__isnull=False)),
                name="summons_ends_on_a_day",
            ),
        ]
        indexes = [
            models.Index(fields=["hearing_at"], name="summons_day"),
            models.Index(fields=["letter_number"], name="summons_number"),
        ]
        triggers = [
            AppendOnly(name="never_deleted", operation=pgtrigger.Delete),
            AppendOnly(name="letter_unchanged", operation=pgtrigger.Update, condition=pgtrigger.AnyChange(*LETTER)),
        ]

    def __str__(self) -> str:
        return f"{_('Panggilan')} {'I' * self.ordinal}"

    @property
    def is_standing(self) -> bool:
        return self.state == self.State.STANDING

    @property
    def leads_to_decision(self) -> bool:
        """Missed a second time: the decision then follows the evidence (Pasal 26 ayat (4) PP 94/2021)."""
        return self.consequence == self.Consequence.EVIDENCE

    @property
    def ends_at(self) -> dt.datetime:
        """The planned end of the examination."""
        return self.hearing_at + dt.timedelta(minutes=self.minutes)

    def overlaps(self, other: "Summons") -> bool:
        return self.hearing_at < other.ends_at and other.hearing_at < self.ends_at


class CalendarLink(models.Model):
    """The secret of an account's calendar address; after revocation the address does not work."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="calendar_links")
    key = models.UUIDField(unique=True)
    created_at = models.DateTimeField(_("dibuat"))
    revoked_at = models.DateTimeField(_("dicabut"), null=True, blank=True)

    class Meta:
        verbose_name = _("tautan kalender")
        constraints = [
            models.UniqueConstraint(
                fields=["user"], condition=models.Q(revoked_at__isnull=True), name="one_calendar_link_per_account"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.created_at:%d/%m/%Y}"
