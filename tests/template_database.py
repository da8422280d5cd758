"""A database with all tables and the law in it, from which each process of a test run copies its own.

Running every migration takes half a minute a process; a copy takes a second. The name holds a hash of the migrations
and of the law, so that a change of either makes a new one: from the nearest one with the same law, which lacks a few
migrations only, where there is one.
"""

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

import psycopg2
from django.conf import settings
from django.db import connection
from psycopg2 import sql

PREFIX = "conduct_template_"


def ensure() -> str:
    """The name of the template of this checkout; made when it is missing, in place of those of other states."""
    digest = _hash_of_sources()
    name = PREFIX + digest[:16]
    parameters = connection.get_connection_params() | {"dbname": "postgres"}
    parameters.pop("cursor_factory", None)
    server = psycopg2.connect(**parameters)
    server.autocommit = True
    try:
        with server.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [int(digest[:8], 16)])  # one process makes it, others wait
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
            if not cursor.fetchone():
                _make(cursor, name)
    finally:
        server.close()
    return name


def _make(cursor: "psycopg2.extensions.cursor", name: str) -> None:
    unfinished = f"{name}_unfinished"
    cursor.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(unfinished)))
    nearest = _nearest(cursor) or "template1"
    cursor.execute(
        sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(unfinished), sql.Identifier(nearest)),
    )
    for command in (["migrate", "--no-input"], ["load_law"]):
        subprocess.run(
            [sys.executable, "manage.py", *command, "--verbosity", "0"],
            cwd=settings.BASE_DIR,
            env=os.environ | {"DATABASE_URL": _address_of(unfinished)},
            stdout=subprocess.DEVNULL,
            check=True,
        )
    _settle(unfinished)
    cursor.execute(
        sql.SQL("COMMENT ON DATABASE {} IS {}").format(sql.Identifier(unfinished), sql.Literal(json.dumps(_parts()))),
    )
    cursor.execute(
        sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(unfinished), sql.Identifier(name)),
    )


def _settle(database: str) -> None:
    """Count the law for the planner, then switch autovacuum off for all tables.

    It would count the rows of a test, which are never committed, as none; the planner would then choose nested loops.
    """
    server = psycopg2.connect(_address_of(database))
    server.autocommit = True
    try:
        with server.cursor() as cursor:
            cursor.execute(
                "SELECT oid::regclass::text FROM pg_class WHERE relkind = 'r' AND relnamespace = %s::regnamespace",
                ["public"],
            )
            for (table,) in cursor.fetchall():
                if table.startswith("regulations_"):
                    cursor.execute(f"ANALYZE {table}")
                cursor.execute(f"ALTER TABLE {table} SET (autovacuum_enabled = false)")
    finally:
        server.close()


def _address_of(database: str) -> str:
    """DATABASE_URL with another database; its query, where a socket's directory stands, stays."""
    head, mark, query = os.environ["DATABASE_URL"].partition("?")
    return head.rpartition("/")[0] + "/" + database + mark + query


def _nearest(cursor: "psycopg2.extensions.cursor") -> str | None:
    """The template with the same law and the most of our migrations, none of them other than ours."""
    cursor.execute(
        "SELECT datname, shobj_description(oid, 'pg_database') FROM pg_database WHERE datname LIKE %s",
        [f"{PREFIX}%"],
    )
    ours = _parts()
    fitting = {}
    for name, comment in cursor.fetchall():
        theirs = json.loads(comment) if comment else {}
        if theirs.get("law") == ours["law"] and theirs["migrations"].items() <= ours["migrations"].items():
            fitting[name] = len(theirs["migrations"])
    return max(fitting, key=fitting.__getitem__, default=None)


def _hash_of_sources() -> str:
    return hashlib.sha256(json.dumps(_parts()).encode()).hexdigest()


@lru_cache
def _parts() -> dict[str, Any]:
    """What a template is made from: each migration with its hash, and the hashes of the law and of its loader."""
    root = Path(settings.BASE_DIR)
    migrations = {
        str(path.relative_to(root)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(root.glob("*/migrations/*.py"))
    }
    law, loader = root.glob("regulations/fixtures/*.yaml"), root.glob("regulations/*.py")
    made_by = _hash_of([Path(__file__)])
    return {"migrations": migrations, "law": _hash_of(law), "loader": _hash_of(loader), "made_by": made_by}


def _hash_of(files: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in sorted(files):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()
