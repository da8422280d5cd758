"""Forms of one employee: a new one, and another post."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.models import Agency, Employee, Employment, Government
from cases.models.people.employee import near_names
from cases.web.forms.fields import DatedForm, DayField
from lib.sheets.nip import nip_in, validate_nip

NEAR_SHOWN = 5


class PostForm(DatedForm, forms.ModelForm):  # type: ignore[type-arg]  # the class takes no argument at run time
    """Category, unit and post from a day on."""

    starts_on = DayField(label=gettext_lazy("Sejak (TMT)"))

    class Meta:
        model = Employment
        fields = ["category", "agency", "employer", "home_body", "post", "post_level", "grade", "starts_on"]
        labels = {"agency": gettext_lazy("Unit kerja")}

    def __init__(self, *args: Any, government: Government, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("agency", "employer"):
            self.fields[name].queryset = Agency.objects.filter(government=government).open().order_by("path")  # type: ignore[attr-defined]  # a choice of rows

    def post(self) -> dict[str, Any]:
        """The fields of the employment."""
        return {name: self.cleaned_data[name] for name in PostForm.Meta.fields}


class EmployeeForm(PostForm):
    """A new employee with the first post. Somebody of the same or a similar name is shown first."""

    name = forms.CharField(label=gettext_lazy("Nama"), max_length=160)
    nip = forms.CharField(label="NIP", max_length=30, required=False)
    other_number = forms.CharField(
        label=gettext_lazy("Nomor lain"), max_length=40, required=False,
        help_text=gettext_lazy("Bila tanpa NIP: nomor kontrak, nomor pegawai BUMD, atau nomor perangkat desa."),
    )  # fmt: skip
    is_another = forms.BooleanField(
        label=gettext_lazy("Ini orang lain, bukan yang namanya mirip"), required=False, widget=forms.HiddenInput
    )
    field_order = ["name", "nip", "other_number", *PostForm.Meta.fields, "is_another"]

    def __init__(self, *args: Any, government: Government, **kwargs: Any) -> None:
        super().__init__(*args, government=government, **kwargs)
        self.government = government

    def clean_nip(self) -> str | None:
        nip = nip_in(self.cleaned_data["nip"])
        if not nip:
            return None
        validate_nip(nip)
        if Employee.objects.filter(nip=nip).exists():
            raise ValidationError(_("NIP ini sudah tercatat. Catat jabatan barunya pada catatan pegawai itu."))
        return nip

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        number = cleaned.get("other_number")
        if "nip" in cleaned and not cleaned["nip"] and not number:
            self.add_error("nip", ValidationError(_("Isi NIP atau nomor lain.")))
        if number and self.government.employees.filter(other_number__iexact=number).exists():
            self.add_error("other_number", ValidationError(_("Nomor ini sudah tercatat pada pegawai lain.")))
        if cleaned.get("name") and not self.errors and not cleaned.get("is_another"):
            self._warn_of_near(cleaned["name"])
        return cleaned

    def _warn_of_near(self, name: str) -> None:
        with near_names():
            near = list(self.government.employees.all().resembling(name)[:NEAR_SHOWN])
        if near:
            self.fields["is_another"].widget = forms.CheckboxInput()
            listed = "; ".join(f"{person} ({person.number})" for person in near)
            self.add_error(
                "is_another",
                ValidationError(
                    _("Sudah tercatat dengan nama mirip: %(people)s. Bila ini orang lain, beri tanda dan simpan lagi."),
                    params={"people": listed},
                ),
            )

    def person(self) -> dict[str, Any]:
        """The fields of the employee."""
        return {name: self.cleaned_data[name] for name in ("name", "nip", "other_number")}
