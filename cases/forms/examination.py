"""Forms of the examination: team, summons, absence, hearing."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases import clocks
from cases.models import Agency, Attendance, Panel, PanelMember, Respondent, Statement, Summons
from cases.services.hearings import Session
from regulations.calendar import CalendarMissing
from regulations.models import Dispute, Interpretation, TimeLimit
from regulations.summons import hearing_window

from .acts import ActForm, line, long_text
from .fields import TimedField

FIRST_SUMMONS = "SUMMONS1"


class MemberRow(forms.Form):
    name = line(_("Nama"), 160)
    post = line(_("Jabatan"), 160, required=False)
    element = forms.ChoiceField(label=_("Unsur"), choices=PanelMember.Element)


class PanelForm(ActForm):
    template = "cases/_act_rows.html"
    row_sets = {"members": {"row": MemberRow, "key": "name", "size": 4}}
    kind = forms.ChoiceField(label=_("Jenis"), choices=Panel.Kind)
    decree_number = line(_("Nomor keputusan"), 80, required=False)

    def initial_rows(self, name: str) -> list[dict[str, Any]]:
        return [{"element": element} for element in PanelMember.Element]

    def words(self, respondent: Respondent) -> dict[str, Any]:
        return super().words(respondent) | {"members": [PanelMember(**row) for row in self.rows["members"].cleaned()]}


class SummonForm(ActForm):
    hearing_at = TimedField(label=_("Waktu pemeriksaan"))
    place = line(_("Tempat"), 200)
    letter_number = line(_("Nomor surat"), 80, required=False)

    def add_fields(self) -> None:
        super().add_fields()
        self.fields["on"].label = _("Tanggal surat")
        hint = _("Mis. 27/3/2026 09.00.")
        limit = TimeLimit.objects.in_force_for(FIRST_SUMMONS, self.respondent.category, self.today)
        if limit and limit.amount:
            hint = self._suggestion(limit) or hint
        self.fields["hearing_at"].help_text = hint

    def _suggestion(self, limit: TimeLimit) -> str:
        """The day on which both readings of the seven working days are kept, and what the region's reading asks."""
        region = self.respondent.case.government.region
        reading = Interpretation.objects.chosen(Dispute.SUMMONS_DAYS, self.today, region)
        try:
            window = hearing_window(self.today, limit.amount, clocks.calendar_of(self.respondent), reading)
        except CalendarMissing:
            return ""
        words = {"day": self.fields["on"].in_words(window.planned), "n": limit.amount, "rule": window.rule}
        return (
            _("Disarankan %(day)s (hari kerja ke-%(n)d sejak surat; %(rule)s). Tanggal lain dapat dipersoalkan.")
            % words
        )


class ReceiptForm(ActForm):
    received_by = line(_("Diterima oleh"), 160)

    def add_fields(self) -> None:
        super().add_fields()
        self.fields["on"].label = _("Diterima pada")


class AbsenceForm(ActForm):
    reason = line(_("Alasan tidak hadir"), 200, _("Tulis “tidak ada kabar” bila tidak diketahui."))


class AttendanceRow(forms.Form):
    name = line(_("Nama"), 160)
    part = forms.ChoiceField(
        label=_("Sebagai"),
        choices=[("", _("Pilih")), *Attendance.Part.choices],
        error_messages={"required": _("Pilih sebagai apa orang ini hadir.")},
    )
    capacity = line(_("Kedudukan"), 160, required=False)
    state = forms.ChoiceField(label=_("Kehadiran"), choices=Attendance.State)


class StatementRow(forms.Form):
    question = long_text(_("Pertanyaan"))
    answer = long_text(_("Jawaban"), required=False)
    speaker = line(_("Pemberi keterangan"), 160, _("Kosong: terperiksa."), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("question", "answer"):
            self.fields[name].widget.attrs["rows"] = 2


class HearingForm(ActForm):
    template = "cases/_act_rows.html"
    row_sets = {
        "attendances": {"row": AttendanceRow, "key": "name", "size": 6},
        "statements": {"row": StatementRow, "key": "question", "size": 3},
    }
    on = None
    held_at = TimedField(label=_("Waktu pemeriksaan"), help_text=_("Mis. 27/3/2026 09.00."))
    place = line(_("Tempat"), 200)
    held_by = forms.ModelChoiceField(Agency.objects.none(), label=_("Diperiksa oleh"), empty_label=None)
    is_online = forms.BooleanField(label=_("Daring"), required=False)
    minutes_number = line(_("Nomor berita acara"), 80, required=False)

    def add_fields(self) -> None:
        super().add_fields()
        self.fields["held_by"].queryset = Agency.objects.filter(government_id=self.user.government_id)

    def initially(self) -> dict[str, Any]:
        """Time and place of the letter, where one letter or the same time and place called everybody."""
        letters = [Summons.objects.of_this_round(each).last() for each in self.respondents]
        called = {(letter.hearing_at, letter.place) if letter else None for letter in letters}
        known = {"held_by": self.user.agency_id or self.respondent.agency_id}
        if len(called) > 1 or None in called:
            return known
        hearing_at, place = called.pop()
        return known | {"place": place} | ({"held_at": hearing_at} if hearing_at <= self.now else {})

    def initial_rows(self, name: str) -> list[dict[str, Any]]:
        """The team as it was formed, and whom it examines; who else comes is chosen."""
        if name != "attendances":
            return []
        parts = Attendance.Part
        teams = PanelMember.objects.filter(panel__respondent__in=self.respondents).order_by("pk")
        members = {member.name: member.post or member.get_element_display() for member in teams}
        whom = {} if self.is_bulk else {"name": str(self.respondent), "capacity": self.respondent.post}
        team = [{"name": member, "part": parts.MEMBER, "capacity": post} for member, post in members.items()]
        return [whom | {"part": parts.RESPONDENT}, *(team or [{"part": parts.CHAIR}, {"part": parts.MEMBER}]),
                {"part": parts.CLERK}, {"part": parts.COMPANION}]  # fmt: skip

    def words(self, respondent: Respondent) -> dict[str, Any]:
        session = Session(
            **super().words(respondent),
            attendances=[Attendance(**row) for row in self.rows["attendances"].cleaned()],
            statements=[Statement(**row) for row in self.rows["statements"].cleaned()],
        )
        return {"session": session, "on": respondent.agency.local_date(session.held_at)}
