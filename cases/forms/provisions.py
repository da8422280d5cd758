"""Choosing the rule that is said to be broken: only what bound this person on the day of the event."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from cases.models import Respondent
from cases.services.event_day import day_of_event
from regulations.models import Provision

from .acts import doubted


class ProvisionField(forms.ModelChoiceField):
    """A rule by its regulation, article and wording."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label": _("Ketentuan yang diduga dilanggar")} | kwargs)

    def label_from_instance(self, provision: Provision) -> str:
        words = f"{provision.regulation.number or provision.regulation.title}, {provision.article}: {provision.text}"
        return doubted(words if len(words) <= 140 else f"{words[:139]}…", provision)


def chargeable(respondent: Respondent) -> "QuerySet[Provision]":
    """The rules in force on the day of the event, as the region reads them, for this category that can be charged."""
    day, region = day_of_event(respondent.case), respondent.case.government.region
    rules = Provision.objects.in_force(day).as_read(day, region).filter(use=Provision.Use.CHARGE)
    return rules.for_category(respondent.category).select_related("regulation")
