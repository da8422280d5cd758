"""Forms of the summons: the lawful day is proposed, concerns about another day are shown, and the officer decides."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cases.examination import lawful_days as scheduling
from cases.examination.teams import nearest_superior
from cases.models import EvidenceItem, Panel, Respondent, Summons
from cases.procedure.refusals import RuleViolation
from cases.web.forms.act_form import ActForm, line
from cases.web.forms.choices import set_rows
from cases.web.forms.employees import EmployeeField
from cases.web.forms.fields import TimedField

OPENING = dt.time(9)


class SummonForm(ActForm):
    """One letter for each person; several people are examined one after the other from the given hour."""

    varies = ("hearing_at", "place")
    template = "casefile/acts/_act_summon.html"
    hearing_at = TimedField(label=_("Waktu pemeriksaan"), help_text=_("Mis. 27/3/2026 09.00."))
    minutes = forms.IntegerField(
        label=_("Lama (menit)"), min_value=15, max_value=480, initial=Summons._meta.get_field("minutes").default,
        widget=forms.NumberInput(attrs={"class": "input-short"}),
    )  # fmt: skip
    place = line(_("Tempat"), 200, _("Ruang atau alamat; dipakai untuk memeriksa jadwal yang bertabrakan."))
    is_online = forms.BooleanField(label=_("Daring"), required=False)
    examiner = EmployeeField(
        label=_("Menghadap kepada"),
        max_length=160,
        required=False,
        help_text=_("NIP atau nama atasan yang memanggil; ia menandatangani suratnya. Kosong: ketua tim pemeriksa."),
    )
    letter_number = line(
        _("Nomor surat"), 80, _("Kosong: nomor berikutnya dari register surat tahun ini."), required=False
    )
    despite = forms.BooleanField(label=_("Saya sudah membaca peringatan dan tetap memakai waktu ini"), required=False)

    def add_fields(self) -> None:
        super().add_fields()
        self.fields["on"].label = _("Tanggal surat")
        self.concerns: list[str] = []
        if self.is_bulk:
            del self.fields["letter_number"]

    def initially(self) -> dict[str, Any]:
        agency = self.respondent.agency
        lawful = scheduling.lawful_day(self.respondent, agency.local_date(self.now), self._ordinal(self.respondent))
        day = {"hearing_at": dt.datetime.combine(lawful.day, OPENING, agency.zone)} if lawful else {}
        return day | self._as_before()

    def _as_before(self) -> dict[str, Any]:
        """The place and the examiner of the earlier letter, if any, as defaults; else the nearest superior."""
        before = scheduling.last_letter(self.respondent)
        if before is None:
            return self._superior()
        examiner = before.examiner.name if before.examiner else ""
        return {"place": before.place, "minutes": before.minutes, "is_online": before.is_online, "examiner": examiner}

    def _superior(self) -> dict[str, Any]:
        agency = self.respondent.agency
        job = (
            None if self._has_team(self.respondent) else nearest_superior(self.respondent, agency.local_date(self.now))
        )
        return {"examiner": job.employee.name} if job else {}

    def _has_team(self, respondent: Respondent) -> bool:
        return Panel.objects.standing().filter(respondent=respondent).exists()

    def _ordinal(self, respondent: Respondent) -> int:
        return scheduling.next_ordinal(respondent)

    @property
    def lawful(self) -> scheduling.LawfulDay | None:
        """The lawful day, counted from the typed date of the letter."""
        typed = getattr(self, "cleaned_data", {}).get("on") or self.today
        return scheduling.lawful_day(self.respondent, typed, self._ordinal(self.respondent))

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not self.errors:
            self._check_caller()
        if not self.errors:
            self._check_day()
        return data

    def _check_caller(self) -> None:
        """The direct superior calls, or the team (Pasal 26 PP 94/2021): one of them is there."""
        called = [respondent for respondent, _version in self.concerned()]
        if not all(self.own("examiner", respondent) or self._has_team(respondent) for respondent in called):
            self.add_error(
                "examiner",
                _("Belum ada tim pemeriksa. Sebut atasan langsung yang memanggil dan memeriksa (Pasal 26 PP 94/2021)."),
            )

    def _check_day(self) -> None:
        """A forbidden day is an error, as in the service; a concern is shown once and can be confirmed."""
        for respondent, _version in self.concerned():
            letter = self._letter(respondent)
            try:
                scheduling.forbid(letter)
            except RuleViolation as refusal:
                self.add_error("hearing_at", self._of(respondent, str(refusal)))
            self.concerns += [self._of(respondent, text) for text in scheduling.concerns(letter, self.now)]
        if self.concerns and not self.cleaned_data["despite"] and not self.errors:
            self.add_error("hearing_at", ValidationError(self.concerns))
            self.add_error("despite", _("Ubah waktunya, atau centang ini untuk tetap memakainya."))

    def _of(self, respondent: Respondent, text: str) -> str:
        return f"{respondent}: {text}" if self.is_bulk else text

    def _letter(self, respondent: Respondent) -> Summons:
        """The letter as it would be issued."""
        return Summons(
            respondent=respondent,
            ordinal=self._ordinal(respondent),
            letter_on=self.cleaned_data["on"],
            **self._appointment(respondent),
        )

    def _appointment(self, respondent: Respondent) -> dict[str, Any]:
        data = self.cleaned_data
        place_in_line = [respondent for respondent, _version in self.concerned()].index(respondent)
        later = dt.timedelta(minutes=data["minutes"] * place_in_line)
        kept = {name: self.own(name, respondent) for name in ("minutes", "place", "is_online", "examiner")}
        own, common = self.own("hearing_at", respondent), data["hearing_at"]
        hearing_at = own if own != common else common + later
        return kept | {"hearing_at": hearing_at, "letter_number": data.get("letter_number", "")}

    def keywords(self, respondent: Respondent) -> dict[str, Any]:
        return self._appointment(respondent) | {"on": self.cleaned_data["on"], "note": " ".join(self.concerns)}


class PostponeForm(SummonForm):
    reason = line(_("Alasan"), 200, _("Surat yang diganti tetap tersimpan dengan alasan ini."))

    def _ordinal(self, respondent: Respondent) -> int:
        letter = scheduling.last_letter(respondent)
        return letter.ordinal if letter else 1

    def _letter(self, respondent: Respondent) -> Summons:
        letter = super()._letter(respondent)
        letter.replaces = scheduling.last_letter(respondent)
        return letter

    def keywords(self, respondent: Respondent) -> dict[str, Any]:
        return super().keywords(respondent) | {"reason": self.cleaned_data["reason"]}


class ReceiptForm(ActForm):
    received_by = line(_("Diterima oleh"), 160)
    method = forms.ChoiceField(label=_("Cara"), choices=[("", _("Pilih")), *Summons.Method.choices], required=False)
    evidence = forms.ModelChoiceField(
        EvidenceItem.objects.none(),
        label=_("Bukti terima"),
        required=False,
        empty_label=_("Belum ada"),
        help_text=_("Tambahkan dulu tanda terima sebagai bukti kasus, lalu pilih di sini."),
    )

    def add_fields(self) -> None:
        super().add_fields()
        self.fields["on"].label = _("Diterima pada")
        held = EvidenceItem.objects.filter(case=self.respondent.case_id, state=EvidenceItem.State.HELD)
        set_rows(self, "evidence", held)

    def initially(self) -> dict[str, Any]:
        return {"received_by": str(self.respondent)}


class AbsenceForm(ActForm):
    varies = ("absence", "reason")
    absence = forms.ChoiceField(
        label=_("Sebab tidak hadir"),
        choices=Summons.Absence,
        widget=forms.RadioSelect,
        help_text=_(
            "Tanpa alasan sah: panggilan kedua, sesudah itu diputus atas bukti yang ada (Pasal 26 PP 94/2021). "
            "Dengan alasan sah, atau suratnya tidak diterima: panggilan yang sama diulang."
        ),
    )
    reason = line(_("Keterangan"), 200, required=False)

    def add_fields(self) -> None:
        super().add_fields()
        self.fields["on"].label = _("Hari pemeriksaan")
