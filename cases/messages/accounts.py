"""The accounts that act for a role: in a case, or in a government without a case."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import NamedTuple

from django.db.models import Q

from cases.models import Agency, Case, Level, Recusal, Respondent, Role, User


class Asked(NamedTuple):
    """A role of a government that has to act, in a case or outside cases.

    ``agency``: whose HR officers are meant, if not those of the agency of the case.
    """

    role: str
    government_id: int
    case: Case | None = None
    agency: Agency | None = None

    @property
    def paths(self) -> list[str]:
        """The paths in the tree of agencies whose HR officers may act."""
        agency = self.agency or (self.case.agency if self.case else None)
        return agency.paths_above if agency else []


def accounts_of(case: Case, role: str) -> list[User]:
    """The accounts that act for a role in a case: HR officers of its agency or an agency above, others in its
    government.

    If there are none, those of the next level.
    """
    asked = Asked(role, case.government_id, case)
    return accounts_for([asked])[asked]


def accounts_for(asked: Iterable[Asked]) -> dict[Asked, list[User]]:
    """The accounts that act for each role; if there are none, those of the next level, and above the highest, of the
    one below.

    An account must be active and without a conflict of interest. Three statements for any number of cases.
    """
    found = own_accounts_for({asking._replace(role=role) for asking in asked for role in _in_turn(asking.role)})
    return {
        asking: next((found[who] for role in _in_turn(asking.role) if found[who := asking._replace(role=role)]), [])
        for asking in asked
    }


def own_accounts_for(asked: Iterable[Asked]) -> dict[Asked, list[User]]:
    """The accounts of exactly these roles; an empty list is a level without accounts."""
    wanted = set(asked)
    cases = {asking.case.pk: asking.case for asking in wanted if asking.case is not None}
    barred = _barred(cases.keys()) if cases else set()
    at_hand = defaultdict(list)
    for user in _active(wanted):
        at_hand[user.role, user.government_id].append(user)
    return {
        asking: [user for user in at_hand[asking.role, asking.government_id] if _may_act(user, asking, barred)]
        for asking in wanted
    }


def _in_turn(role: str) -> list[str]:
    """The role, then the levels above it, then those below; a role outside the levels alone."""
    level = Role(role).level
    if level is None:
        return [role]
    above = [rank.role.value for rank in Level if rank >= level]
    return above + [rank.role.value for rank in reversed(Level) if rank < level]


def _active(wanted: Collection[Asked]) -> list[User]:
    paths = {path for asking in wanted for path in asking.paths}
    accounts = User.objects.filter(
        ~Q(role=Role.HR_OFFICER) | Q(agency__path__in=paths),
        government__in={asking.government_id for asking in wanted},
        role__in={asking.role for asking in wanted},
        is_active=True,
    )
    return list(accounts.select_related("agency").order_by("pk"))


def _may_act(user: User, asked: Asked, barred: set[tuple[int, int]]) -> bool:
    if asked.case is None:
        return True
    reaches = user.role != Role.HR_OFFICER or (user.agency is not None and user.agency.path in asked.paths)
    return reaches and (asked.case.pk, user.pk) not in barred


def _barred(cases: Collection[int]) -> set[tuple[int, int]]:
    """Pairs of a case and an account that is recused from it or belongs to one of its respondents."""
    recused = Recusal.objects.filter(case__in=cases).values_list("case_id", "user_id")
    own = Respondent.objects.filter(case__in=cases, employee__account__isnull=False)
    return {*recused, *own.values_list("case_id", "employee__account")}
