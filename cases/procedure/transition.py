"""What a row of the table of the procedure says."""

import dataclasses
from typing import TYPE_CHECKING, TypedDict, Unpack

from cases.models import Act, ClosingReason, Role, Status
from regulations.models import ClockStep, Route

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

ANY_ROUTE = frozenset(Route)


@dataclasses.dataclass(frozen=True)
class Transition:
    """One row. ``target`` None: the stage stays. ``roles``: the first one's turn it ordinarily is.

    ``routes`` is the route of the respondent (for CHOOSE_ROUTE: the one being chosen); a respondent without a route yet
    matches rows for any route. ``primary``: the next step that the page offers first. ``while_held``: allowed while
    waiting on hold.
    ``confirmed``: something leaves the office, or may from then on: only once it is confirmed who the person is.
    ``becomes``: the route that the path takes from then on, with an examination of its own.
    ``reaches_back``: its day may lie before the stage that it leaves; the service says what bounds it.
    ``closed_as``: of the closed paths, only those that ended so; empty: whatever the reason.
    """

    act: Act
    sources: frozenset[Status]
    target: Status | None
    roles: tuple[Role, ...]
    routes: frozenset[Route] = ANY_ROUTE
    stops: tuple[ClockStep, ...] = ()
    starts: tuple[ClockStep, ...] = ()
    primary: bool = False
    while_held: bool = False
    confirmed: bool = False
    becomes: Route | None = None
    closed_as: frozenset[ClosingReason] = frozenset()
    reaches_back: bool = False
    basis: "StrOrPromise" = ""


class Rest(TypedDict, total=False):
    """The columns of a row that are not written for every act."""

    routes: frozenset[Route]
    stops: tuple[ClockStep, ...]
    starts: tuple[ClockStep, ...]
    primary: bool
    while_held: bool
    confirmed: bool
    becomes: Route | None
    closed_as: frozenset[ClosingReason]
    reaches_back: bool
    basis: "StrOrPromise"


def row(
    act: Act,
    sources: frozenset[Status] | Status,
    target: Status | None,
    roles: tuple[Role, ...],
    **rest: Unpack[Rest],
) -> Transition:
    """A row; a single source may be written without a set."""
    return Transition(act, frozenset({sources}) if isinstance(sources, Status) else sources, target, roles, **rest)
