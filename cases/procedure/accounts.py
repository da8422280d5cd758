"""The accounts that act for a role: in a case, or in a government without a case."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import NamedTuple

from django.db.models import Q

from cases.models import Agency, Case, Level, Role, User
from cases.models.casefile import wall


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
    return {each: able for each, (able, _all) in _accounts_for(asked).items()}


def kept_out(cases: Collection[Case]) -> dict[int, set[str]]:
    """Of each case, the roles whose accounts all have a conflict of interest: their turn goes to the next role."""
    asked = [Asked(level.role, case.government_id, case) for case in cases for level in Level]
    out: dict[int, set[str]] = defaultdict(set)
    for (role, _government, case, _agency), (able, reached) in _accounts_for(asked).items():
        if case is not None and reached and not able:
            out[case.pk].add(role)
    return out


def _accounts_for(asked: Iterable[Asked]) -> dict[Asked, tuple[list[User], list[User]]]:
    """The accounts that may act, and all whom the role reaches."""
    wanted = set(asked)
    users = _active(wanted)
    cases = {each.case.pk for each in wanted if each.case is not None}
    barred = wall.barred(cases, users) if cases else set()
    at_hand = defaultdict(list)
    for user in users:
        at_hand[user.role, user.government_id].append(user)
    found = {}
    for each in wanted:
        reached = [user for user in at_hand[each.role, each.government_id] if _reaches(user, each)]
        able = [user for user in reached if each.case is None or (each.case.pk, user.pk) not in barred]
        found[each] = able, reached
    return found


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


def _reaches(user: User, asked: Asked) -> bool:
    if asked.case is None or user.role != Role.HR_OFFICER:
        return True
    return user.agency is not None and user.agency.path in asked.paths
