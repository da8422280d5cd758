"""The queue of a role: paths to act on, paths that wait, and finished paths."""

import datetime as dt
from collections import Counter
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any, TypedDict

from django.db import models
from django.db.models import F, FilteredRelation, OuterRef, Q, QuerySet, Subquery, Value
from django.utils.translation import gettext_lazy as _

from cases.models import (
    AnswerClock,
    AskedOfficial,
    Case,
    Deadline,
    EvidenceRequest,
    ImposedDuty,
    Instruction,
    JointHandling,
    LetterDraft,
    ReportDraft,
    Respondent,
    Status,
    User,
)
from cases.models.people.reader import AnyReader, Reader, keys_of
from cases.procedure import two_people
from lib.compiled_queries import Slot, Statement

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

COUNTED_UP_TO = 50
DONE_FOR = dt.timedelta(days=30)  # calendar days
BESIDE = (
    "drafts",
    "requests",
    "approvals",
    "confirmations",
    "concurrences",
    "duties",
    "bodies",
    "answers",
)  # the other work of an account
NOBODYS_TURN = Q(status=Status.DELIVERED)


class RowFacts(TypedDict):
    """The annotations that ``listed`` adds to a respondent: the clock that is due, and the open hold."""

    clock_id: int | None
    clock_is_statutory: bool | None
    hold_reason: str | None
    hold_owner: str | None
    hold_since: dt.date | None
    hold_review_on: dt.date | None


if TYPE_CHECKING:
    Row = WithAnnotations[Respondent, RowFacts]


class Tab(models.TextChoices):
    TODO = "todo", _("Perlu saya kerjakan")
    LATE = "late", _("Terlambat")
    WAITING = "waiting", _("Menunggu pihak lain")
    DONE = "done", _("Selesai 30 hari")
    ORDERS = "orders", _("Perintah pimpinan")


def order(tab: str) -> tuple[str, ...]:
    """By due date; finished paths by the latest, orders by the oldest.

    Each order of paths has its index.
    """
    return {Tab.DONE.value: ("-status_on", "-pk"), Tab.ORDERS.value: ("given_on", "pk")}.get(tab, ("due_on", "pk"))


def orders(user: Reader) -> QuerySet[Instruction]:
    """Leadership's orders to the account's agency or its units that are not reported as carried out."""
    addressed = Instruction.objects.filter(to__any=user.subtree, done_on__isnull=True)
    return addressed.filter(case__in=Case.objects.visible_to(user)).select_related("case", "to")


def paths(user: Reader, tab: str, today: dt.date | Slot) -> QuerySet[Respondent]:
    """The respondents of a tab, among those that the account may read; the rows of the tab of orders come from
    ``orders``."""
    visible = Respondent.objects.visible_to(user)
    mine = visible.awaiting(user.role).exclude(NOBODYS_TURN)
    match Tab(tab):
        case Tab.TODO:
            return mine
        case Tab.LATE:
            return mine.filter(due_on__lt=today)
        case Tab.WAITING:
            return visible.open().filter(Q(is_held=True) | ~Q(turn=user.role) | NOBODYS_TURN)
        case Tab.DONE:
            return visible.filter(status=Status.CLOSED, status_on__gte=today - DONE_FOR)
        case Tab.ORDERS:
            raise ValueError("orders are no paths")


def listed(user: User, tab: str, today: dt.date) -> QuerySet[Respondent]:
    """The rows of a tab with their columns: case, agency, the clock that is due, and the open hold."""
    clock = Deadline.objects.duties().filter(respondent=OuterRef("pk")).order_by("due_on", "pk")
    rows = paths(user, tab, today).annotate(
        clock_id=Subquery(clock.values("pk")[:1]),
        clock_is_statutory=Subquery(clock.values("statutory")[:1]),
        open_hold=FilteredRelation("holds", condition=Q(holds__met_on__isnull=True)),
        hold_reason=F("open_hold__reason"),
        hold_owner=F("open_hold__owner"),
        hold_since=F("open_hold__starts_on"),
        hold_review_on=F("open_hold__due_on"),
    )
    return rows.select_related("case", "employee")


def asides(user: Reader) -> dict[str, Callable[[], QuerySet[Any]]]:
    """Other work of an account: drafts, requested evidence, letters to approve, acts of others to confirm, duties and
    bodies to see to, letters and reports to answer."""
    found: dict[str, Callable[[], QuerySet[Any]]] = {
        "drafts": lambda: ReportDraft.objects.of(user).unrecorded(),
        "requests": lambda: EvidenceRequest.objects.awaited_by(user),
        "approvals": lambda: LetterDraft.objects.awaiting(user),
        "confirmations": lambda: two_people.awaiting(user),
        "concurrences": lambda: AskedOfficial.objects.to_agree(user),
        "duties": lambda: ImposedDuty.objects.seen_to_by(user),
        "bodies": lambda: JointHandling.objects.awaiting(user),
    }
    if not user.is_of_one_agency:  # no level of an agency has such clocks
        found["answers"] = lambda: AnswerClock.objects.owed_by(user)
    return found


def counts(user: User, today: dt.date) -> dict[str, str]:
    """The number of rows of each tab ("50+" beyond fifty) and of other work of each kind, so that only those are read.

    "legal" counts the cases with an overdue statutory clock. One statement; each part reads its first rows in the order
    of an index, no more than it counts.
    """
    found = Counter(name for (name,) in _counted(AnyReader.like(user)).rows(today=today, **keys_of(user)))
    return {name: _capped(found[name]) for name in (*Tab.values, "legal", *BESIDE)}


@cache
def _counted(reader: AnyReader) -> Statement:
    today = Slot("today", models.DateField())
    legal = Case.objects.visible_to(reader).late(today, statutory=True)
    branches = [_some(_of(reader, tab, today), tab, order(tab)) for tab in Tab.values]
    branches += [_some(rows(), name, ("pk",)) for name, rows in asides(reader).items()]
    return Statement(_some(legal, "legal", ("statutory_due_on",)).union(*branches, all=True))


def _of(user: Reader, tab: str, today: dt.date | Slot) -> QuerySet[Any]:
    return orders(user) if tab == Tab.ORDERS else paths(user, tab, today)


def _some(rows: QuerySet[Any], name: str, fields: tuple[str, ...]) -> QuerySet[Any, tuple[str]]:
    named = rows.order_by(*fields).values_list(Value(name, output_field=models.TextField()))
    return named[: COUNTED_UP_TO + 1]


def _capped(number: int) -> str:
    return f"{COUNTED_UP_TO}+" if number > COUNTED_UP_TO else str(number)


def only_waits(respondent: Respondent) -> bool:
    """Nobody has to act on a delivered decision before its day of effect."""
    return respondent.status == Status.DELIVERED


def next_due(user: User, today: dt.date) -> dt.date | None:
    """The next due date among everything that the account may read."""
    coming = Respondent.objects.visible_to(user).open().filter(due_on__gte=today, is_held=False)
    return coming.order_by("due_on", "pk").values_list("due_on", flat=True).first()
