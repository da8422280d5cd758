"""The case: its number, the level that holds it, and who may read it."""

import datetime as dt
from typing import Self

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models.functions import Least
from django.utils.translation import gettext_lazy as _

from cases.models.casefile import wall
from cases.models.people.break_glass import BreakGlass
from cases.models.people.government import Agency, Government, Level, Role
from cases.models.people.reader import Reader
from lib.compiled_queries import Slot
from regulations.models import Regulation


class Status(models.TextChoices):
    """The stage of one respondent's path, in the order of the procedure."""

    REPORTED = "REPORTED", _("Laporan baru")
    CLARIFICATION = "CLARIFICATION", _("Klarifikasi")
    CLARIFIED = "CLARIFIED", _("Menunggu jalur")
    ROUTED = "ROUTED", _("Pemanggilan")
    COACHING = "COACHING", _("Pembinaan")
    SUMMONED = "SUMMONED", _("Sudah dipanggil")
    ABSENT = "ABSENT", _("Tidak hadir")
    HEARD = "HEARD", _("Pemeriksaan")
    FINDINGS = "FINDINGS", _("Hasil pemeriksaan")
    DECIDED = "DECIDED", _("Keputusan")
    DELIVERED = "DELIVERED", _("Penyampaian SK")
    CONTESTED = "CONTESTED", _("Upaya administratif")
    IN_FORCE = "IN_FORCE", _("Berlaku")
    CLOSED = "CLOSED", _("Selesai")

    @property
    def rank(self) -> int:
        """The position in the procedure; a case shows its slowest path, the one with the lowest rank."""
        return list(Status).index(self)


DUE_COLUMNS = {True: "statutory_due_on", False: "internal_due_on"}
# Expressions of lists, each with its index: the nearer due date, and the stage as its place in the procedure.
DUE_ON = Least("statutory_due_on", "internal_due_on")
STAGE_RANK = models.Case(
    *(models.When(stage=status.value, then=models.Value(status.rank)) for status in Status),
    output_field=models.SmallIntegerField(),
)


class NumberRegister(models.Model):
    """The last number for a government, code and year: no gaps, no repetitions."""

    government = models.ForeignKey(Government, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=20)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["government", "code", "year"], name="number_register_unique")]

    def __str__(self) -> str:
        return f"{self.code}-{self.year}: {self.last}"


class CaseQuerySet(models.QuerySet["Case"]):
    def visible_to(self, user: Reader) -> Self:
        """The cases that an account may read; no other code decides this (decision 8).

        HR officers: cases of their agency and its units, or with a respondent from there. BKPSDM, the Inspectorate and
        leadership: cases of their government. Administrators: none; an operator those of a
        government that he opened in an emergency. Never: a case in which the account has a conflict
        of interest (``wall``).
        """
        if not user.is_authenticated or (user.role == Role.ADMINISTRATOR and user.government_id is not None):
            return self.none()
        if user.role == Role.ADMINISTRATOR:
            return self.filter(government__in=BreakGlass.objects.of(user).values("government")).without_conflict(user)
        cases = self.filter(government_id=user.government_id)
        if user.is_of_one_agency:
            concerned = CaseAgency.objects.filter(case=models.OuterRef("pk"), agency__any=user.subtree)
            cases = cases.filter(models.Exists(concerned))
        return cases.without_conflict(user)

    def without_conflict(self, user: Reader) -> Self:
        """The cases that no conflict of interest closes to the account, whatever its role may read."""
        return self.filter(*(~ground for ground in wall.grounds(user)))

    def in_conflict(self, user: Reader) -> Self:
        """The cases that a conflict of interest closes to the account."""
        found = models.Q()
        for ground in wall.grounds(user):
            found |= models.Q(ground)
        return self.filter(found)

    def open(self) -> Self:
        return self.filter(closed_on__isnull=True)

    def late(self, today: dt.date | Slot, *, statutory: bool) -> Self:
        """Open cases with a running clock of that kind due before today."""
        return self.open().filter(**{f"{DUE_COLUMNS[statutory]}__lt": today})

    def due_within(self, today: dt.date, last: dt.date, *, statutory: bool) -> Self:
        """Open cases with a running clock of that kind due from today until that day."""
        return self.open().filter(**{f"{DUE_COLUMNS[statutory]}__range": (today, last)})


