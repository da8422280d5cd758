"""A time and an agency, as they stand while somebody types."""

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from django import forms

from cases.models import Agency, User
from cases.web.forms.fields import DatedForm, MomentField


class MomentForm(DatedForm):
    recorded = MomentField(required=False)
    agency = forms.ModelChoiceField(Agency.objects.none(), required=False)

    def __init__(self, *args: Any, user: User, now: dt.datetime, **kwargs: Any) -> None:
        place = user.agency or user.government
        super().__init__(*args, today=user.local_date(now), zone=ZoneInfo(place.time_zone), **kwargs)
        self.fields["agency"].queryset = Agency.objects.filter(government_id=user.government_id)
