"""The forms of the tab of handling, and of a deputy."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.models import Deputy, Role, User
from cases.web.forms.act_form import line, long_text
from cases.web.forms.choices import set_rows
from cases.web.forms.fields import DatedForm, DayField


def in_words(user: User) -> str:
    return f"{user} ({Role(user.role).label})"


class HandOverForm(forms.Form):
    to = forms.TypedChoiceField(
        label=_("Serahkan kepada"), error_messages={"required": _("Pilih petugas yang menerima kasus ini.")}
    )
    note = line(_("Pesan"), 300, required=False)

    def __init__(self, data: Any = None, *, handlers: Sequence[User]) -> None:
        super().__init__(data)
        people = {str(each.pk): each for each in handlers}
        field: Any = self.fields["to"]
        field.choices = [("", _("Pilih petugas")), *((key, in_words(each)) for key, each in people.items())]
        field.coerce = people.__getitem__


class NoteForm(forms.Form):
    text = long_text(_("Catatan"), _("Di luar berkas: tidak ikut surat, ekspor, atau penyerahan berkas."))
    mentioned = forms.TypedMultipleChoiceField(
        label=_("Beri tahu"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, data: Any = None, *, handlers: Sequence[User]) -> None:
        super().__init__(data)
        people = {str(each.pk): each for each in handlers}
        field: Any = self.fields["mentioned"]
        field.choices = [(key, in_words(each)) for key, each in people.items()]
        field.coerce = people.__getitem__


class DeputyForm(DatedForm):
    """Who stands in while the account is away."""

    deputy = forms.ModelChoiceField(User.objects.none(), label=_("Pengganti"), empty_label=_("Pilih petugas"))
    starts_on = DayField(label=_("Mulai"))
    ends_on = DayField(label=_("Sampai"))

    def __init__(self, data: Any = None, *, user: User, **dated: Any) -> None:
        self.user = user
        super().__init__(data, **dated)

    def add_fields(self) -> None:
        same = User.objects.filter(government_id=self.user.government_id or 0, role=self.user.role, is_active=True)
        set_rows(self, "deputy", same.exclude(pk=self.user.pk).order_by("first_name", "username"))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        first, last = given.get("starts_on"), given.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("Hari terakhir tidak boleh sebelum hari pertama."))
        return given

    def save(self) -> Deputy:
        return Deputy.objects.create(user=self.user, **self.cleaned_data)
