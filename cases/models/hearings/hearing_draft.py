"""The hearing room: text typed during an examination, before it becomes the record (decision 41)."""

import hashlib
import json
import uuid
from collections.abc import Mapping
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cases.models.casefile.respondent import Respondent
from cases.models.evidence.evidence import EvidenceItem
from cases.models.hearings.hearing import Attendance, Hearing, Statement
from cases.models.people.account import User
from lib.append_only import AppendOnly


class HearingDraftQuerySet(models.QuerySet["HearingDraft"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(respondent__in=Respondent.objects.visible_to(user))

    def unrecorded(self) -> Self:
        return self.filter(hearing__isnull=True)


class HearingDraft(models.Model):
    """One room of one respondent. ``hearing`` is the record that was made of it, if any."""

    respondent = models.ForeignKey(Respondent, on_delete=models.PROTECT, related_name="hearing_drafts")
    opened_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(_("dibuka"))
    revision = models.PositiveIntegerField(default=0, help_text=_("naik setiap kali ada yang disimpan"))
    hearing = models.OneToOneField(Hearing, on_delete=models.PROTECT, null=True, related_name="draft")
    recorded_at = models.DateTimeField(_("dicatat"), null=True)

    objects = HearingDraftQuerySet.as_manager()

    class Meta:
        verbose_name = _("ruang pemeriksaan")
        constraints = [
            models.UniqueConstraint(
                fields=["respondent"], condition=Q(hearing__isnull=True), name="one_open_room_per_respondent"
            ),
            models.CheckConstraint(
                condition=Q(hearing__isnull=True) ^ Q(recorded_at__isnull=False), name="room_recorded_with_its_moment"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.respondent} {self.opened_at:%d/%m/%Y}"


def fingerprint(texts: Mapping[str, str], *, is_struck: bool) -> str:
    """A short hash of the texts of a row."""
    return hashlib.sha256(json.dumps([sorted(texts.items()), is_struck]).encode()).hexdigest()[:16]


class DraftRow(models.Model):
    """A row of a draft, with the key that the typing page gave it.

    ``version`` counts the accepted texts. ``writer`` is the page that wrote last and ``sequence`` the number of its
    edit; they identify repeated and late edits of the same page.
    """

    TEXTS: ClassVar[tuple[str, ...]]
    error: str = ""  # set by the page, not stored

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    rank = models.FloatField(help_text=_("urutan; baris sisipan mendapat angka di antara dua tetangganya"))
    version = models.PositiveIntegerField(default=1)
    writer = models.UUIDField()
    sequence = models.PositiveIntegerField()
    revision = models.PositiveIntegerField()
    changed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()
    is_struck = models.BooleanField(_("dicoret"), default=False)

    class Meta:
        abstract = True

    @property
    def texts(self) -> dict[str, str]:
        return {name: getattr(self, name) for name in self.TEXTS}

    @property
    def text_fingerprint(self) -> str:
        """Lets a form without script detect changed rows."""
        return fingerprint(self.texts, is_struck=self.is_struck)


class DraftStatement(DraftRow):
    """A question with its answer, or an event: evidence shown, a question repeated, a break, its end."""

    TEXTS = ("question", "answer", "speaker")

    draft = models.ForeignKey(HearingDraft, on_delete=models.PROTECT, related_name="statements")
    kind = models.CharField(max_length=10, choices=Statement.Kind, default=Statement.Kind.QUESTION)
    question = models.TextField(_("pertanyaan"), blank=True)
    answer = models.TextField(_("jawaban"), blank=True)
    speaker = models.CharField(_("pemberi keterangan"), max_length=160, blank=True)
    evidence = models.ForeignKey(EvidenceItem, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(_("pukul"), null=True)

    class Meta:
        verbose_name = _("naskah keterangan")
        ordering = ["rank", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=Statement.Kind.EVIDENCE) ^ Q(evidence__isnull=True), name="draft_stamp_names_evidence"
            ),
            models.CheckConstraint(
                condition=Q(kind=Statement.Kind.QUESTION) ^ Q(at__isnull=False), name="draft_stamp_has_its_moment"
            ),
        ]

    def __str__(self) -> str:
        return self.question[:60]

    def wording(self) -> str:
        """The text of an event with its local time; for a question the question."""
        if self.at is None:
            return self.question
        facts = {"time": self.at.astimezone(self.draft.respondent.agency.zone).strftime("%H.%M %Z")}
        if self.evidence is not None:
            item = self.evidence
            shown = facts | {"code": item.code, "title": item.title, "sha": item.sha256[:12] or "–"}
            return gettext("Pukul %(time)s diperlihatkan bukti %(code)s: %(title)s (sidik jari %(sha)s).") % shown
        if self.kind == Statement.Kind.REPEAT:
            return gettext("Pukul %(time)s pertanyaan diulangi.") % facts
        if self.kind == Statement.Kind.BREAK:
            return gettext("Pukul %(time)s pemeriksaan diskors.") % facts
        return gettext("Pukul %(time)s pemeriksaan dilanjutkan.") % facts


class DraftAttendance(DraftRow):
    """A person in the room, on line or expected."""

    TEXTS = ("name", "part", "capacity", "state")

    draft = models.ForeignKey(HearingDraft, on_delete=models.PROTECT, related_name="attendances")
    name = models.CharField(_("nama"), max_length=160, blank=True)
    part = models.CharField(_("sebagai"), max_length=12, choices=Attendance.Part, blank=True)
    capacity = models.CharField(_("kedudukan"), max_length=160, blank=True)
    state = models.CharField(
        _("kehadiran"), max_length=8, choices=Attendance.State, default=Attendance.State.PRESENT, blank=True
    )

    class Meta:
        verbose_name = _("naskah kehadiran")
        ordering = ["rank", "id"]

    def __str__(self) -> str:
        return self.name


class TeamNote(DraftRow):
    """A note of the team for itself. It never enters the minutes, a letter or the handover package."""

    TEXTS = ("text",)

    draft = models.ForeignKey(HearingDraft, on_delete=models.PROTECT, related_name="notes")
    text = models.TextField(_("catatan"), blank=True)

    class Meta:
        verbose_name = _("catatan tim")
        ordering = ["rank", "id"]

    def __str__(self) -> str:
        return self.text[:60]


class TeamNoteVersion(models.Model):
    """The earlier text of a note that another page changed. Never changed or deleted (a trigger refuses it)."""

    note = models.ForeignKey(TeamNote, on_delete=models.PROTECT, related_name="versions")
    version = models.PositiveIntegerField()
    text = models.TextField(_("catatan"))
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        verbose_name = _("versi catatan tim")
        ordering = ["version"]
        constraints = [models.UniqueConstraint(fields=["note", "version"], name="team_note_version_unique")]
        triggers = [AppendOnly()]

    def __str__(self) -> str:
        return f"{self.version}: {self.text[:60]}"


class WritingLease(models.Model):
    """The lease of the page that is writing in a room. Other pages show it; it does not lock."""

    draft = models.OneToOneField(HearingDraft, on_delete=models.PROTECT, primary_key=True, related_name="lease")
    page = models.UUIDField()
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    taken_at = models.DateTimeField()
    held_until = models.DateTimeField()

    class Meta:
        verbose_name = _("penulis ruang pemeriksaan")

    def __str__(self) -> str:
        return f"{self.draft_id} {self.user}"


class Snippet(models.Model):
    """An abbreviation that expands to a sentence while an account types an answer: ``;ya`` for "Ya, benar."."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="snippets")
    short = models.CharField(_("singkatan"), max_length=13)
    text = models.CharField(_("teks"), max_length=300)

    class Meta:
        verbose_name = _("singkatan ketik")
        ordering = ["short"]
        constraints = [
            models.UniqueConstraint(fields=["user", "short"], name="snippet_once_per_account"),
            models.CheckConstraint(
                condition=Q(short__regex=r"^;[a-z0-9]{1,12}$"), name="snippet_starts_with_semicolon"
            ),
        ]

    def __str__(self) -> str:
        return self.short


class DraftAlternative(models.Model):
    """The conflicting text of an answer that two pages wrote. A person resolves it, never the system."""

    statement = models.ForeignKey(DraftStatement, on_delete=models.PROTECT, related_name="alternatives")
    writer = models.UUIDField()
    sequence = models.PositiveIntegerField()
    question = models.TextField(blank=True)
    answer = models.TextField(blank=True)
    speaker = models.CharField(max_length=160, blank=True)
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("naskah lain")
        ordering = ["written_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["statement", "writer"],
                condition=Q(settled_at__isnull=True),
                name="one_open_alternative_per_writer",
            ),
        ]

    def __str__(self) -> str:
        return self.answer[:60]
