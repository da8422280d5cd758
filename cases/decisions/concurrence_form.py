"""The form by which a second official agrees."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.decisions.concurrence import possible_seconds
from cases.decisions.deliberation_reading import deliberate
from cases.models import Respondent, User
from cases.web.forms.act_form import ActForm, line, long_text
from cases.web.forms.choices import set_choices, set_rows


class DepartingForm(ActForm):
    """Offers only the sanctions that leave what the law fixes: for the rest nobody has to agree."""

    sanction = forms.ChoiceField(label=_("Sanksi"), widget=forms.RadioSelect)

    def add_fields(self) -> None:
        super().add_fields()
        bearing = deliberate(self.respondent, on=self.today)
        self.kinds = {str(kind.pk): kind for kind in bearing.sanctions if bearing.grave(kind)}
        set_choices(self, "sanction", [(pk, kind.name) for pk, kind in self.kinds.items()])

    def keywords(self, respondent: Respondent) -> dict[str, Any]:
        keywords = super().keywords(respondent)
        return keywords | {"sanction_type": self.kinds[keywords.pop("sanction")]}


class AskConcurrenceForm(DepartingForm):
    asked = forms.ModelChoiceField(
        User.objects.none(), label=_("Pejabat kedua"), empty_label=None,
        help_text=_("Akun yang dihubungkan dengan pegawai; bukan pemutus, bukan terperiksa."),
    )  # fmt: skip
    note = long_text(_("Mengapa menyimpang"), _("Dibaca pejabat itu bersama lembar keabsahan."))

    def add_fields(self) -> None:
        super().add_fields()
        others = [each.pk for each in possible_seconds(self.respondent) if each != self.user]
        set_rows(self, "asked", User.objects.filter(pk__in=others).order_by("first_name", "username"))


class ConcurForm(DepartingForm):
    sanction = forms.ChoiceField(
        label=_("Sanksi yang disetujui"),
        widget=forms.RadioSelect,
        help_text=_("Hanya yang menyimpang dari tingkat menurut hukum, atau yang pertanyaannya masih terbuka."),
    )
    reason = long_text(_("Alasan menyetujui"), _("Disetujui dengan akun Anda sendiri, sebelum keputusan dicatat."))
    article = line(_("Pasal yang membolehkan"), 200)
