"""Forms that confirm or doubt an identity."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.models import CERTAINTIES, IdentityNote
from cases.web.forms.act_form import ActForm, line


class ConfirmIdentityForm(ActForm):
    varies = ("kind", "said_by", "how")
    kind = forms.ChoiceField(
        label=_("Dipastikan oleh"),
        widget=forms.RadioSelect,
        choices=[(IdentityNote.Kind.UNIT, _("Unit kerjanya")), (IdentityNote.Kind.PERSON, _("Yang bersangkutan"))],
    )
    said_by = line(_("Nama dan jabatan yang memastikan"), 160)
    how = line(_("Bagaimana dipastikan"), 300, _("Mis. lewat telepon; wajah dan suara dikenali; akun diakui."))


class DoubtIdentityForm(ActForm):
    kind = forms.ChoiceField(
        label=_("Yang diragukan"),
        widget=forms.RadioSelect,
        choices=[(kind.value, kind.label) for kind in IdentityNote.Kind if kind not in CERTAINTIES],
    )
    said_by = line(_("Menurut siapa"), 160)
    how = line(_("Dasarnya"), 300, _("Pengakuan saja belum bukti; tulis apa yang sudah dan belum diperiksa."))
