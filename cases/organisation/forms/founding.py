"""The form that opens a government with its first administrator."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from cases.models import Government, TimeZone, User

NAME_TAKEN = _("Pemerintah daerah ini sudah ada.")


class FoundingForm(forms.Form):
    """A government and the name and mail of its administrator."""

    kind = forms.ChoiceField(label=_("Jenis"), choices=Government.Kind)
    name = forms.CharField(
        label=_("Nama"), max_length=120, help_text=_("Seperti pada kepala surat, misalnya Kota Contoh.")
    )
    time_zone = forms.ChoiceField(label=_("Zona waktu"), choices=TimeZone)
    six_day_week = forms.BooleanField(label=_("Enam hari kerja seminggu (Sabtu juga hari kerja)"), required=False)
    username = forms.CharField(
        label=_("Nama pengguna administrator"), max_length=150, validators=[User.username_validator]
    )
    first_name = forms.CharField(label=_("Nama lengkap administrator"), max_length=150)
    email = forms.EmailField(label=_("Surel dinas administrator"))

    def clean_name(self) -> str:
        name = " ".join(self.cleaned_data["name"].split())
        taken = Government.objects.filter(name__iexact=name) | Government.objects.filter(region=slugify(name))
        if taken.exists():
            raise ValidationError(NAME_TAKEN)
        return name

    def clean_username(self) -> str:
        username: str = self.cleaned_data["username"]
        if User.objects.filter(username__iexact=username).exists():
            raise ValidationError(_("Nama pengguna ini sudah dipakai."))
        return username

    def government(self) -> Government:
        """The government as typed, not yet stored."""
        return Government(**{name: self.cleaned_data[name] for name in ("kind", "name", "time_zone", "six_day_week")})

    def administrator(self) -> User:
        """The account as typed, not yet stored."""
        return User(**{name: self.cleaned_data[name] for name in ("username", "first_name", "email")})


class FirstRunForm(FoundingForm):
    """On an empty installation the administrator chooses a password at once: mail may not be set up yet."""

    password = forms.CharField(
        label=_("Kata sandi administrator"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        strip=False,
        help_text=_("Paling sedikit 12 huruf, angka, atau tanda."),
    )
    password_again = forms.CharField(
        label=_("Kata sandi sekali lagi"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        strip=False,
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        password = cleaned.get("password")
        if password and cleaned.get("password_again") not in (None, password):
            self.add_error("password_again", ValidationError(_("Kedua kata sandi tidak sama.")))
        if password and {"username", "first_name", "email"} <= cleaned.keys():
            try:
                validate_password(password, self.administrator())
            except ValidationError as weak:
                self.add_error("password", weak)
        return cleaned
