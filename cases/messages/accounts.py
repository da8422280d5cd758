"""Which accounts act for a role: in a case, or in a government where no case is named."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import NamedTuple

from django.db.models import Q

from cases.models import Case, Recusal, Respondent, Role, User


class Asked(NamedTuple):
    """A role that has to act, of a government, in a case or beside all cases."""

    role: str
    government_id: int
    case: Case | None = None


def accounts_of(case: Case, role: str) -> list[User]:
    """The accounts that act for a role in a case: HR officers above or at its agency, the others in its government."""
    asked = Asked(role, case.government_id, case)
    return accounts_for([asked])[asked]


def accounts_for(asked: Iterable[Asked]) -> dict[Asked, list[User]]:
    """The accounts of many roles, found by three statements; a conflict of interest bars an account from its case."""
    wanted = set(asked)
    cases = {each.case.pk: each.case for each in wanted if each.case is not None}
    barred = _barred(cases.keys()) if cases else set()
    at_hand = defaultdict(list)
    for user in _active(wanted, cases.values()):
        at_hand[user.role, user.government_id].append(user)
    return {
        each: [user for user in at_hand[each.role, each.government_id] if _may_act(user, each.case, barred)]
        for each in wanted
    }


def _active(wanted: Collection[Asked], cases: Collection[Case]) -> list[User]:
    paths = {path for case in cases for path in case.agency.paths_above}
    accounts = User.objects.filter(
        ~Q(role=Role.HR_OFFICER) | Q(agency__path__in=paths),
        government__in={each.government_id for each in wanted},
        role__in={each.role for each in wanted},
        is_active=True,
    )
    return list(accounts.select_related("agency").order_by("pk"))


def _may_act(user: User, case: Case | None, barred: set[tuple[int, int]]) -> bool:
    if case is None:
        return True
    reaches = user.role != Role.HR_OFFICER or (user.agency is not None and user.agency.path in case.agency.paths_above)
    return reaches and (case.pk, user.pk) not in barred


def _barred(cases: Collection[int]) -> set[tuple[int, int]]:
    """Cases and the accounts that are recused from them, or belong to one of their respondents."""
    recused = Recusal.objects.filter(case__in=cases).values_list("case_id", "user_id")
    own = Respondent.objects.filter(case__in=cases, employee__account__isnull=False)
    return {*recused, *own.values_list("case_id", "employee__account")}
