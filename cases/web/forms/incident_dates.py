"""The four dates of an incident: each a moment, a day, an estimate, bounds, or unknown."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.models import IncidentDate
from cases.web.forms.fields import DatedForm, Moment, MomentField

DATE_LABELS = {
    IncidentDate.Kind.RECORDED: _("Waktu kejadian"),
    IncidentDate.Kind.UPLOADED: _("Diunggah"),
    IncidentDate.Kind.VIRAL: _("Mulai viral"),
    IncidentDate.Kind.REPORTED: _("Dilaporkan atau diketahui"),
}
NOT_IN_FUTURE = _("Waktu kejadian tidak boleh setelah sekarang.")


class FourDates(DatedForm):
    """Fields for each date: itself, ``_estimate``, ``_after``, ``_before``, ``_source``."""

    recorded_unknown = forms.BooleanField(label=_("Waktunya belum diketahui"), required=False)

    def __init__(self, *args: Any, now: dt.datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now = now

    def add_fields(self) -> None:
        for kind, label in DATE_LABELS.items():
            name = kind.lower()
            self.fields[name] = MomentField(
                label=label, required=False, help_text=_("Mis. 27/3/2026 14.05, 27 Maret 2026, atau kemarin.")
            )
            self.fields[f"{name}_estimate"] = forms.BooleanField(label=_("Perkiraan"), required=False)
            self.fields[f"{name}_after"] = MomentField(label=_("Paling awal"), required=False)
            self.fields[f"{name}_before"] = MomentField(label=_("Paling akhir"), required=False)
            self.fields[f"{name}_source"] = forms.CharField(label=_("Sumber"), max_length=300, required=False)

    def groups(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """Each date with its fields, in the order of the page."""
        return [
            (label, [self[f"{kind.lower()}{part}"] for part in self._parts(kind)])
            for kind, label in DATE_LABELS.items()
        ]

    def _parts(self, kind: IncidentDate.Kind) -> tuple[str, ...]:
        rest = ("_estimate", "_after", "_before", "_source")
        return rest if kind == IncidentDate.Kind.RECORDED else ("", *rest)

    def check_dates(self) -> None:
        """No date in the future, bounds in order, and not both a date and its bounds."""
        if self.cleaned_data.get("recorded") and self.cleaned_data.get("recorded_unknown"):
            self.add_error("recorded", _("Isi waktunya atau pilih belum diketahui, tidak keduanya."))
        for kind in DATE_LABELS:
            self._check(kind.lower())

    def _check(self, name: str) -> None:
        data = self.cleaned_data
        for field in (name, f"{name}_after", f"{name}_before"):
            if (moment := data.get(field)) and moment.earliest_at > self.now:
                self.add_error(field, NOT_IN_FUTURE)
        after, before = data.get(f"{name}_after"), data.get(f"{name}_before")
        if after and before and before.latest_at < after.earliest_at:
            self.add_error(f"{name}_before", _("Batas akhir tidak boleh sebelum batas awal."))
        if data.get(name) and (after or before):
            self.add_error(name, _("Isi waktunya atau batasnya, tidak keduanya."))

    def dates(self) -> list[IncidentDate]:
        """The dates that are known or have bounds; an unknown date has no row."""
        return [date for kind in DATE_LABELS if (date := self._date(kind))]

    def _date(self, kind: IncidentDate.Kind) -> IncidentDate | None:
        data, name = self.cleaned_data, kind.lower()
        parts = [data[f"{name}{part}"] for part in ("", "_estimate", "_after", "_before", "_source")]
        return dated(kind, *parts)


def dated(
    kind: str, known: Moment | None, is_estimate: bool, after: Moment | None, before: Moment | None, source: str
) -> IncidentDate | None:
    """The row of one date; None if nothing is known."""
    earliest: dt.datetime | None
    latest: dt.datetime | None
    if known:
        exact = IncidentDate.Precision.TIME if known.is_exact else IncidentDate.Precision.DAY
        precision = IncidentDate.Precision.ESTIMATE if is_estimate else exact
        earliest, latest = known.earliest_at, known.latest_at
    elif after or before:
        precision = IncidentDate.Precision.BOUNDS
        earliest, latest = after.earliest_at if after else None, before.latest_at if before else None
    else:
        return None
    return IncidentDate(kind=kind, precision=precision, earliest_at=earliest, latest_at=latest, source=source)
