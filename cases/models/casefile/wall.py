"""Conflicts of interest: what keeps an account out of a case, whatever its role. No other module decides this.

An account is kept out of a case
- from which it is recused;
- in which its holder is a respondent;
- about somebody who would handle it: for BKPSDM and the Inspectorate somebody of the own office, for an HR officer the
  head of the unit, or an HR officer, there or above.
Then the next role of the procedure acts. Pasal 10 and 42-45 UU 30/2014 (ketidakberpihakan).

Said once for the database (``grounds``: one account, any number of cases), and once for rows that were read
(``barred``: many accounts, a few cases); a test compares the two.
"""

import dataclasses
from collections import defaultdict
from collections.abc import Collection, Iterable

from django.apps import apps
from django.db.models import Exists, F, OuterRef, Q

from cases.models.casefile.recusal import Recusal
from cases.models.people.account import User
from cases.models.people.government import Role
from cases.models.people.reader import Reader

OF_ONE_OFFICE = (Role.BKPSDM, Role.INSPECTOR)
NAMED = Q(employee__isnull=False)
HEAD = Q(post__iexact=F("agency__head_title"))


def grounds(user: Reader) -> list[Exists]:
    """The conditions on a case, each of which keeps the account out of it."""
    inside = apps.get_model("cases", "Respondent").objects.filter(NAMED, case=OuterRef("pk"))
    found = [Exists(Recusal.objects.of(user).filter(case=OuterRef("pk")))]
    if user.employee_id:
        found.append(Exists(inside.filter(employee_id=user.employee_id)))
    if user.role in OF_ONE_OFFICE:
        found += [Exists(inside.filter(agency__any=units)) for units in (user.above, user.subtree)]
    if user.is_of_one_agency:
        colleague = {"employee__account__role": Role.HR_OFFICER, "employee__account__agency__any": user.above}
        found += [Exists(inside.filter(HEAD, agency__any=user.above)), Exists(inside.filter(**colleague))]
    return found


@dataclasses.dataclass(frozen=True)
class Concerned:
    """What of a respondent may keep an account out. ``account``: role and unit of the account that the person has."""

    employee: int
    path: str
    is_head: bool
    account: tuple[str, str]

    def keeps_out(self, user: User) -> bool:
        if self.employee == user.employee_id:
            return True
        if user.agency is None:
            return False
        own = user.agency.path
        if user.role in OF_ONE_OFFICE:
            return self.path.startswith(own) or own.startswith(self.path)
        role, unit = self.account
        is_colleague = role == Role.HR_OFFICER and unit != "" and own.startswith(unit)
        return user.is_of_one_agency and (is_colleague or (self.is_head and own.startswith(self.path)))


def barred(cases: Collection[int], users: Iterable[User]) -> set[tuple[int, int]]:
    """Pairs of a case and an account that is kept out of it. The accounts come with their agency; two statements."""
    pairs = set(Recusal.objects.standing().filter(case__in=cases).values_list("case_id", "user_id"))
    people = _concerned(cases)
    return pairs | {
        (case, user.pk) for user in users for case, inside in people.items() if any(p.keeps_out(user) for p in inside)
    }


def _concerned(cases: Collection[int]) -> dict[int, list[Concerned]]:
    people: dict[int, list[Concerned]] = defaultdict(list)
    columns = ("case_id", "employee_id", "agency__path", "post", "agency__head_title", "employee__account__role",
               "employee__account__agency__path")  # fmt: skip
    rows = apps.get_model("cases", "Respondent").objects.filter(NAMED, case__in=cases).order_by()
    for case, employee, path, post, head, role, unit in rows.values_list(*columns):
        is_head = post.upper() == head.upper()
        people[case].append(Concerned(employee, path, is_head, (role or "", unit or "")))
    return people
