"""Rows together with the rows that belong to them, read in one statement: PostgreSQL nests them as JSON.

A page that prefetches twelve relations sends twelve statements, and putting them together takes longer than answering
them. Here the whole tree is one statement, put together once in a process; the result is model instances whose
relations are filled as after ``select_related`` and ``prefetch_related``.
"""

import decimal
import json
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Any, Generic, TypeVar

from django.contrib.postgres.expressions import ArraySubquery
from django.db import DEFAULT_DB_ALIAS, connection, models
from django.db.models import F, Func, JSONField, Model, OuterRef, QuerySet
from django.db.models.functions import Cast

from lib.compiled_queries import Slot, Statement

Row = TypeVar("Row", bound=Model)
# What JSON gives as text or as another number; every other value is taken as it stands.
CONVERTED = (models.DateField, models.TimeField, models.DurationField, models.DecimalField, models.UUIDField)


class _Array(Func):
    """A JSON array of expressions."""

    function = "json_build_array"

    def __init__(self, *parts: Any) -> None:
        super().__init__(*parts, output_field=JSONField())


class _Columns:
    """The columns of a model: as an expression over a path to it, and back from JSON."""

    def __init__(self, model: type[Model], names: Sequence[str] = ()) -> None:
        self.model = model
        fields = [each for each in model._meta.concrete_fields if not names or each.name in names or each.primary_key]
        self.names = [each.attname for each in fields]
        self._conversions: list[tuple[int, Callable[[Any], Any]]] = [
            (place, each.target_field.to_python if isinstance(each, models.ForeignKey) else each.to_python)
            for place, each in enumerate(fields)
            if isinstance(each.target_field if isinstance(each, models.ForeignKey) else each, CONVERTED)
        ]
        self._key = self.names.index(model._meta.pk.attname)

    def behind(self, path: str) -> _Array:
        return _Array(*(F(f"{path}{name}") for name in self.names))

    def row(self, values: list[Any]) -> Any:
        """The instance; None where an outer join found nothing."""
        if values[self._key] is None:
            return None
        for place, convert in self._conversions:
            if values[place] is not None:
                values[place] = convert(values[place])
        return self.model.from_db(DEFAULT_DB_ALIAS, self.names, values)


class Rows(Generic[Row]):
    """A query set with the relations that are read with each row.

    ``joined``: paths to single rows, each after the path that it continues; as a mapping with the fields that are read
    of each (none: all). ``lists``: names of relations to several rows, or to one that has lists itself, each with the
    rows that are read of it; a name that is no relation becomes an attribute with a list, whose rows say by the lookup
    ``of`` what they belong to. ``also``: further expressions, each an attribute. ``only``: the fields that are read.
    ``most``: the number of rows, the first ones.
    """

    def __init__(
        self,
        rows: "QuerySet[Row]",
        *,
        joined: Sequence[str] | Mapping[str, Sequence[str]] = (),
        lists: "Mapping[str, Rows[Any]] | None" = None,
        also: Mapping[str, Any] | None = None,
        only: Sequence[str] = (),
        of: str = "",
        most: int | None = None,
    ) -> None:
        self.rows, self.lists, self.also, self.of, self.most = rows, dict(lists or {}), dict(also or {}), of, most
        self._own = _Columns(rows.model, only)
        read = joined if isinstance(joined, Mapping) else dict.fromkeys(joined, ())
        self._joined = [(path, *_behind(rows.model, path, names)) for path, names in read.items()]

    def all(self, **values: object) -> "list[Row]":
        """The rows in their order, with a value for each slot of any query set in the tree. One statement."""
        return [self._instance(_decoded(text)) for (text,) in self._sent.rows(**values)]

    def fill(self, row: Row, **values: object) -> None:
        """Read the lists and further expressions of a row that is known (the slot ``pk``). One statement."""
        for (text,) in self._filling.rows(pk=row.pk, **values):
            self._take_over(row, _decoded(text))

    @cached_property
    def _sent(self) -> Statement:
        return _statement(self.rows, self._expression(), self.most)

    @cached_property
    def _filling(self) -> Statement:
        return _statement(self.rows.filter(pk=Slot("pk")).order_by(), _Array(*self._parts()))

    def _expression(self) -> _Array:
        joined = [columns.behind(f"{path}__") for path, columns, _field in self._joined]
        return _Array(self._own.behind(""), *joined, *self._parts())

    def _parts(self) -> list[Any]:
        return [*self.also.values(), *(each._as_list(self.rows.model, name) for name, each in self.lists.items())]

    def _as_list(self, parent: type[Model], name: str) -> ArraySubquery:
        mine = self.rows.filter(**{self.of or _back(parent, name): OuterRef("pk")})
        return ArraySubquery(mine.annotate(tree_=self._expression()).values("tree_")[: self.most])

    def _instance(self, values: list[Any]) -> Row:
        row: Row = self._own.row(values[0])
        found: dict[str, Any] = {"": row}
        for (path, columns, field), part in zip(self._joined, values[1:], strict=False):
            parent, _, _name = path.rpartition("__")
            holder = found[parent]
            found[path] = other = columns.row(part) if holder is not None else None
            if holder is not None:
                field.set_cached_value(holder, other)
                if other is not None and field.one_to_one and field.auto_created:
                    field.remote_field.set_cached_value(other, holder)
        self._take_over(row, values[1 + len(self._joined) :])
        return row

    def _take_over(self, row: Any, parts: list[Any]) -> None:
        for (name, expression), value in zip(self.also.items(), parts, strict=False):
            setattr(row, name, expression.output_field.to_python(value))
        for (name, rows), values in zip(self.lists.items(), parts[len(self.also) :], strict=True):
            children = [rows._instance(each) for each in values]
            if rows.of:
                setattr(row, name, children)
                continue
            relation = row._meta.get_field(name)
            if not relation.many_to_many:
                for child in children:
                    relation.remote_field.set_cached_value(child, row)
            if relation.one_to_one:
                relation.set_cached_value(row, next(iter(children), None))
            else:
                _prefetched(row)[name] = _known(rows, children)