class Case(models.Model):
    """A case. ``workflow`` rewrites its list columns in the transaction that changes them."""

    government = models.ForeignKey(Government, on_delete=models.PROTECT, related_name="cases")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="cases")
    number = models.CharField(_("nomor"), max_length=20)
    title = models.CharField(_("judul"), max_length=200)
    level = models.PositiveSmallIntegerField(_("jenjang"), choices=Level, default=Level.AGENCY)
    opened_at = models.DateTimeField(_("dicatat"))
    is_demo = models.BooleanField(_("data peragaan"), default=False)
    source_note = models.TextField(_("sumber"), blank=True)

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="owned_cases",
        db_index=False, verbose_name=_("ditangani"),
    )  # fmt: skip

    # The columns of lists, so that a list page needs no join and no count.
    agency_name = models.CharField(max_length=60)
    stage = models.CharField(_("tahap"), max_length=16, choices=Status, default=Status.REPORTED)
    respondent_count = models.PositiveIntegerField(default=0)
    statutory_due_on = models.DateField(null=True)
    internal_due_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)
    destroyed_on = models.DateField(_("dimusnahkan"), null=True, editable=False)
    # What ``DutyTally`` counts of this case, so that a change adds and takes away exactly the difference.
    duties = models.JSONField(default=list, db_default=models.Value([], models.JSONField()), editable=False)
    search = models.TextField(default="", editable=False)

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("kasus")
        ordering = ["-opened_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["government", "number"], name="case_number_unique")]
        indexes = [
            models.Index(fields=["government", "-opened_at", "-id"], name="case_newest"),
            models.Index(fields=["agency", "-opened_at", "-id"], name="case_agency_newest"),
            models.Index(fields=["government", "stage", "-opened_at", "-id"], name="case_stage_newest"),
            models.Index(
                fields=["government", "-opened_at", "-id"],
                name="case_open_newest",
                condition=models.Q(closed_on__isnull=True),
            ),
            models.Index(
                fields=["government", "statutory_due_on"],
                name="case_statutory_due",
                condition=models.Q(closed_on__isnull=True, statutory_due_on__isnull=False),
            ),
            models.Index(
                fields=["government", "internal_due_on"],
                name="case_internal_due",
                condition=models.Q(closed_on__isnull=True, internal_due_on__isnull=False),
            ),
            models.Index(
                fields=["owner", "-opened_at", "-id"], name="case_owner_newest", condition=models.Q(owner__isnull=False)
            ),
            models.Index("government", DUE_ON, "id", name="case_due_first"),
            models.Index(
                "government", STAGE_RANK, models.F("opened_at").desc(), models.F("id").desc(), name="case_stage_order"
            ),
            models.Index(fields=["government", "agency_name", "-opened_at", "-id"], name="case_agency_order"),
            GinIndex(OpClass("search", name="gin_trgm_ops"), name="case_search_trigram"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_open(self) -> bool:
        return self.closed_on is None


class CaseAgency(models.Model):
    """An agency concerned by a case: its own, or a respondent's. HR officers read cases through these rows."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="concerned")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "case"], name="case_agency_unique")]

    def __str__(self) -> str:
        return f"{self.case_id}/{self.agency_id}"


class CaseLink(models.Model):
    """A link between two cases, with its kind."""

    class Kind(models.TextChoices):
        HANDLING_COMPLAINT = "HANDLING_COMPLAINT", _("Pengaduan atas penanganan")
        SAME_EVENT = "SAME_EVENT", _("Peristiwa yang sama")
        SAME_PERSON = "SAME_PERSON", _("Orang yang sama")
        NOT_SAME_EVENT = "NOT_SAME_EVENT", _("Bukan kejadian yang sama")

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="links")
    other = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="linked_from")
    kind = models.CharField(max_length=20, choices=Kind)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "other"], name="case_link_unique"),
            models.CheckConstraint(condition=~models.Q(case=models.F("other")), name="case_link_not_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} → {self.other_id}"


class CaseRegulation(models.Model):
    """A circular or rule that a case cites, or that was issued because of it."""

    class Relation(models.TextChoices):
        CITED = "CITED", _("Dijadikan dasar")
        RESULTED = "RESULTED", _("Diterbitkan sebagai tindak lanjut")

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="regulations")
    regulation = models.ForeignKey(Regulation, on_delete=models.PROTECT, related_name="+")
    relation = models.CharField(max_length=10, choices=Relation)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "regulation", "relation"], name="case_regulation_unique")
        ]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.regulation_id}"


class Instruction(models.Model):
    """A leader's order (disposisi) to an agency; several may be open, each with its own answer."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="instructions")
    given_by = models.CharField(_("oleh"), max_length=120)
    to = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", verbose_name=_("kepada"))
    text = models.TextField(_("perintah"))
    given_on = models.DateField(_("tanggal"))
    done_on = models.DateField(_("selesai"), null=True, blank=True)
    result = models.TextField(_("hasil"), blank=True)

    class Meta:
        verbose_name = _("perintah")
        ordering = ["given_on", "pk"]

    def __str__(self) -> str:
        return f"{self.given_by} → {self.to_id}"


class OutsideReport(models.Model):
    """A letter to or from a body outside the government (KASN, BKN, Ombudsman, an NGO), and its answer."""

    class Direction(models.TextChoices):
        IN = "IN", _("Masuk")
        OUT = "OUT", _("Keluar")
        BETWEEN = "BETWEEN", _("Antarpihak luar")

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="outside_reports")
    body = models.CharField(_("badan"), max_length=160)
    direction = models.CharField(_("arah"), max_length=8, choices=Direction)
    about = models.TextField(_("perihal"))
    concerns_handling = models.BooleanField(_("mengadukan penanganan"), default=False)
    reported_on = models.DateField(_("tanggal"))
    received_on = models.DateField(_("diterima"), null=True, blank=True)
    register_number = models.CharField(_("nomor register"), max_length=80, blank=True)
    answer_number = models.CharField(_("nomor surat jawaban"), max_length=80, blank=True)
    answered_on = models.DateField(_("dijawab"), null=True, blank=True)
    answer = models.TextField(_("jawaban"), blank=True)

    class Meta:
        verbose_name = _("laporan pihak luar")
        ordering = ["reported_on", "pk"]

    def __str__(self) -> str:
        return f"{self.body} {self.reported_on}"


class PublicStatement(models.Model):
    """A public statement on the case."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="statements")
    by = models.CharField(_("oleh"), max_length=160)
    on = models.DateField(_("tanggal"), null=True, blank=True)
    gist = models.TextField(_("inti pernyataan"))

    class Meta:
        verbose_name = _("pernyataan publik")
        ordering = ["on", "pk"]

    def __str__(self) -> str:
        return f"{self.by}: {self.gist[:40]}"
