"""What the person concerned sees of their case: stage, clocks, their letters, their rights, and who read their data.

Never the content of an examination, of a report, or the names of reporters, witnesses and officers (decision 85).
"""

import dataclasses
import datetime as dt
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from cases.letters.fallen import fallen_letters
from cases.models import Clarification, Deadline, Letter, PersonalAccess, Respondent
from cases.personal_data.breach_letters import CODE as NOTICE
from cases.readers import entries
from regulations.models import ClockStep, LetterForm, TimeLimit

# Papers that are addressed to the person. A decision only after its delivery: its day of receipt starts the remedies.
ADDRESSED = ("SP-I/II", "SP-TERIMA", "TT-SK", "SK-BEBAS", "PULIH", NOTICE)
RIGHTS = (ClockStep.GIVE_DATA, ClockStep.CORRECT_DATA, ClockStep.RESTRICT_DATA)
HOUR = dt.timedelta(hours=1)


@dataclasses.dataclass(frozen=True)
class OfficeReading:
    """A reading as the person sees it: the office and what, without a name."""

    at: dt.datetime
    office: str
    what: str


def letters_of(respondent: Respondent) -> QuerySet[Letter]:
    """The letters of the person that reached them, newest first; without those that were replaced or withdrawn."""
    delivered = respondent.decisions.filter(delivery__isnull=False).exclude(number="").values("number")
    decrees = Q(form__form__record=LetterForm.Record.DECISION, number__in=delivered)
    to_them = Q(form__form__code__in=ADDRESSED) | decrees
    kept = respondent.letters.filter(to_them, replaced_by=None, withdrawal=None)
    return kept.select_related("form__form").order_by("-issued_at", "-pk")


def shown(access: PersonalAccess, after: str = "") -> dict[str, Any]:
    """The content of the page; ``after``: where the list of readings goes on."""
    path = access.respondent
    page = entries.newest(after, entries.of_person(access.employee, [path.case_id]))
    letters = list(letters_of(path))
    fallen = fallen_letters(letters)
    return {
        "path": path,
        "person": access.employee,
        "letters": [letter for letter in letters if letter.pk not in fallen],
        "clocks": Deadline.objects.unfinished().filter(respondent=path).select_related("limit").order_by("due_on"),
        "clarification": open_clarification(path),
        "answered": path.clarifications.filter(answered_on__isnull=False).order_by("-answered_on").first(),
        "requests": [(row, answer_by(row)) for row in path.data_requests.all()],
        "rights": rights_on(access.respondent.case.government.local_date(access.opened_at or access.given_at)),
        "readings": [OfficeReading(row.at, _office(row), row.what) for row in page.rows],
        "older": page.after,
    }


def open_clarification(path: Respondent) -> Clarification | None:
    """The question that waits for the answer of the person."""
    return path.clarifications.filter(answered_on__isnull=True).first()


def rights_on(day: dt.date) -> list[TimeLimit]:
    """The rules of UU 27/2022 that were in force on a day, each with its article and time."""
    found = [TimeLimit.objects.in_force_for(step, "", day) for step in RIGHTS]
    return [limit for limit in found if limit is not None]


def answer_by(request: Any) -> dt.datetime | None:
    """The moment until which a request is answered: its rule counts hours from the request."""
    clock = request.clocks.filter(answers=None).select_related("limit").first()
    if clock is None or clock.limit.amount is None or not clock.limit.counts_hours:
        return None
    end: dt.datetime = request.asked_at + clock.limit.amount * HOUR
    return end


def _office(row: entries.Reading) -> str:
    """Role and unit of an account; accounts without a unit act for the government."""
    place = row.user.agency or row.user.government
    return f"{row.user.get_role_display()}, {place}" if place else _("Operator instalasi")
