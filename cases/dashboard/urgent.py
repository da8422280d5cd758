"""What leadership has to look at: the longest overdue clocks, what waits for its decision, and its open orders."""

import dataclasses
import datetime as dt
from functools import cache
from typing import Any, NamedTuple

from django.db.models import CharField, DateField, OuterRef, Subquery
from django.db.models.functions import Cast
from django.urls import reverse

from cases.dashboard.scope import Scope
from cases.models import (
    AskedOfficial,
    Case,
    Deadline,
    FindingsReport,
    Instruction,
    LetterDraft,
    PendingAct,
    Respondent,
    Status,
    User,
)
from cases.models.people.reader import AnyReader, keys_of
from cases.procedure import two_people
from lib.compiled_queries import Slot
from lib.nested_rows import Rows, Together

SHOWN_EXCEPTIONS = 3
SHOWN_FIRST = 2  # of what waits; the others open below them
SHOWN_WAITING = 5
LEADERSHIP = r"pimpinan|bupati|wali ?kota|gubernur|sekda|sekretaris daerah"
CASE = ("number", "title", "agency_name")


class Line(NamedTuple):
    """One line of what waits: what it is, its row, and for what waits for one account the address of its page."""

    kind: str
    row: Any
    url: str = ""


@dataclasses.dataclass(frozen=True)
class Urgent:
    """``waiting`` and ``orders``: one more than is shown, so that the page can say that there are more.

    ``confirmations``, ``asked`` and ``drafts`` wait for this very account; ``waiting`` are paths that wait for
    leadership.
    """

    exceptions: list[Deadline]
    waiting: list[Respondent]
    orders: list[Instruction]
    confirmations: list[PendingAct]
    asked: list[AskedOfficial]
    drafts: list[LetterDraft]

    @property
    def lines(self) -> list[Line]:
        """What waits for this account first, then for leadership by its day; at most five of each."""
        own = [
            Line("confirmation", row, reverse("confirmation", args=[row.key]))
            for row in self.confirmations[:SHOWN_WAITING]
        ]
        own += [Line("asked", row, row.path) for row in self.asked[:SHOWN_WAITING]]
        own += [Line("draft", row, reverse("letter-draft", args=[row.key])) for row in self.drafts[:SHOWN_WAITING]]
        paths = self.waiting[:SHOWN_WAITING]
        return own + [Line("held" if path.is_held else "reported", path) for path in paths]

    @property
    def folded(self) -> list[Line]:
        return self.lines[SHOWN_FIRST:]

    @property
    def number_folded(self) -> str:
        """How many wait below the fold; "4+" where more wait than are listed."""
        more = "+" if self.number_waiting > len(self.lines) else ""
        return f"{len(self.folded)}{more}"

    @property
    def number_waiting(self) -> int:
        """What waits for the reader or for leadership, orders not counted: others report on those."""
        return len(self.waiting) + len(self.confirmations) + len(self.asked) + len(self.drafts)


def urgent(user: User, scope: Scope) -> Urgent:
    """One statement; each list reads its first rows in the order of an index."""
    found = _read(AnyReader.like(user)).all(agencies=scope.keys, today=scope.today, **keys_of(user))
    waiting = sorted([*found["held"], *found["reported"]], key=lambda path: (path.due_on or dt.date.max, path.pk))
    own = {name: found[name] for name in ("exceptions", "orders", "confirmations", "asked", "drafts")}
    return Urgent(waiting=waiting[: SHOWN_WAITING + 1], **own)


@cache
def _read(reader: AnyReader) -> Together:
    most = SHOWN_WAITING + 1
    seen = Case.objects.visible_to(reader).filter(agency__any=Slot("agencies"))
    late = Deadline.objects.overdue(Slot("today", DateField())).filter(respondent__case__in=seen)
    paths = Respondent.objects.filter(case__in=seen).order_by("due_on", "pk")
    held = paths.open().filter(is_held=True, holds__met_on__isnull=True, holds__owner__iregex=LEADERSHIP)
    reported = paths.filter(status=Status.FINDINGS, is_held=False)
    orders = Instruction.objects.filter(case__in=seen, done_on__isnull=True).order_by("given_on", "pk")
    of_hold = {"hold_owner": Cast("holds__owner", CharField()), "hold_since": Cast("holds__starts_on", DateField())}
    number = {"case": ("number",)}
    return Together(
        exceptions=Rows(
            late.order_by("-statutory", "due_on", "pk"),
            joined={"limit": ("label",), "respondent": (), "respondent__case": CASE},
            most=SHOWN_EXCEPTIONS,
        ),
        held=Rows(held, joined={"case": CASE}, also=of_hold, most=most),
        reported=Rows(reported, joined={"case": CASE}, also={"advice": _advice()}, most=most),
        orders=Rows(orders, joined={"case": CASE, "to": ("short_name",)}, most=most),
        confirmations=Rows(
            two_people.awaiting(reader).order_by("pk"),
            joined=number,
            only=("key", "kind", "summary", "case"),
            most=most,
        ),
        asked=Rows(
            AskedOfficial.objects.to_agree(reader),
            joined=number | {"sanction_type": ("name",), "report": ("respondent",)},
            most=most,
        ),
        drafts=Rows(LetterDraft.objects.awaiting(reader), joined=number, only=("key", "dated_on", "case"), most=most),
    )


def _advice() -> Subquery:
    """The sanction that the newest report of findings proposes."""
    newest = FindingsReport.objects.filter(respondent=OuterRef("pk")).order_by("-submitted_on", "-pk")
    return Subquery(newest.values("recommended__name")[:1], output_field=CharField())
