"""The team that examines: members, replacements, and declarations of conflicts of interest."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models.casefile.respondent import Respondent
from cases.models.people.account import User
from cases.models.people.employee import Employee, Grade
from lib.append_only import AppendOnly


class PanelQuerySet(models.QuerySet["Panel"]):
    def standing(self) -> Self:
        """The current teams: at most one for each person."""
        return self.filter(dissolved_on__isnull=True)


class Panel(models.Model):
    """The team that examines one respondent (Pasal 29 PP 94/2021), or the ethics council.

    A respondent has one current team. A path that is reopened, or moves from ethics to discipline, gets another one;
    the earlier team stays on record with its hearings.
    """

    class Kind(models.TextChoices):
        EXAMINATION = "EXAMINATION", _("Tim Pemeriksa")
        ETHICS = "ETHICS", _("Majelis Kode Etik")

    respondent = models.ForeignKey(Respondent, on_delete=models.PROTECT, related_name="panels")
    kind = models.CharField(_("jenis"), max_length=12, choices=Kind)
    decree_number = models.CharField(_("nomor keputusan"), max_length=80, blank=True)
    decree_on = models.DateField(_("tanggal keputusan"), null=True, blank=True)
    formed_on = models.DateField(_("dibentuk"))
    former = models.ForeignKey(
        Employee,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="formed_panels",
        verbose_name=_("ditetapkan oleh"),
        help_text=_("Kosong: keputusannya ada di kertas."),
    )
    former_post = models.CharField(_("jabatannya bila tidak tercatat"), max_length=160, blank=True, db_default="")
    former_source = models.CharField(_("sumber jabatannya"), max_length=200, blank=True, db_default="")
    mandate = models.CharField(_("penunjukan oleh PPK"), max_length=200, blank=True, db_default="")
    term = models.CharField(_("masa tugas"), max_length=120, blank=True, db_default="")
    dissolved_on = models.DateField(_("selesai bertugas"), null=True, blank=True)

    objects = PanelQuerySet.as_manager()

    class Meta:
        verbose_name = _("tim pemeriksa")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["respondent"], condition=models.Q(dissolved_on__isnull=True), name="one_standing_panel"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.formed_on}"


class PanelMemberQuerySet(models.QuerySet["PanelMember"]):
    def serving(self) -> Self:
        """Current members of current teams; former members and teams stay on record."""
        return self.filter(left_on__isnull=True, panel__dissolved_on__isnull=True)


class PanelMember(models.Model):
    """A member, their part, and the element that they represent."""

    class Element(models.TextChoices):
        SUPERIOR = "SUPERIOR", _("Atasan langsung")
        SUPERVISION = "SUPERVISION", _("Unsur pengawasan")
        HUMAN_RESOURCES = "HUMAN_RESOURCES", _("Unsur kepegawaian")
        OTHER = "OTHER", _("Pejabat lain")

    class Part(models.TextChoices):
        CHAIR = "CHAIR", _("Ketua")
        SECRETARY = "SECRETARY", _("Sekretaris")
        MEMBER = "MEMBER", _("Anggota")

    panel = models.ForeignKey(Panel, on_delete=models.PROTECT, related_name="members")
    name = models.CharField(_("nama"), max_length=160)
    post = models.CharField(_("jabatan"), max_length=160, blank=True)
    element = models.CharField(_("unsur"), max_length=16, choices=Element)
    part = models.CharField(_("kedudukan"), max_length=9, choices=Part, default=Part.MEMBER)
    employee = models.ForeignKey(Employee, on_delete=models.PROTECT, null=True, blank=True, related_name="seats")
    grade = models.CharField(
        _("golongan ruang"), max_length=5, choices=Grade, blank=True, db_default="", default="",
        help_text=_("bila tidak tercatat dalam riwayat jabatan"),
    )  # fmt: skip
    source = models.CharField(_("sumber golongan"), max_length=160, blank=True, db_default="", default="")
    joined_on = models.DateField(_("sejak"))
    left_on = models.DateField(_("sampai"), null=True, blank=True)
    leaving_reason = models.CharField(_("alasan berhenti"), max_length=200, blank=True)
    replaces = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by", verbose_name=_("mengganti")
    )

    objects = PanelMemberQuerySet.as_manager()

    class Meta:
        verbose_name = _("anggota tim")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["panel"], condition=models.Q(part="CHAIR", left_on__isnull=True), name="panel_has_one_chair"
            ),
            models.UniqueConstraint(
                fields=["panel", "employee"], condition=models.Q(left_on__isnull=True), name="panel_member_sits_once"
            ),
            models.CheckConstraint(
                condition=models.Q(left_on__isnull=True) | models.Q(left_on__gte=models.F("joined_on")),
                name="panel_member_leaves_after_joining",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def has_declared(self) -> bool:
        """Whether the member declared to have no conflict of interest; uses prefetched rows."""
        return any(declaration.outcome == ConflictDeclaration.Outcome.NONE for declaration in self.declarations.all())


class ConflictDeclaration(models.Model):
    """A member's declaration on conflicts of interest. Never changed or deleted (a trigger refuses it)."""

    class Outcome(models.TextChoices):
        NONE = "NONE", _("Tidak ada benturan kepentingan")
        CONFLICT = "CONFLICT", _("Ada benturan kepentingan")

    member = models.ForeignKey(PanelMember, on_delete=models.PROTECT, related_name="declarations")
    outcome = models.CharField(_("pernyataan"), max_length=8, choices=Outcome)
    note = models.CharField(_("keterangan"), max_length=200, blank=True)
    declared_on = models.DateField(_("tanggal"))
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name = _("pernyataan benturan kepentingan")
        ordering = ["pk"]
        triggers = [AppendOnly()]

    def __str__(self) -> str:
        return f"{self.member}: {self.get_outcome_display()}"
