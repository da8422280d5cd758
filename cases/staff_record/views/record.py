"""The staff record: opened with a reason, for 15 minutes, and always logged (decision 19)."""

import datetime as dt
from typing import Any, NamedTuple

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from cases.models import Deadline, Employee, PastSanction, Respondent, Sanction, User
from cases.procedure.rights import Right, may
from cases.staff_record.clearance import eligibility, state_of
from cases.web.reading import note_record
from cases.web.signed_in import SignedIn

OPEN_MINUTES = 15  # how long one reason opens one record
SESSION = "opened_records"


class Badge(NamedTuple):
    """The variables of ``components/_badge.html``."""

    text: str
    tone: str = ""
    icon: str = ""


def is_own(user: User, person: Employee) -> bool:
    return user.employee_id == person.pk


def open_with(request: SignedIn, person: Employee, reason: str, now: dt.datetime) -> None:
    """Open this record for the account for a limited time, with a reason."""
    until = now + dt.timedelta(minutes=OPEN_MINUTES)
    opened = request.session.get(SESSION, {})
    request.session[SESSION] = opened | {str(person.pk): {"until": until.isoformat(), "reason": reason}}


def reason_for(request: SignedIn, person: Employee, now: dt.datetime) -> str:
    """The reason with which the record is open to this account now; empty if it is not."""
    opened = request.session.get(SESSION, {}).get(str(person.pk))
    is_open = opened is not None and now < dt.datetime.fromisoformat(opened["until"])
    return str(opened["reason"]) if is_open and not is_own(request.user, person) else ""


def record(person: Employee, user: User, reason: str, now: dt.datetime) -> dict[str, Any]:
    """The data of the page; the reading is logged for the person and for each of their cases."""
    paths = list(_paths(person, user))
    note_record(user, person, [path.case for path in paths], reason=reason, at=now)
    today = user.local_date(now)
    sanctions = Sanction.objects.filter(decision__respondent__in=paths).select_related(
        "sanction_type", "decision__respondent__case"
    )
    letters = person.clearance_letters.visible_to(user).select_related("issued_by")
    is_whole = may(user, Right.READ_WHOLE_RECORD) and person.respondents.count() == len(paths)
    return {
        "paths": paths,
        "sanctions": [(sanction, _standing(sanction, today)) for sanction in sanctions.order_by("-decided_on", "-pk")],
        "past": PastSanction.objects.filter(employee=person).select_related("sanction_type"),
        "clocks": [(clock, path) for path in paths for clock in path.running],
        "eligibility": eligibility(person, today) if is_whole else None,
        "letters": [(letter, state_of(letter, today)) for letter in letters],
        "today": today,
    }


def _paths(person: Employee, user: User) -> Any:
    standing = Sanction.objects.standing().select_related("sanction_type")
    running = Deadline.objects.unfinished().select_related("limit").order_by("due_on")
    return (
        Respondent.objects.visible_to(user)
        .filter(employee=person)
        .select_related("case", "agency")
        .prefetch_related(
            Prefetch("decisions__sanctions", standing, to_attr="standing"),
            Prefetch("deadlines", running, to_attr="running"),
        )
        .order_by("-case__opened_at", "-pk")
    )


def _standing(sanction: Sanction, today: dt.date) -> Badge:
    """The state of a sanction: replaced or annulled, waiting for its day, being served, or served."""
    if not sanction.decision.is_standing:
        return Badge(sanction.decision.get_state_display())
    if sanction.starts_on is None or today < sanction.starts_on:
        return Badge(_("Belum berlaku"), "violet", "signature")
    if sanction.is_served_on(today):
        return Badge(_("Sedang dijalani"), "warn", "hourglass")
    return Badge(_("Selesai dijalani"), "outline", "check")
