"""The form of the examination: time and place, people present, and what was said."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.examination.lawful_days import last_letter
from cases.examination.sessions import Session
from cases.models import Agency, Attendance, PanelMember, Respondent, Statement
from cases.web.forms.act_form import ActForm, line, long_text
from cases.web.forms.choices import set_rows
from cases.web.forms.fields import TimedField

PART_IN_ROOM = {
    PanelMember.Part.CHAIR: Attendance.Part.CHAIR,
    PanelMember.Part.SECRETARY: Attendance.Part.CLERK,
    PanelMember.Part.MEMBER: Attendance.Part.MEMBER,
}


def consent_line() -> forms.CharField:
    """The field for the consent to another day; used by every form that records a session."""
    return line(
        _("Kesediaan diperiksa pada hari lain"),
        200,
        _("Hanya bila bukan pada hari menurut surat: bagaimana terperiksa menyatakan bersedia, dan buktinya."),
        required=False,
    )


class ReferForm(ActForm):
    reason = long_text(_("Dasar meneruskan"), _("Mis. putusan majelis, dengan nomor dan tanggalnya."))


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
    template = "casefile/acts/_act_rows.html"
    aside = "casefile/acts/_act_room.html"
    row_sets = {
        "attendances": {"row": AttendanceRow, "key": "name", "size": 6},
        "statements": {"row": StatementRow, "key": "question", "size": 3},
    }
    on = None  # type: ignore[assignment]  # how Django drops an inherited field: the moment says the day
    held_at = TimedField(label=_("Waktu pemeriksaan"), help_text=_("Mis. 27/3/2026 09.00."))
    place = line(_("Tempat"), 200)
    held_by = forms.ModelChoiceField(Agency.objects.none(), label=_("Diperiksa oleh"), empty_label=None)
    is_online = forms.BooleanField(label=_("Daring"), required=False)
    consent = consent_line()
    minutes_number = line(_("Nomor berita acara"), 80, required=False)

    def add_fields(self) -> None:
        super().add_fields()
        if self.is_bulk:
            self.fields["concerned"].help_text = _("Hanya yang hadir; yang tidak hadir dicatat ketidakhadirannya.")
        set_rows(self, "held_by", Agency.objects.in_government_of(self.user))

    def initially(self) -> dict[str, Any]:
        """Time and place of the letter, if all people have the same letter or the same time and place."""
        letters = [last_letter(respondent) for respondent in self.respondents]
        called = {(letter.hearing_at, letter.place, letter.is_online) for letter in letters if letter}
        known = {"held_by": self.user.agency_id or self.respondent.agency_id}
        if len(called) != 1 or None in letters:
            return known
        hearing_at, place, is_online = called.pop()
        return (
            known
            | {"place": place, "is_online": is_online}
            | ({"held_at": hearing_at} if hearing_at <= self.now else {})
        )

    def initial_rows(self, name: str) -> list[dict[str, Any]]:
        """The members of the team and the examinee; other people are added by choice."""
        if name != "attendances":
            return []
        parts = Attendance.Part
        teams = PanelMember.objects.serving().filter(panel__respondent__in=self.respondents).order_by("pk")
        whom = {} if self.is_bulk else {"name": str(self.respondent), "capacity": self.respondent.post}
        team = [
            {
                "name": examiner.name,
                "part": PART_IN_ROOM[PanelMember.Part(examiner.part)],
                "capacity": examiner.post or examiner.get_element_display(),
            }
            for examiner in {member.name: member for member in teams}.values()
        ]
        return [whom | {"part": parts.RESPONDENT}, *(team or [{"part": parts.CHAIR}, {"part": parts.MEMBER}]),
                {"part": parts.CLERK}, {"part": parts.COMPANION}]  # fmt: skip

    def _there(self, respondent: Respondent) -> list[Attendance]:
        """Whether the examinee came. With several people, the chosen ones came, each to their own session."""
        rows = [Attendance(**row) for row in self.rows["attendances"].cleaned()]
        if not self.is_bulk:
            return rows
        part, state = Attendance.Part.RESPONDENT, Attendance.State
        how = state.ONLINE if self.cleaned_data["is_online"] else state.PRESENT
        own = Attendance(name=str(respondent), part=part, capacity=respondent.post, state=how)
        return [own, *(row for row in rows if row.part != part)]

    def day(self) -> dt.date | None:
        held_at = self.cleaned_data.get("held_at")
        return self.respondent.agency.local_date(held_at) if held_at else None

    def keywords(self, respondent: Respondent) -> dict[str, Any]:
        session = Session(
            **super().keywords(respondent),
            attendances=self._there(respondent),
            statements=[Statement(**row) for row in self.rows["statements"].cleaned()],
        )
        return {"session": session, "on": respondent.agency.local_date(session.held_at)}
