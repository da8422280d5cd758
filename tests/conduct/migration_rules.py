"""What a migration may do while the office works: nothing that keeps a table busy for longer than a moment."""

from django.contrib.postgres.operations import AddConstraintNotValid, AddIndexConcurrently, RemoveIndexConcurrently
from django.db import migrations, models
from django.db.migrations.operations.base import Operation


def broken_rules(migration: migrations.Migration) -> list[str]:
    """A sentence for each operation that would make everybody wait. Tables that the migration makes are free."""
    made = {operation.name_lower for operation in migration.operations if isinstance(operation, migrations.CreateModel)}
    return [f"{migration.name}: {broken}" for operation in migration.operations if (broken := _broken(operation, made))]


def _broken(operation: Operation, made: set[str]) -> str:
    table = getattr(operation, "model_name_lower", "")
    if table in made:
        return ""
    match operation:
        case AddIndexConcurrently() | RemoveIndexConcurrently() | AddConstraintNotValid():
            return ""
        case migrations.AddIndex():
            return f"index on {table}: use AddIndexConcurrently in a migration that is not atomic"
        case migrations.RemoveIndex():
            return f"index of {table}: use RemoveIndexConcurrently in a migration that is not atomic"
        case migrations.AddConstraint() if isinstance(operation.constraint, models.CheckConstraint):
            return f"check on {table}: use AddConstraintNotValid, then ValidateConstraint in a migration of its own"
        case migrations.AddField() if isinstance(operation.field, models.GeneratedField):
            return (
                f"{table}.{operation.name}: a generated column rewrites the table: fill it by a trigger (decision 110)"
            )
        case migrations.AddField() if _fills_every_row(operation.field):
            return f"{table}.{operation.name}: give it db_default or null, since servers of before go on writing rows"
    return ""


def _fills_every_row(field: models.Field) -> bool:
    return not (field.null or field.has_db_default() or field.many_to_many)
