"""Forms of witnesses: called, and heard."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from cases.examination.forms.teams import known
from cases.examination.witnesses import Testifying
from cases.letters.witness_facts import invitation_words
from cases.models import Respondent, Witness
from cases.web.forms.act_form import ActForm, line, long_text
from cases.web.forms.fields import TimedField


class WitnessForm(ActForm):
    """Who it is: an employee by name or number, or somebody from outside by name."""

    name = line(_("Nama atau NIP"), 160, _("Pegawai dikenali dari NIP atau namanya; orang luar cukup namanya."))
    capacity = line(_("Hubungannya dengan perkara"), 160, _("Mis. rekan satu loket, pelapor, ahli."))
    disclosure = line(
        _("Bila ia juga terlapor"), 200, _("Tulis itu, dan mengapa ia didengar sebagai saksi."), required=False
    )

    def clean_name(self) -> str:
        self.employee = known(self.cleaned_data["name"], self.user)
        return self.employee.name if self.employee else self.cleaned_data["name"]

    def keywords(self, respondent: Respondent) -> dict[str, Any]:
        keywords = super().keywords(respondent)
        known = {name: keywords.pop(name) for name in ("name", "capacity", "disclosure")}
        return keywords | {"who": Testifying(employee=self.employee, **known)}


class CallWitnessForm(WitnessForm):
    heard_at = TimedField(
        label=_("Waktu"),
        help_text=_("Mis. 27/3/2026 09.00. Bila diisi, undangannya langsung terbit. Kosong: diminta lisan."),
        required=False,
    )
    place = line(_("Tempat"), 200, required=False)
    before = line(
        _("Menghadap kepada"), 160, _("Hanya selama belum ada tim atau panggilan terperiksa."), required=False
    )
    questions = long_text(_("Pokok pertanyaan"), required=False)
    letter_number = line(
        _("Nomor undangan"),
        80,
        _("Kosong: nomor berikutnya dari register surat bila undangannya terbit."),
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """Nobody is invited to a time before the invitation, or to no place."""
        data = super().clean()
        heard_at, on = data.get("heard_at"), self.day()
        if heard_at and on and self.respondent.agency.local_date(heard_at) < on:
            self.add_error("heard_at", _("Waktunya tidak boleh sebelum tanggal undangan (Pasal 30 PP 94/2021)."))
        if heard_at and not data.get("place"):
            self.add_error("place", _("Tulis tempatnya, seperti dalam undangan."))
        return data

    def keywords(self, respondent: Respondent) -> dict[str, Any]:
        keywords = super().keywords(respondent)
        for name in ("heard_at", "questions", "before"):
            del keywords[name]
        return keywords | {"is_invited": bool(self.cleaned_data["heard_at"])}

    def letter_words(self, respondent: Respondent) -> dict[str, str] | None:
        data, called = self.cleaned_data, Witness.objects.unheard().filter(respondent=respondent).last()
        if called is None or not data["heard_at"]:
            return None
        return invitation_words(called, data["heard_at"], data["questions"], data["before"])


class HearWitnessForm(WitnessForm):
    place = line(_("Tempat"), 200, required=False)
    minutes_number = line(
        _("Nomor berita acara"),
        80,
        _("Kosong: nomor berikutnya dari register surat. Berita acaranya langsung terbit."),
        required=False,
    )
    statement = long_text(_("Keterangan"), _("Bukan jawaban terperiksa; pemeriksaannya tetap tersendiri."))

    def initially(self) -> dict[str, Any]:
        """Whoever was called first and has not spoken yet."""
        waiting = Witness.objects.unheard().filter(respondent=self.respondent).first()
        if waiting is None:
            return {}
        number = waiting.employee.number if waiting.employee else waiting.name
        kept = ("capacity", "disclosure", "place")
        return {"name": number} | {name: getattr(waiting, name) for name in kept}
