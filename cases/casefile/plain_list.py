"""The list without filters, which is opened most: its SQL is put together once for a role and an order."""

from collections import namedtuple
from functools import cache
from typing import Any

from django.db.models import IntegerField, Subquery

from cases.casefile.sorting import SORTS, added_by, with_what_orders
from cases.models import Case, User
from cases.models.people.reader import AnyReader, keys_of
from cases.web.paging import SHORT_PAGE, field_of, following
from lib.compiled_queries import Slot, Statement

COUNTED_UP_TO = 1000
COLUMNS = (
    "pk", "number", "title", "agency_name", "stage", "respondent_count", "opened_at",
    "statutory_due_on", "internal_due_on",
)  # fmt: skip


class PlainList:
    """The list of one account in one order. ``total``: how many cases it has, counted up to one more than a thousand;
    known once a page was read."""

    def __init__(self, user: User, sort: str) -> None:
        self.user, self.sort, self.total = user, sort, 0

    def read(self, values: tuple[Any, ...] | None, back: bool) -> list[Any]:
        """The rows after these values or before them, and one more than a page has."""
        known = None if values is None else tuple(value is not None for value in values)
        statement = _compiled(AnyReader.like(self.user), self.sort, known, back)
        cursor = {f"cursor_{place}": value for place, value in enumerate(values or ())}
        rows = statement.rows(**cursor, **keys_of(self.user))
        self.total = rows[0][-1] if rows else 0
        shape = _shape(self.sort)
        return [shape(*row) for row in rows]


@cache
def _shape(sort: str) -> Any:
    return namedtuple("CaseRow", [*COLUMNS, *added_by(SORTS[sort]), "total"])


@cache
def _compiled(reader: AnyReader, sort: str, known: tuple[bool, ...] | None, back: bool) -> Statement:
    """``known``: which values of the cursor are not empty; an empty one changes the SQL."""
    chosen = SORTS[sort]
    visible = Case.objects.visible_to(reader)
    cases = with_what_orders(visible, chosen)
    values = None
    if known is not None:
        names = [name.lstrip("-") for name in chosen.order]
        slots = [Slot(f"cursor_{place}", field_of(cases, name)) for place, name in enumerate(names)]
        values = [slot if is_known else None for slot, is_known in zip(slots, known, strict=True)]
    counted = visible.order_by().values("pk")[: COUNTED_UP_TO + 1]
    total = Subquery(counted, template="(SELECT count(*) FROM (%(subquery)s) AS counted)", output_field=IntegerField())
    rows = following(cases, chosen.order, values, back=back).annotate(total=total)
    return Statement(rows.values_list(*COLUMNS, *added_by(chosen), "total")[: SHORT_PAGE + 1])
