"""Grants the database role of the application its rights: it reads and writes rows and never changes tables.

The owner of the tables runs the migrations and grants the rights. Web server, worker and beat connect as the role,
which owns nothing. On append-only tables (``AppendOnly``) the role has no right to UPDATE and DELETE: the triggers are
not the only protection.
"""

from collections.abc import Iterable

from django.db import models
from django.db.backends.utils import CursorWrapper
from psycopg2 import sql

from lib.append_only import AppendOnly

ROWS = ("SELECT", "INSERT", "UPDATE", "DELETE")
READ_ONLY = ("django_migrations",)  # written by the owner only
NOTHING_ELSE = "LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS"


class StrongRole(Exception):
    """The existing role has more rights than to write rows, or owns the tables; the message names the role."""


def grant(cursor: CursorWrapper, tables: Iterable[type[models.Model]], *, role: str, password: str) -> None:
    """Grant a role its rights on the tables of these models, and revoke all others. Creates a missing role.

    Call it as the owner of the tables, in one transaction. ``password`` is set for a new role only. Raises StrongRole.
    """
    _ensure(cursor, role, password)
    name = sql.Identifier(role)
    cursor.execute(
        sql.SQL(
            "REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {0}; REVOKE CREATE ON SCHEMA public FROM PUBLIC, {0};"
            "GRANT USAGE ON SCHEMA public TO {0}; GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {0};"
        ).format(name)
    )
    for table, rights in _rights(tables).items():
        granted = sql.SQL(", ").join(map(sql.SQL, rights))
        cursor.execute(sql.SQL("GRANT {} ON {} TO {}").format(granted, sql.Identifier(table), name))


def _ensure(cursor: CursorWrapper, role: str, password: str) -> None:
    cursor.execute(
        "SELECT rolsuper OR rolcreaterole OR rolcreatedb OR rolreplication OR rolbypassrls"
        " OR pg_has_role(oid, current_user, 'MEMBER') FROM pg_roles WHERE rolname = %s",
        [role],
    )
    found = cursor.fetchone()
    if found is None:
        made = sql.SQL("CREATE ROLE {} " + NOTHING_ELSE + " PASSWORD {}")
        cursor.execute(made.format(sql.Identifier(role), sql.Literal(password)))
    elif found[0]:
        raise StrongRole(f"the role {role} is a superuser, may make roles or databases, or owns the tables")


def _rights(tables: Iterable[type[models.Model]]) -> dict[str, tuple[str, ...]]:
    """The rights by table. A right that an append-only proxy refuses is refused for its table."""
    refused: dict[str, set[str]] = {}
    for model in tables:
        refused.setdefault(model._meta.db_table, set()).update(_refused(model))
    rights = {table: tuple(right for right in ROWS if right not in never) for table, never in refused.items()}
    return rights | dict.fromkeys(READ_ONLY, ("SELECT",))


def _refused(model: type[models.Model]) -> set[str]:
    """The operations that an unconditional append-only trigger refuses."""
    guards = [trigger for trigger in getattr(model._meta, "triggers", ()) if isinstance(trigger, AppendOnly)]
    return {word for guard in guards if guard.condition is None for word in str(guard.operation).split(" OR ")}
