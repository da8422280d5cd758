"""How an account, or a government for its accounts, wants to be told."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cases.models import MessageSettings

TIME = forms.TimeInput(format="%H:%M", attrs={"type": "time"})


class ManyForm(forms.ModelForm):  # type: ignore[type-arg]  # the class takes no argument at run time
    """For a whole government: pace, quiet hours and days."""

    class Meta:
        model = MessageSettings
        fields = ["pace", "quiet_from", "quiet_until", "working_days_only", "by_mail"]
        widgets = {"pace": forms.RadioSelect, "quiet_from": TIME, "quiet_until": TIME}
        help_texts = {
            "by_mail": _("Pemberitahuan di aplikasi tetap ada."),
            "quiet_from": _("Pesan tentang hari terakhir tenggat hukum tetap dikirim."),
        }

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if (cleaned.get("quiet_from") is None) != (cleaned.get("quiet_until") is None):
            self.add_error("quiet_until", ValidationError(_("Isi mulai dan sampai, atau kosongkan keduanya.")))
        return cleaned


class OwnForm(ManyForm):
    """For one account; with a gateway also its phone."""

    class Meta(ManyForm.Meta):
        fields = [*ManyForm.Meta.fields, "by_phone", "phone"]
        help_texts = ManyForm.Meta.help_texts | {"phone": _("Hanya nomor kasus, langkah, dan tautan yang dikirim.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not settings.GATEWAY_URL:
            del self.fields["by_phone"], self.fields["phone"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("by_phone") and "phone" in cleaned and not cleaned["phone"]:
            self.add_error("phone", ValidationError(_("Isi nomor ponsel untuk menerima pesan di sana.")))
        return cleaned


class BrowserForm(forms.Form):
    """What a browser's push service gave it."""

    endpoint = forms.URLField(max_length=500, assume_scheme="https")
    p256dh = forms.RegexField(r"^[\w-]{80,100}$")
    auth = forms.RegexField(r"^[\w-]{16,40}$")
    name = forms.CharField(max_length=80)
