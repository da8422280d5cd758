"""A time and an agency, while they are typed."""

import datetime as dt
from typing import Any

from django import forms

from cases.models import Agency, User
from cases.web.forms.choices import set_rows
from cases.web.forms.fields import DatedForm, Moment, MomentField


class MomentForm(DatedForm):
    recorded = MomentField(required=False)
    agency = forms.ModelChoiceField(Agency.objects.none(), required=False)

    def recorded_in_words(self, moment: Moment) -> str:
        field = self.fields["recorded"]
        return field.in_words(moment) if isinstance(field, MomentField) else ""

    def __init__(self, *args: Any, user: User, now: dt.datetime, **kwargs: Any) -> None:
        super().__init__(*args, today=user.local_date(now), zone=user.zone, **kwargs)
        set_rows(self, "agency", Agency.objects.in_government_of(user).open())
