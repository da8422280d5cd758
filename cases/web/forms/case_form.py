"""The common part of the forms of acts on a case."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext_lazy as _

from cases.models import Case, User
from cases.web.forms.fields import DatedForm, DayField


class CaseForm(DatedForm):
    """The cleaned data are the keyword arguments of the service."""

    template = "casefile/acts/_act_fields.html"
    says_act = False  # the button has the name of the act, where "Batal" beside it would be read as the act

    def __init__(self, data: Any = None, files: Any = None, *, case: Case, user: User, now: dt.datetime) -> None:
        self.case, self.user, self.now = case, user, now
        today = case.agency.local_date(now)
        super().__init__(data, files, today=today, zone=case.agency.zone, initial={"on": today, "reported_on": today})

    def keywords(self) -> dict[str, Any]:
        return self.cleaned_data


class DatedCaseForm(CaseForm):
    on = DayField(label=_("Tanggal"))
