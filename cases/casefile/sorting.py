"""The orders of the list of cases; each has its index."""

import dataclasses
from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from cases.models import Case
from cases.models.casefile.case import DUE_ON, STAGE_RANK

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

SORT = "sort"  # in the address


@dataclasses.dataclass(frozen=True)
class Sort:
    """An order of rows. ``column``: the heading that shows it; ``back``: the order in which its link then turns."""

    label: "StrOrPromise"
    column: str
    order: tuple[str, ...]
    back: str
    is_rising: bool = False


SORTS = {
    "": Sort(_("Terbaru dahulu"), "opened", ("-opened_at", "-pk"), "oldest"),
    "oldest": Sort(_("Terlama dahulu"), "opened", ("opened_at", "pk"), "", is_rising=True),
    "due": Sort(_("Tenggat terdekat dahulu"), "due", ("due_on", "pk"), "", is_rising=True),
    "number": Sort(_("Nomor, menurun"), "number", ("-number", "-pk"), "number-up"),
    "number-up": Sort(_("Nomor, menaik"), "number", ("number", "pk"), "number", is_rising=True),
    "stage": Sort(_("Menurut tahap"), "stage", ("stage_rank", "-opened_at", "-pk"), "stage-down", is_rising=True),
    "stage-down": Sort(_("Menurut tahap, terakhir dahulu"), "stage", ("-stage_rank", "opened_at", "pk"), "stage"),
    "agency": Sort(_("Menurut perangkat daerah"), "agency", ("agency_name", "-opened_at", "-pk"), "agency-down",
                   is_rising=True),
    "agency-down": Sort(_("Perangkat daerah, menurun"), "agency", ("-agency_name", "opened_at", "pk"), "agency"),
}  # fmt: skip
FIRST_CLICK = {"number": "number", "stage": "stage", "agency": "agency", "due": "due", "opened": ""}
ADDED = {"due_on": DUE_ON, "stage_rank": STAGE_RANK}


def chosen(name: str) -> str:
    """The name of an order; an unknown one is the usual order."""
    return name if name in SORTS else ""


def added_by(sort: Sort) -> list[str]:
    """The expressions of an order that are no columns of a case."""
    return [name for field in sort.order if (name := field.lstrip("-")) in ADDED]


def with_what_orders(cases: QuerySet[Case], sort: Sort) -> QuerySet[Case]:
    """The cases with the expression that the order needs, if it is no column."""
    added = {name: ADDED[name] for name in added_by(sort)}
    return cases.annotate(**added) if added else cases


def heading(column: str, current: str) -> tuple[str, str]:
    """The order that the link of a heading chooses, and its ``aria-sort``, empty for another column."""
    sort = SORTS[current]
    if sort.column != column:
        return FIRST_CLICK[column], ""
    return sort.back, "ascending" if sort.is_rising else "descending"
