"""Forms of the pages on which administrators open and change accounts."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cases.accounts.desk import reads_reporters
from cases.models import Agency, Government, Role, User
from cases.procedure.rights import Right
from cases.web.forms.employees import EmployeeField, search_as

REPORTER_ROLES = Right.SIFT_REPORTS.roles


class AccountForm(forms.ModelForm):  # type: ignore[type-arg]  # the class takes no argument at run time
    """Name, mail, role and reach of an account of the administrator's government."""

    first_name = forms.CharField(label=_("Nama depan"), max_length=150)
    last_name = forms.CharField(label=_("Nama belakang"), max_length=150, required=False)
    email = forms.EmailField(label=_("Surel dinas"), help_text=_("Undangan dan pemberitahuan dikirim ke sini."))
    employee = EmployeeField(
        label=_("Pegawai"),
        required=False,
        max_length=160,
        help_text=_("NIP atau nama, bila pemilik akun ada di daftar pegawai: ia tidak membuka kasusnya sendiri."),
    )
    may_read_reporters = forms.BooleanField(
        label=_("Boleh membaca identitas pelapor, dengan alasan"),
        required=False,
        help_text=_("Hanya berlaku bagi BKPSDM dan Inspektorat."),
    )

    class Meta:
        model = User
        fields = ["first_name", "last_name", "email", "role", "agency", "employee"]
        labels = {"agency": _("Perangkat daerah")}
        help_texts = {"is_active": _("Akun yang dinonaktifkan tidak dapat masuk; catatannya tetap ada.")}

    def __init__(self, *args: Any, actor: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = Agency.objects.in_government_of(actor).open()  # type: ignore[attr-defined]  # a choice of rows
        if self.instance.pk:
            number = self.instance.employee and (self.instance.employee.nip or self.instance.employee.other_number)
            self.initial.update(employee=number, may_read_reporters=reads_reporters(self.instance))
        search_as(self, actor)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("role") == Role.HR_OFFICER and "agency" in cleaned and cleaned["agency"] is None:
            self.add_error("agency", ValidationError(_("Pengelola kepegawaian memerlukan perangkat daerah.")))
        if cleaned.get("may_read_reporters") and cleaned.get("role") not in REPORTER_ROLES:
            self.add_error("may_read_reporters", ValidationError(_("Peran ini tidak dapat membaca identitas pelapor.")))
        return cleaned

    def rights(self) -> dict[str, Any]:
        """What was sent, by field of the account."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class InvitationForm(AccountForm):
    """A new account of the administrator's government."""

    class Meta(AccountForm.Meta):
        fields = ["username", *AccountForm.Meta.fields]


class ChangeForm(AccountForm):
    """An account that exists: it may be switched off, and never deleted."""

    class Meta(AccountForm.Meta):
        fields = [*AccountForm.Meta.fields, "is_active"]


class AdministratorForm(forms.ModelForm):  # type: ignore[type-arg]  # the class takes no argument at run time
    """A new administrator of a government, invited by the operator."""

    first_name = forms.CharField(label=_("Nama depan"), max_length=150)
    email = forms.EmailField(label=_("Surel dinas"))
    government = forms.ModelChoiceField(Government.objects.all(), label=_("Pemerintah daerah"))

    class Meta:
        model = User
        fields = ["username", "first_name", "last_name", "email", "government"]
