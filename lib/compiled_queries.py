"""Compiles the SQL of a query set once for each process. Each call sends the SQL to the database again.

Used for small queries that run often: the ORM takes longer to build them than PostgreSQL to execute them.
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
    """A named parameter of a compiled query set; each call supplies its value.

    Use it as the right side of a comparison, or with the lookup ``any`` for a list of keys.
    """

    def __init__(self, name: str, output_field: "Field[Any, Any] | None" = None) -> None:
        super().__init__(output_field=output_field)
        self.name = name

    def as_sql(self, *_compiler_and_connection: object) -> tuple[str, list[Any]]:  # type: ignore[override]  # nothing to compile
        return "%s", [self]


@Field.register_lookup
@ForeignKey.register_lookup  # which inherits none
class OneOf(Lookup):
    """The lookup ``field__any=keys``: the field is one of the keys. They are one array; the SQL never changes."""

    lookup_name = "any"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        left, params = self.process_lhs(compiler, connection)
        return f"{left} = ANY(%s)", [*params, self.rhs]


class Statement:
    """The SQL of a ``values_list`` query set. A query set that can have no rows has no SQL."""

    def __init__(self, values: "QuerySet[Any, Any]") -> None:
        self.sql: str = ""
        self.params: tuple[Any, ...] = ()
        with contextlib.suppress(EmptyResultSet):  # a scope that can hold nothing is not asked about
            self.sql, self.params = values.query.sql_with_params()

    def rows(self, **values: object) -> list[tuple[Any, ...]]:
        """Execute it. ``values``: a value for each slot, by name. Returns tuples as psycopg2 converts them, without the
        conversions of model fields. Raises KeyError for a slot without a value."""
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
    """A decorator for a query on people. ``question`` takes an expression for ``__in`` and returns a ``values_list``
    query set. The decorated function takes primary keys and returns the rows as tuples."""

    @cache
    def compiled() -> Statement:
        return Statement(question(RawSQL("SELECT unnest(%s::bigint[])", [Slot("keys")])))

    @wraps(question)
    def ask(keys: Sequence[int]) -> list[tuple[Any, ...]]:
        return compiled().rows(keys=list(keys))

    return ask


def of_the_day(question: "Callable[..., QuerySet[Row]]") -> Callable[..., list[Row]]:
    """A decorator for a query on rows of law. ``question`` takes hashable arguments, such as a staff category and a
    day, and returns a query set; the SQL is cached for each combination, the rows are not."""

    @lru_cache(maxsize=256)
    def compiled(*asked: Hashable) -> tuple[type[Row], str, tuple[Any, ...]]:
        rows = question(*asked)
        return rows.model, *rows.query.sql_with_params()

    @wraps(question)
    def ask(*asked: Hashable) -> list[Row]:
        model, sql, params = compiled(*asked)
        return list(model._default_manager.raw(sql, params))

    return ask
