"""The form of a working week."""

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.models import Agency, Government, Weekday
from cases.organisation.hours import Day
from cases.web.forms.fields import DatedForm, DayField

DAYS = tuple(Weekday)[:6]
PARTS = Day._fields
LABELS = (
    gettext_lazy("Mulai"), gettext_lazy("Selesai"), gettext_lazy("Istirahat mulai"), gettext_lazy("Istirahat selesai")
)  # fmt: skip
ALL_DAY = Day(dt.time(0), dt.time(23, 59))


class WeekForm(DatedForm):
    """Begin, end and break of Monday to Saturday; a day without hours is no working day."""

    agency = forms.ModelChoiceField(
        Agency.objects.none(), label=gettext_lazy("Untuk"), required=False,
        empty_label=gettext_lazy("seluruh pemerintah daerah"),
        help_text=gettext_lazy("Unit di bawahnya ikut, kecuali punya jam sendiri."),
    )  # fmt: skip
    in_force_from = DayField(label=gettext_lazy("Berlaku sejak"))
    is_shift = forms.BooleanField(
        label=gettext_lazy("Jadwal bergilir: jam jaga dilihat pada daftar jaga, jam di bawah tidak dipakai"),
        required=False,
    )

    def __init__(self, *args: Any, government: Government, proposed: Mapping[Weekday, Day], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = Agency.objects.filter(government=government).open().order_by("path")  # type: ignore[attr-defined]  # a choice of rows
        for weekday in DAYS:
            day = proposed.get(weekday)
            for part in PARTS:
                self.fields[f"{part}_{weekday.value}"] = forms.TimeField(
                    required=False,
                    initial=getattr(day, part, None),
                    input_formats=["%H.%M", "%H:%M"],
                    widget=forms.TimeInput(
                        format="%H.%M",
                        attrs={"class": "input-short", "inputmode": "decimal", "autocomplete": "off"},
                    ),
                )

    def rows(self) -> Iterator[tuple[str, list[tuple[str, forms.BoundField]]]]:
        """The label of each weekday and its four labelled fields, for the table of the page."""
        for weekday in DAYS:
            fields = [self[f"{part}_{weekday.value}"] for part in PARTS]
            yield str(weekday.label), list(zip(map(str, LABELS), fields, strict=True))

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("is_shift"):
            cleaned["week"] = dict.fromkeys(Weekday, ALL_DAY)
            return cleaned
        cleaned["week"] = {weekday: day for weekday in DAYS if (day := self._day(weekday))}
        if not cleaned["week"] and not self.errors:
            raise ValidationError(_("Isi jam paling sedikit satu hari."))
        return cleaned

    def _day(self, weekday: Weekday) -> Day | None:
        times = [self.cleaned_data.get(f"{part}_{weekday.value}") for part in PARTS]
        if not any(times):
            return None
        starts, ends, rests, resumes = times
        if starts is None or ends is None or starts >= ends:
            self._refuse(weekday, _("Isi jam mulai dan jam selesai sesudahnya."))
        elif bool(rests) != bool(resumes) or (rests and resumes and not starts <= rests < resumes <= ends):
            self._refuse(weekday, _("Istirahat mulai dan selesai di dalam jam kerja, atau kosongkan keduanya."))
        else:
            return Day(starts, ends, rests, resumes)
        return None

    def _refuse(self, weekday: Weekday, why: str) -> None:
        self.add_error(f"{PARTS[0]}_{weekday.value}", f"{weekday.label}: {why}")
