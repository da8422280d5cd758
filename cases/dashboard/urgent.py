"""What leadership has to look at: the longest overdue clocks, what waits for its decision, and its open orders."""

import dataclasses
import datetime as dt
from functools import cache

from django.db.models import CharField, DateField
from django.db.models.functions import Cast

from cases.dashboard.numbers import Scope
from cases.models import Case, Deadline, Instruction, Respondent, Status, User
from cases.models.people.reader import AnyReader, keys_of
from lib.compiled_queries import Slot
from lib.nested_rows import Rows, Together

SHOWN_EXCEPTIONS = 3
SHOWN_WAITING = 5
LEADERSHIP = r"pimpinan|bupati|wali ?kota|gubernur|sekda|sekretaris daerah"
CASE = ("number", "title", "agency_name")


@dataclasses.dataclass(frozen=True)
class Urgent:
    """``waiting`` and ``orders``: one more than is shown, so that the page can say that there are more."""

    exceptions: list[Deadline]
    waiting: list[Respondent]
    orders: list[Instruction]


def urgent(user: User, scope: Scope) -> Urgent:
    """One statement; each list reads its first rows in the order of an index."""
    found = _read(AnyReader.like(user)).all(agencies=scope.keys, today=scope.today, **keys_of(user))
    waiting = sorted([*found["held"], *found["reported"]], key=lambda path: (path.due_on or dt.date.max, path.pk))
    return Urgent(found["exceptions"], waiting[: SHOWN_WAITING + 1], found["orders"])


@cache
def _read(reader: AnyReader) -> Together:
    seen = Case.objects.visible_to(reader).filter(agency__any=Slot("agencies"))
    late = Deadline.objects.overdue(Slot("today", DateField())).filter(respondent__case__in=seen)
    paths = Respondent.objects.filter(case__in=seen).order_by("due_on", "pk")
    held = paths.open().filter(is_held=True, holds__met_on__isnull=True, holds__owner__iregex=LEADERSHIP)
    reported = paths.filter(status=Status.FINDINGS, is_held=False)
    orders = Instruction.objects.filter(case__in=seen, done_on__isnull=True).order_by("given_on", "pk")
    of_hold = {"hold_owner": Cast("holds__owner", CharField()), "hold_since": Cast("holds__starts_on", DateField())}
    return Together(
        exceptions=Rows(
            late.order_by("-statutory", "due_on", "pk"),
            joined={"limit": ("label",), "respondent": (), "respondent__case": CASE},
            most=SHOWN_EXCEPTIONS,
        ),
        held=Rows(held, joined={"case": CASE}, also=of_hold, most=SHOWN_WAITING + 1),
        reported=Rows(reported, joined={"case": CASE}, most=SHOWN_WAITING + 1),
        orders=Rows(orders, joined={"case": CASE, "to": ("short_name",)}, most=SHOWN_WAITING + 1),
    )
