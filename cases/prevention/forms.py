"""Forms of prevention: the review of a warning, a corrective action, and its end."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.models import Agency, Case, CorrectiveAction, User, WarningReview, regulations_visible_to
from cases.web.forms.act_form import line
from cases.web.forms.choices import set_rows
from cases.web.forms.fields import DatedForm, DayField
from regulations.models import Regulation


class ReviewForm(forms.Form):
    cause = line(_("Penyebab"), 300, _("Menurut Anda, sesudah melihat kasus atau angkanya."))
    measure = line(_("Yang dilakukan"), 300, _("Mis. pembinaan di unit itu, atau tidak perlu apa-apa."))
    outcome = forms.ChoiceField(label=_("Hasil"), choices=WarningReview.Outcome, widget=forms.RadioSelect)


class ActionForm(DatedForm):
    kind = forms.ChoiceField(label=_("Jenis"), choices=CorrectiveAction.Kind)
    text = line(_("Tindakan"), 300, _("Apa yang harus berubah, mis. sosialisasi bagi semua petugas loket."))
    owner = forms.ModelChoiceField(Agency.objects.none(), label=_("Penanggung jawab"))
    due_on = DayField(label=_("Paling lambat"))
    number = line(_("Nomor kasus"), 20, _("Bila mengikuti suatu kasus."), required=False)
    regulation = forms.ModelChoiceField(
        Regulation.objects.none(), label=_("Surat edaran"), required=False, empty_label=_("Bukan surat edaran")
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        self.user = user
        super().__init__(*args, **kwargs)

    def add_fields(self) -> None:
        set_rows(self, "owner", Agency.objects.filter(government=self.user.own_government).order_by("short_name"))
        own = regulations_visible_to(self.user).filter(registration__government=self.user.government_id)
        set_rows(self, "regulation", own, lambda row: f"{row.number} {row.title}"[:90])

    def clean_number(self) -> Case | None:
        number = self.cleaned_data["number"].strip()
        found = Case.objects.visible_to(self.user).filter(number=number).first() if number else None
        if number and found is None:
            raise forms.ValidationError(_("Kasus itu tidak ditemukan."))
        return found

    def keywords(self) -> dict[str, Any]:
        given = dict(self.cleaned_data)
        return given | {"case": given.pop("number")}


class FinishForm(DatedForm):
    on = DayField(label=_("Selesai pada"))
    proof = line(_("Bukti pelaksanaan"), 300, _("Mis. nomor undangan, daftar hadir, atau suratnya."))
