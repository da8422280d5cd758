"""Forms that publish a circular, and store a list signed by hand."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from cases.evidence.file_types import PDF_HINT
from cases.models import Agency, Receipt, User
from cases.web.forms.act_form import line
from cases.web.forms.choices import set_rows
from cases.web.forms.fields import DatedForm, DayField
from cases.web.keys import key_of

USUALLY = dt.timedelta(days=30)


class PublishForm(DatedForm):
    agencies = forms.ModelMultipleChoiceField(
        Agency.objects.none(),
        label=_("Perangkat daerah"),
        widget=forms.SelectMultiple(attrs={"size": 12}),
        help_text=_("Beserta unit di bawahnya. Tahan Ctrl untuk memilih beberapa."),
        error_messages={"required": _("Pilih perangkat daerah.")},
    )
    everyone = forms.BooleanField(label=_("Semua perangkat daerah"), required=False)
    expires_on = DayField(
        label=_("Tautan berlaku sampai dengan"), help_text=_("Sesudahnya tautan pribadi tidak dapat dipakai lagi.")
    )
    field_order = ("everyone", "agencies", "expires_on")

    def __init__(self, *args: Any, user: User, today: dt.date, **kwargs: Any) -> None:
        self.user = user
        super().__init__(*args, today=today, initial={"expires_on": today + USUALLY}, **kwargs)

    def add_fields(self) -> None:
        self.all_agencies = Agency.objects.in_government_of(self.user).order_by("path")
        set_rows(self, "agencies", self.all_agencies)
        if self.data.get("everyone"):
            self.fields["agencies"].required = False

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if data.get("everyone"):
            data["agencies"] = list(self.all_agencies.filter(parent=None))
        return data


class SheetForm(forms.Form):
    """Where the sheet is kept, its scan, and who signed; the people come from the table of the page."""

    receipts = forms.CharField(required=False, widget=forms.HiddenInput)
    note = line(_("Catatan"), 300, _("Mis. daftar bertanda tangan apel 12 Januari 2026, disimpan di subbagian umum."))
    document = forms.FileField(label=_("Pindaian daftar"), required=False, help_text=PDF_HINT)

    data: QueryDict

    def clean_receipts(self) -> QuerySet[Receipt]:
        texts = self.data.getlist("receipts")
        keys = [key for text in texts if (key := key_of(text)) is not None]
        if not keys or len(keys) < len(texts):
            raise ValidationError(_("Pilih paling sedikit satu orang."))
        return Receipt.objects.filter(pk__in=keys)
