"""One person's path through a case."""

import datetime as dt
from typing import TYPE_CHECKING, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models.casefile.case import Case, Status
from cases.models.people.employee import Employee
from cases.models.people.government import Agency, Role
from cases.models.people.reader import Reader
from regulations.models import ClockStep, Route, StaffCategory

if TYPE_CHECKING:
    from cases.models.decisions.decision import Decision


class ClosingReason(models.TextChoices):
    SANCTION_SERVED = "SANCTION_SERVED", _("Sanksi selesai dijalani")
    COACHED = "COACHED", _("Pembinaan selesai")
    NO_ACTION = "NO_ACTION", _("Tidak ditindaklanjuti")
    NOT_STAFF = "NOT_STAFF", _("Bukan pegawai")
    WRONG_PERSON = "WRONG_PERSON", _("Salah orang")
    ALREADY_HANDLED = "ALREADY_HANDLED", _("Peristiwa lama dan sudah ditangani")
    UNFOUNDED = "UNFOUNDED", _("Tidak terbukti")
    IMPERSONATION = "IMPERSONATION", _("Akun tiruan atau disalahgunakan")
    OUT_OF_SCOPE = "OUT_OF_SCOPE", _("Di luar kewenangan, diteruskan")
    RESIGNED = "RESIGNED", _("Mengundurkan diri")
    DIED = "DIED", _("Meninggal dunia")
    PENSIONED = "PENSIONED", _("Pensiun")
    TRANSFERRED = "TRANSFERRED", _("Pindah instansi")
    CONTRACT_ENDED = "CONTRACT_ENDED", _("Masa kontrak berakhir")
    ANNULLED = "ANNULLED", _("Keputusan dibatalkan")
    WITHDRAWN = "WITHDRAWN", _("Laporan dibatalkan pencatatnya")
    ELSEWHERE = "ELSEWHERE", _("Ditangani dalam berkas lain")


EARLY_EXITS = frozenset(
    {
        ClosingReason.NOT_STAFF,
        ClosingReason.WRONG_PERSON,
        ClosingReason.ALREADY_HANDLED,
        ClosingReason.UNFOUNDED,
        ClosingReason.IMPERSONATION,
        ClosingReason.OUT_OF_SCOPE,
    }
)


SERVICE_ENDED = frozenset(
    {ClosingReason.DIED, ClosingReason.PENSIONED, ClosingReason.TRANSFERRED, ClosingReason.CONTRACT_ENDED}
)


LEFT_BEFORE = EARLY_EXITS | {
    ClosingReason.NO_ACTION,
    ClosingReason.COACHED,
    ClosingReason.RESIGNED,
    ClosingReason.ELSEWHERE,
    ClosingReason.WITHDRAWN,
}


class Identity(models.TextChoices):
    """The certainty of an identity; the first name that circulates is often wrong."""

    SUSPECTED = "SUSPECTED", _("Belum pasti")
    UNIT = "UNIT", _("Dipastikan unit kerja")
    PERSON = "PERSON", _("Dipastikan yang bersangkutan")


class RespondentQuerySet(models.QuerySet["Respondent"]):
    def visible_to(self, user: Reader) -> Self:
        """Respondents of the cases that the account may read."""
        return self.filter(case__in=Case.objects.visible_to(user))

    def in_conflict(self, user: Reader) -> Self:
        """Respondents of the cases that a conflict of interest closes to the account."""
        return self.filter(case__in=Case.objects.in_conflict(user))

    def open(self) -> Self:
        return self.exclude(status=Status.CLOSED)

    def awaiting(self, role: str) -> Self:
        """Paths whose next step belongs to this role and that are not on hold."""
        return self.open().filter(turn=role, is_held=False)


