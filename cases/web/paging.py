"""Keyset pagination: every page takes the same time, and no rows are counted."""

import dataclasses
from collections.abc import Callable, Sequence
from typing import Any, cast

from django.core.exceptions import ValidationError
from django.db.models import Field, Q, QuerySet
from django.http import HttpRequest

from cases.web.keys import key_of

PAGE_SIZE = 50
SHORT_PAGE = 25  # the lists that are opened most; rendering their rows takes most of the time
SEPARATOR = "~"
FIRST = "n"  # in the address: the number of the first row of a page, from 1


@dataclasses.dataclass(frozen=True)
class Page:
    """The rows of one page and the addresses of its neighbours."""

    rows: list[Any]
    previous_url: str | None = None
    next_url: str | None = None
    first: int = 1  # the number of the first row in the whole list, where the address carries it

    @property
    def last(self) -> int:
        return self.first + len(self.rows) - 1

    @property
    def is_whole(self) -> bool:
        """Whether the list has no other page."""
        return self.previous_url is None and self.next_url is None


Read = Callable[[tuple[Any, ...] | None, bool], list[Any]]


def keyset(
    request: HttpRequest,
    queryset: QuerySet[Any],
    order: Sequence[str],
    *,
    size: int = PAGE_SIZE,
    private: bool = False,
    read: Read | None = None,
) -> Page:
    """The page named by ``?after=`` or ``?before=``; the first page if there is neither.

    The last field of ``order`` is unique; NULL comes last in ascending order, as in PostgreSQL. A field may be an
    annotation. ``private``: the address contains only the key of the row and none of its values. ``read``: reads one
    row more than a page itself, from the values of a row or from the start; the query set then only knows the fields.
    """
    back = "before" in request.GET
    text = request.GET.get("before" if back else "after", "")
    values = (_look_up if private else _read)(queryset, order, text)
    back = back and values is not None
    rows = read(values, back) if read else list(following(queryset, order, values, back=back)[: size + 1])
    more, rows = len(rows) > size, rows[:size]
    if back:
        rows.reverse()
    has_previous, has_next = (more, True) if back else (values is not None, more)
    first = _number(request) if values is not None else 1

    def address(side: str, row: Any, number: int) -> str:
        fields = ["pk"] if private else [name.lstrip("-") for name in order]
        cursor = SEPARATOR.join("" if getattr(row, name) is None else str(getattr(row, name)) for name in fields)
        kept = request.GET.copy()
        kept.pop("after", None), kept.pop("before", None)
        kept[side], kept[FIRST] = cursor, str(max(number, 1))
        return f"?{kept.urlencode()}"

    return Page(
        rows,
        address("before", rows[0], first - size) if rows and has_previous else None,
        address("after", rows[-1], first + len(rows)) if rows and has_next else None,
        first,
    )


def following(
    queryset: QuerySet[Any], order: Sequence[str], values: Sequence[Any] | None, *, back: bool
) -> QuerySet[Any]:
    """The rows after one with these values, or before it, the nearest first; without values all rows."""
    if values is not None:
        queryset = queryset.filter(_beyond(queryset, order, values, back=back))
    return queryset.order_by(*(_turned(name) if back else name for name in order))


def _number(request: HttpRequest) -> int:
    """The number that the address gives to the first row; 1 if it was tampered with."""
    text = request.GET.get(FIRST, "")
    return int(text) if text.isdecimal() and len(text) < 10 else 1


def _turned(name: str) -> str:
    return name[1:] if name.startswith("-") else f"-{name}"


def _look_up(queryset: QuerySet[Any], order: Sequence[str], text: str) -> tuple[Any, ...] | None:
    names = [name.lstrip("-") for name in order]
    key = key_of(text)
    return None if key is None else queryset.filter(pk=key).values_list(*names).first()


def _read(queryset: QuerySet[Any], order: Sequence[str], text: str) -> tuple[Any, ...] | None:
    """The values in an address; None if they were tampered with."""
    parts = text.split(SEPARATOR)
    if len(parts) != len(order) or not parts[-1].isdecimal() or len(parts[-1]) > 18:
        return None
    fields = [field_of(queryset, name.lstrip("-")) for name in order]
    try:
        return tuple(field.to_python(part) if part else None for field, part in zip(fields, parts, strict=True))
    except ValidationError:
        return None


def field_of(queryset: QuerySet[Any], name: str) -> "Field[Any, Any]":
    """The field of a name: an annotation, the key, or a column."""
    if name in queryset.query.annotations:
        found: Any = queryset.query.annotations[name].output_field
    else:
        found = queryset.model._meta.pk if name == "pk" else queryset.model._meta.get_field(name)
    return cast("Field[Any, Any]", found)


def _beyond(queryset: QuerySet[Any], order: Sequence[str], values: Sequence[Any], *, back: bool) -> Q:
    """The rows after these values in this order, or before them."""
    if not order:
        return Q(pk__in=[])
    name, value = order[0].lstrip("-"), values[0]
    rising = order[0].startswith("-") is back
    rest = _beyond(queryset, order[1:], values[1:], back=back)
    nullable = name in queryset.query.annotations or field_of(queryset, name).null
    if value is None:
        return Q(**{f"{name}__isnull": True}) & rest | (Q(pk__in=[]) if rising else Q(**{f"{name}__isnull": False}))
    further = Q(**{f"{name}__gt" if rising else f"{name}__lt": value}) | (Q(**{name: value}) & rest)
    if rising and nullable:
        return further | Q(**{f"{name}__isnull": True})
    # PostgreSQL can start an index scan at the bound of the first field, but not at the OR that follows.
    return Q(**{f"{name}__gte" if rising else f"{name}__lte": value}) & further
