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
    """One row. ``target`` None: the stage stays. ``roles``: the first one ordinarily has to act.

    ``routes`` is the route of the respondent (for CHOOSE_ROUTE: the chosen one); a respondent without a route matches
    rows for any route. ``primary``: the next step that the page offers first. ``while_held``: allowed while the path is
    on hold. ``confirmed``: only after the identity is confirmed, because a letter is sent or may be sent from then on.
    ``becomes``: the route that the path takes from then on, with its own examination. ``reaches_back``: its day may
    precede the current stage; the service limits it. ``closed_as``: only for paths closed with one of these reasons;
    empty: any reason.
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
    """A row; a single source may be given without a set."""
    return Transition(act, frozenset({sources}) if isinstance(sources, Status) else sources, target, roles, **rest)
