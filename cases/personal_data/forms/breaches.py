"""Forms of the worksheet of a breach."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.models import User
from cases.web.forms.act_form import line, long_text
from cases.web.forms.fields import DatedForm, DayField, TimedField


class BreachForm(DatedForm):
    account = forms.ModelChoiceField(
        User.objects.none(),
        label=_("Akun yang disalahgunakan"),
        required=False,
        empty_label=_("Bukan satu akun: seluruh register kasus"),
        help_text=_("Yang terdampak dihitung dari yang dibaca akun itu. Tanpa akun: semua orang dalam kasus."),
    )
    since = TimedField(label=_("Terjadi sejak"), help_text=_("Mis. 27/3/2026 14.05."))
    until = TimedField(label=_("Sampai"), help_text=_("Saat akun ditutup atau celah diperbaiki."))
    known_at = TimedField(label=_("Diketahui pada"), help_text=_("Tenggat pemberitahuan dihitung dari sini."))
    what = long_text(_("Kapan dan bagaimana terungkap"))
    data = long_text(_("Data pribadi yang terungkap"))  # type: ignore[assignment]  # a field; the form keeps its own `data`
    remedy = long_text(_("Penanganan dan pemulihan"))

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        self.user = user
        super().__init__(*args, **kwargs)

    def add_fields(self) -> None:
        own: Any = self.fields["account"]
        own.queryset = User.objects.filter(government=self.user.own_government).order_by("first_name", "username")


class TellForm(DatedForm):
    people = forms.MultipleChoiceField(
        widget=forms.CheckboxSelectMultiple, label=_("Diberitahu"),
        error_messages={"required": _("Pilih paling sedikit satu orang.")},
    )  # fmt: skip
    on = DayField(label=_("Tanggal pemberitahuan"))
    how = line(_("Cara"), 120, _("Mis. surat diserahkan langsung, surel."))

    def __init__(self, *args: Any, people: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        shown: Any = self.fields["people"]
        shown.choices = [(str(row.pk), str(row)) for row in people]


class AuthorityForm(DatedForm):
    on = DayField(label=_("Tanggal pemberitahuan"))
    proof = line(_("Bukti"), 200, _("Nomor surat atau tanda terima."))
