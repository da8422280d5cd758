"""Query sets whose SQL is built once in a process; their rows are read from the database at every call.

For small queries that run together: building each one in the ORM takes longer than answering it in the database.
"""

from collections.abc import Callable, Hashable, Sequence
from functools import cache, lru_cache, wraps
from typing import Any, TypeVar

from django.db import connection
from django.db.models import Model, QuerySet
from django.db.models.expressions import RawSQL

Row = TypeVar("Row", bound=Model)


class PeopleGoHere:
    """Marks the parameter of a compiled statement that each call replaces by its list of keys."""


def about_people(
    question: Callable[[RawSQL], "QuerySet[Any, Any]"],
) -> Callable[[Sequence[int]], list[tuple[Any, ...]]]:
    """``question`` gives the values of rows ``__in`` the list that it is handed; the result takes the list of keys."""

    @cache
    def compiled() -> tuple[str, tuple[Any, ...]]:
        return question(RawSQL("SELECT unnest(%s::bigint[])", [PeopleGoHere()])).query.sql_with_params()

    @wraps(question)
    def ask(keys: Sequence[int]) -> list[tuple[Any, ...]]:
        sql, params = compiled()
        with connection.cursor() as cursor:
            cursor.execute(sql, [list(keys) if isinstance(each, PeopleGoHere) else each for each in params])
            rows: list[tuple[Any, ...]] = cursor.fetchall()
            return rows

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
