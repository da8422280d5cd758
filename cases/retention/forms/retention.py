"""Forms of the pages of retention."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.models.retention.disposal import KEPT_TIMES
from cases.web.forms.act_form import line


class HoldForm(forms.Form):
    reason = line(_("Alasan"), 300, _("Mis. gugatan di PTUN, audit, atau permintaan yang bersangkutan."))


class ChoiceForm(forms.Form):
    step = forms.ChoiceField(label=_("Yang disimpan"), choices=[(step.value, step.value) for step in KEPT_TIMES])
    months = forms.IntegerField(label=_("Masa simpan (bulan)"), min_value=1, max_value=1200)
    basis = line(_("Dasar hukum"), 200, _("Peraturan tentang jadwal retensi arsip daerah."))
