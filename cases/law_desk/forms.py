"""Forms of the law desk: a new version, better wording, a day off, the yearly decree."""

import datetime as dt
from typing import Any, cast

from django import forms
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from cases.models import User
from cases.web.forms.act_form import line, long_text
from cases.web.forms.choices import set_choices
from cases.web.forms.fields import DatedForm, DayField, set_today
from cases.web.forms.lines import LinesField
from regulations.models import Confidence, Holiday, Interpretation
from regulations.models.catalogue import Dated, Sourced
from regulations.proposals import Proposal


class RowForm(forms.ModelForm):  # type: ignore[type-arg]  # the class takes no argument at run time
    """Fields of one row, with days in Indonesian notation, and the reason of the change."""

    reason = long_text(
        _("Alasan perubahan"), _("Mis. PP baru, putusan, hasil pemeriksaan naskah. Tersimpan dalam riwayat.")
    )

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_today(self, today)
        self.fields["reason"].widget.attrs["rows"] = 2
        if isinstance(self.instance, Interpretation) and "chosen" in self.fields and self.instance.options:
            options = [(option, option) for option in self.instance.options]
            self.fields["chosen"] = forms.ChoiceField(label=_("Dipilih"), choices=options)

    def _post_clean(self) -> None:
        """Only copy the values into the row; the service validates it."""
        for name, value in self.cleaned_data.items():
            if name != "reason":
                setattr(self.instance, name, value)


def _form_field(column: "models.Field[Any, Any]", **kwargs: Any) -> forms.Field | None:
    label, hint, required = capfirst(column.verbose_name), column.help_text, not column.blank
    if isinstance(column, models.DateField):
        return DayField(label=label, help_text=hint, required=required)
    if isinstance(column, ArrayField):
        if column.base_field.choices:
            return forms.MultipleChoiceField(
                choices=column.base_field.choices,
                widget=forms.CheckboxSelectMultiple,
                label=label,
                help_text=hint,
                required=required,
            )
        return LinesField(longest=column.base_field.max_length or 2000, label=label, help_text=hint)
    field = column.formfield(**kwargs)
    if field is not None and isinstance(field.widget, forms.Textarea):
        field.widget.attrs["rows"] = 3
    return field


def version_form(model: type[Dated], *, is_new: bool, in_own_region: bool = False) -> type[RowForm]:
    """All columns of a row; the ones that say which rule it is only where the rule is new.

    ``in_own_region``: the region stands already and is not asked.
    """
    fixed = {"slug", *(() if is_new else (*model.RULE, "options")), *(("region",) if in_own_region else ())}
    names = [field.name for field in model._meta.concrete_fields if field.editable and field.name not in fixed]
    first = ["in_force_from", "in_force_until"]
    last = [name for name in ("confidence", "source", "checked_on", "note") if name in names]
    order = [*first, *(name for name in names if name not in (*first, *last)), *last]
    made = forms.modelform_factory(model, form=RowForm, fields=order, formfield_callback=_form_field)
    return cast("type[RowForm]", made)  # the stubs know only the base class


def wording_form(model: type[Sourced]) -> type[RowForm]:
    """Only the columns that may be changed under the same key."""
    made = forms.modelform_factory(model, form=RowForm, fields=list(model.WORDING), formfield_callback=_form_field)
    return cast("type[RowForm]", made)  # the stubs know only the base class


class DayOffForm(DatedForm):
    date = DayField(label=_("Tanggal"))
    name = line(_("Nama"), 150, _("Mis. Hari jadi Kota Contoh."))
    kind = forms.ChoiceField(label=_("Jenis"), choices=Holiday.Kind)
    decree = line(_("Keputusan"), 200, _("Nomor dan tanggal keputusan yang menetapkannya."))
    source = line(_("Sumber"), 500, _("Di mana dibaca, mis. naskah asli."))

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        self.user = user
        super().__init__(*args, **kwargs)

    def day_off(self) -> Holiday:
        """The described row; local days belong to the account's own region."""
        is_local = self.cleaned_data["kind"] == Holiday.Kind.LOCAL
        region = self.user.government.region if is_local and self.user.government else ""
        return Holiday(**self.cleaned_data, region=region, confidence=Confidence.VERIFIED, checked_on=self.today)


class WithdrawForm(forms.Form):
    reason = long_text(_("Alasan"), _("Keputusan yang meniadakan libur ini, dengan nomor dan tanggalnya."))


class DecreeForm(forms.Form):
    """The proposed days that the decree names; other days are added one by one."""

    decree = line(_("Keputusan bersama"), 200, _("Nomor keputusan tiga menteri, mis. SKB 1497/2025, 2/2025, 5/2025."))
    source = line(_("Sumber"), 500, _("Di mana keputusan itu dibaca."))
    days = forms.MultipleChoiceField(
        label=_("Hari yang disebut keputusan"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Hari yang tidak dipilih tidak lagi dihitung sebagai libur."),
    )

    def __init__(self, *args: Any, days: list[Proposal], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = {day.date.isoformat(): day for day in days}
        choices = [
            (key, f"{day.date:%d/%m/%Y} – {day.name} ({Holiday.Kind(day.kind).label})")
            for key, day in self.offered.items()
        ]
        set_choices(self, "days", choices)
        self.fields["days"].initial = list(self.offered)

    def chosen(self) -> list[Proposal]:
        return [self.offered[key] for key in self.cleaned_data["days"]]