class Respondent(models.Model):
    """A person in a case, or an unidentified one, with their own status, route and clocks."""

    class Part(models.TextChoices):
        ACTOR = "ACTOR", _("Yang tampil dalam unggahan")
        UPLOADER = "UPLOADER", _("Pengunggah")
        RECORDER = "RECORDER", _("Perekam")
        PERMITTER = "PERMITTER", _("Yang membiarkan")
        OFFICIAL = "OFFICIAL", _("Pejabat yang diadukan")

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="respondents")
    employee = models.ForeignKey(Employee, on_delete=models.PROTECT, null=True, blank=True, related_name="respondents")
    description = models.CharField(_("ciri-ciri"), max_length=200, blank=True)
    out_of = models.ForeignKey(
        "UnknownGroup", on_delete=models.PROTECT, null=True, blank=True, related_name="identified"
    )
    part = models.CharField(_("peran dalam kejadian"), max_length=10, choices=Part, default=Part.ACTOR)

    identity = models.CharField(_("identitas"), max_length=10, choices=Identity, default=Identity.UNIT)

    # Data of the day of the event; the current data are in the employment rows.
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    category = models.CharField(_("status kepegawaian"), max_length=20, choices=StaffCategory, blank=True)
    category_note = models.CharField(_("catatan status kepegawaian"), max_length=200, blank=True)
    post = models.CharField(_("jabatan"), max_length=160, blank=True)

    # Written only by ``workflow``.
    status = models.CharField(_("tahap"), max_length=16, choices=Status, default=Status.REPORTED)
    status_on = models.DateField(_("sejak"))
    route = models.CharField(_("jalur"), max_length=12, choices=Route, blank=True)
    turn = models.CharField(_("giliran"), max_length=16, choices=Role, blank=True)
    due_on = models.DateField(_("tenggat"), null=True)
    is_held = models.BooleanField(_("ditahan"), default=False)
    closing_reason = models.CharField(_("alasan selesai"), max_length=20, choices=ClosingReason, blank=True)
    reopened_on = models.DateField(
        _("dibuka kembali"),
        null=True,
        blank=True,
        help_text=_("panggilan dan pemeriksaan sebelumnya tidak dihitung lagi"),
    )
    round = models.PositiveSmallIntegerField(
        _("putaran"), default=0, db_default=0, help_text=_("naik setiap jalur dibuka kembali atau diteruskan")
    )
    absences = models.PositiveSmallIntegerField(
        _("tidak hadir"), default=0, help_text=_("panggilan sejak jalur dibuka yang tidak dipenuhi tanpa alasan sah")
    )
    version = models.PositiveIntegerField(default=1)
    # Not stored: the last day of each clock that the step just taken has started; set by ``workflow.advance``.
    started: dict[ClockStep, dt.date]

    objects = RespondentQuerySet.as_manager()

    class Meta:
        verbose_name = _("terperiksa")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["case", "employee"], name="respondent_once_per_case"),
            models.CheckConstraint(
                condition=models.Q(employee__isnull=False) | ~models.Q(description=""),
                name="respondent_named_or_described",
            ),
            models.CheckConstraint(
                condition=models.Q(status=Status.CLOSED) ^ models.Q(closing_reason=""), name="closed_with_a_reason"
            ),
        ]
        indexes = [
            models.Index(
                fields=["turn", "due_on", "id"], name="respondent_queue", condition=~models.Q(status=Status.CLOSED)
            ),
            models.Index(
                fields=["due_on", "id"], name="respondent_open_due", condition=~models.Q(status=Status.CLOSED)
            ),
            models.Index(
                fields=["-status_on", "-id"], name="respondent_closed_newest", condition=models.Q(status=Status.CLOSED)
            ),
            models.Index(
                fields=["due_on", "id"],
                name="respondent_to_decide",
                condition=models.Q(status=Status.FINDINGS, is_held=False),
            ),
            models.Index(fields=["due_on", "id"], name="respondent_held", condition=models.Q(is_held=True)),
            models.Index(fields=["employee"], name="respondent_employee"),
        ]

    def __str__(self) -> str:
        return self.employee.name if self.employee else f"{_('Belum dikenal')}: {self.description}"

    @property
    def is_closed(self) -> bool:
        return self.status == Status.CLOSED

    @property
    def is_summoned(self) -> bool:
        return self.status == Status.SUMMONED

    @property
    def is_contested(self) -> bool:
        return self.status == Status.CONTESTED

    @property
    def is_suspected(self) -> bool:
        return self.identity == Identity.SUSPECTED

    @property
    def is_turn_of_agency(self) -> bool:
        """Whether the next step belongs to the agency itself; also true while nobody is named."""
        return self.turn in ("", Role.HR_OFFICER)

    @property
    def is_identified(self) -> bool:
        return self.employee_id is not None

    @property
    def was_called_in_vain(self) -> bool:
        """Whether the person was absent twice without valid reason: the decision then follows the evidence (Pasal 26
        ayat (4) PP 94/2021)."""
        return self.absences >= 2

    @property
    def is_confirmed(self) -> bool:
        """Whether a letter may be sent to this person."""
        return self.is_identified and self.identity != Identity.SUSPECTED

    @property
    def standing_decision(self) -> "Decision":
        """The decision neither replaced nor annulled, read anew. Raises Decision.DoesNotExist if there is none."""
        return self.decisions.standing().select_related("delivery", "official_person").get()

    @property
    def standing_decision_or_none(self) -> "Decision | None":
        """As ``standing_decision``, for a path that may have none."""
        return self.decisions.standing().select_related("delivery", "official_person").first()

    @property
    def title(self) -> str:
        """Terlapor until summoned, and for a path that closed before; otherwise terperiksa."""
        before = Status(self.status).rank < Status.SUMMONED.rank or self.closing_reason in LEFT_BEFORE
        return str(_("Terlapor")) if before else str(_("Terperiksa"))
