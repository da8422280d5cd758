"""Forms of witnesses: called, and heard."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from cases.examination.forms.teams import known
from cases.examination.witnesses import Testifying
from cases.models import Respondent, Witness
from cases.web.forms.act_form import ActForm, line, long_text


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
        told = {name: keywords.pop(name) for name in ("name", "capacity", "disclosure")}
        return keywords | {"who": Testifying(employee=self.employee, **told)}


class CallWitnessForm(WitnessForm):
    letter_number = line(_("Nomor undangan"), 80, _("Kosong bila diminta lisan."), required=False)


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
        return {"name": number, "capacity": waiting.capacity, "disclosure": waiting.disclosure}
