"""What the role of the application may do in the database: read and write rows, never change tables.

The owner of the tables brings them up to date and grants these rights; the application, its worker and beat come as a
role that owns nothing. Rows that refuse change in a trigger (``AppendOnly``) are refused by a missing right as well.
"""

from collections.abc import Iterable

from django.db import models
from django.db.backends.utils import CursorWrapper
from psycopg2 import sql

from lib.append_only import AppendOnly

ROWS = ("SELECT", "INSERT", "UPDATE", "DELETE")
READ_ONLY = ("django_migrations",)  # what the owner alone writes
NOTHING_ELSE = "LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS"


class StrongRole(Exception):
    """The role of the application exists and may do more than write rows; the message names it."""


def grant(cursor: CursorWrapper, tables: Iterable[type[models.Model]], *, role: str, password: str) -> None:
    """Give a role the rights on rows and take every other from it; a role that is missing is made.

    To be called by the owner of the tables, in one transaction. Raises StrongRole.
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
    """Rights on rows by table; proxies count with the table that they stand for."""
    refused: dict[str, set[str]] = {}
    for model in tables:
        refused.setdefault(model._meta.db_table, set()).update(_refused(model))
    rights = {table: tuple(right for right in ROWS if right not in never) for table, never in refused.items()}
    return rights | dict.fromkeys(READ_ONLY, ("SELECT",))


def _refused(model: type[models.Model]) -> set[str]:
    """What a trigger refuses for every row."""
    guards = [trigger for trigger in getattr(model._meta, "triggers", ()) if isinstance(trigger, AppendOnly)]
    return {word for guard in guards if guard.condition is None for word in str(guard.operation).split(" OR ")}
