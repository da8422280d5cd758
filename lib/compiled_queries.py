"""Query sets whose SQL is built once in a process; their rows are read from the database at every call.

For small queries that run often or together: building one in the ORM takes longer than answering it in the database.
"""

import contextlib
from collections.abc import Callable, Hashable, Sequence
from functools import cache, lru_cache, wraps
from typing import Any, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Field, ForeignKey, Lookup, Model, QuerySet
from django.db.models.expressions import Expression, RawSQL

Row = TypeVar("Row", bound=Model)


class Slot(Expression):
    """Stands in a query set for a value that comes with each call, under ``name``.

    It stands on the right of a comparison, and for a list of keys behind the lookup ``any``.
    """

    def __init__(self, name: str, output_field: "Field[Any, Any] | None" = None) -> None:
        super().__init__(output_field=output_field)
        self.name = name

    def as_sql(self, *_compiler_and_connection: object) -> tuple[str, list[Any]]:  # type: ignore[override]  # nothing to compile
        return "%s", [self]


@Field.register_lookup
@ForeignKey.register_lookup  # which inherits none
class OneOf(Lookup):
    """``field__any=keys``: the field is one of the keys. They travel as one array: one text serves any number."""

    lookup_name = "any"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        left, params = self.process_lhs(compiler, connection)
        return f"{left} = ANY(%s)", [*params, self.rhs]


class Statement:
    """A query set of values as text; ``rows`` reads it with a value for each of its slots."""

    def __init__(self, values: "QuerySet[Any, Any]") -> None:
        self.sql: str = ""
        self.params: tuple[Any, ...] = ()
        with contextlib.suppress(EmptyResultSet):  # a scope that can hold nothing is not asked about
            self.sql, self.params = values.query.sql_with_params()

    def rows(self, **values: object) -> list[tuple[Any, ...]]:
        """What PostgreSQL gives, unchanged by fields. Raises KeyError for a slot without a value."""
        if not self.sql:
            return []
        given: Any = [values[parameter.name] if isinstance(parameter, Slot) else parameter for parameter in self.params]
        with connection.cursor() as cursor:
            cursor.execute(self.sql, given)
            found: list[tuple[Any, ...]] = cursor.fetchall()
            return found


def about_people(
    question: Callable[[RawSQL], "QuerySet[Any, Any]"],
) -> Callable[[Sequence[int]], list[tuple[Any, ...]]]:
    """``question`` gives the values of rows ``__in`` the list that it is handed; the result takes the list of keys."""

    @cache
    def compiled() -> Statement:
        return Statement(question(RawSQL("SELECT unnest(%s::bigint[])", [Slot("keys")])))

    @wraps(question)
    def ask(keys: Sequence[int]) -> list[tuple[Any, ...]]:
        return compiled().rows(keys=list(keys))

    return ask


def of_the_day(question: "Callable[..., QuerySet[Row]]") -> Callable[..., list[Row]]:
    """``question`` gives the rows of the law for what it is asked with, such as a staff category and a day."""

    @lru_cache(maxsize=256)
    def compiled(*asked: Hashable) -> tuple[type[Row], str, tuple[Any, ...]]:
        rows = question(*asked)
        return rows.model, *rows.query.sql_with_params()

    @wraps(question)
    def ask(*asked: Hashable) -> list[Row]:
        model, sql, params = compiled(*asked)
        return list(model._default_manager.raw(sql, params))

    return ask
