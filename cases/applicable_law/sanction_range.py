"""The range of sanctions that the law gives, and their names in a decision. Never a choice."""

import datetime as dt
from collections.abc import Collection, Sequence

from django.db.models import QuerySet

from cases.applicable_law.event_day import day_of_event
from cases.models import Case, Respondent
from lib.compiled_queries import of_the_day
from regulations.models import Dispute, Interpretation, SanctionType

Range = dict[tuple[str, str], list[SanctionType]]  # by staff category and route


def open_ranges(people: Sequence[Respondent]) -> Range:
    """The ranges for people of one case: read once for all of the same category and route."""
    case = people[0].case
    on, region = day_of_event(case), case.government.region
    alike = {(person.category, person.route) for person in people}
    return {(category, route): _open(category, route, on, region) for category, route in alike}


@of_the_day
def _open(category: str, route: str, on: dt.date, region: str) -> QuerySet[SanctionType]:
    return SanctionType.objects.open_to(category=category, route=route, on=on, region=region)


def titles_of(kinds: Collection[SanctionType], *, case: Case, on: dt.date) -> dict[str, str]:
    """The names of sanctions in a decision of the day `on`, by their keys; two laws name the dismissal differently."""
    is_disputed = any(kind.other_name for kind in kinds)
    reading = Interpretation.objects.chosen(Dispute.DISMISSAL_NAME, on, case.government.region) if is_disputed else ""
    return {kind.pk: kind.titled(reading) for kind in kinds}