class Together:
    """Several query sets that have nothing to do with each other, read in one statement."""

    def __init__(self, **sets: Rows[Any]) -> None:
        self._sets = sets
        statements = [_statement(each.rows, each._expression(), each.most) for each in sets.values()]
        arrays = [f"ARRAY({each.sql})" if each.sql else "ARRAY[]::text[]" for each in statements]
        self._sql = f"SELECT {', '.join(f'array_to_json({array})::text' for array in arrays)}"
        self._params = [param for each in statements for param in each.params]

    def all(self, **values: object) -> dict[str, list[Any]]:
        """The rows of each, by its name."""
        given: Any = [values[each.name] if isinstance(each, Slot) else each for each in self._params]
        with connection.cursor() as cursor:
            cursor.execute(self._sql, given)
            answer = cursor.fetchone() or ()
        return {
            name: [rows._instance(_decoded(text)) for text in json.loads(part)]
            for (name, rows), part in zip(self._sets.items(), answer, strict=True)
        }


def _decoded(text: str) -> Any:
    return json.loads(text, parse_float=decimal.Decimal)


def _statement(rows: "QuerySet[Any]", expression: _Array, most: int | None = None) -> Statement:
    text = Cast(expression, models.TextField())
    return Statement(rows.annotate(tree_=text).values_list("tree_", flat=True)[:most])


def _behind(model: type[Model], path: str, names: Sequence[str]) -> tuple[_Columns, Any]:
    field: Any = None
    for name in path.split("__"):
        field = model._meta.get_field(name)
        model = field.related_model
    return _Columns(model, names), field


def _back(parent: type[Model], name: str) -> str:
    """The lookup that leads from the rows of a relation to what they belong to."""
    relation: Any = parent._meta.get_field(name)
    return str(relation.related_query_name() if relation.many_to_many else relation.remote_field.name)


def _prefetched(row: Any) -> dict[str, Any]:
    if not hasattr(row, "_prefetched_objects_cache"):
        row._prefetched_objects_cache = {}
    kept: dict[str, Any] = row._prefetched_objects_cache
    return kept


def _known(rows: Rows[Any], children: list[Any]) -> "QuerySet[Any]":
    """A query set that has been read."""
    known: Any = rows.rows.all()
    known._result_cache, known._prefetch_done = children, True
    return known  # type: ignore[no-any-return]  # Django keeps it as Any
