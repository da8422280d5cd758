"""A database with all tables and the law in it, from which each process of a test run copies its own.

Running every migration takes half a minute a process; a copy takes a second. The name holds a hash of the migrations
and of the law, so that a change of either makes a new one.
"""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import psycopg2
from django.conf import settings
from django.db import connection
from psycopg2 import sql

PREFIX = "conduct_template_"
SOURCES = ("cases/migrations/*.py", "regulations/migrations/*.py", "regulations/fixtures/*.yaml", "regulations/*.py")
LOCK = 0x636F6E64  # one process of all makes it, the others wait


def ensure() -> str:
    """The name of the template of this checkout; made when it is missing, in place of those of other states."""
    name = PREFIX + _hash_of_sources()[:16]
    parameters = connection.get_connection_params() | {"dbname": "postgres"}
    parameters.pop("cursor_factory", None)
    server = psycopg2.connect(**parameters)
    server.autocommit = True
    try:
        with server.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
            if not cursor.fetchone():
                _make(cursor, name)
    finally:
        server.close()
    return name


def _make(cursor: "psycopg2.extensions.cursor", name: str) -> None:
    unfinished = f"{name}_unfinished"
    cursor.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(unfinished)))
    cursor.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(unfinished)))
    for command in (["migrate", "--no-input"], ["load_law"]):
        subprocess.run(
            [sys.executable, "manage.py", *command, "--verbosity", "0"],
            cwd=settings.BASE_DIR,
            env=os.environ | {"DATABASE_URL": _address_of(unfinished)},
            stdout=subprocess.DEVNULL,
            check=True,
        )
    cursor.execute(
        sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(unfinished), sql.Identifier(name)),
    )


def _address_of(database: str) -> str:
    """DATABASE_URL with another database; its query, where a socket's directory stands, stays."""
    head, mark, query = os.environ["DATABASE_URL"].partition("?")
    return head.rpartition("/")[0] + "/" + database + mark + query


def _hash_of_sources() -> str:
    paths = sorted(path for pattern in SOURCES for path in Path(settings.BASE_DIR).glob(pattern))
    content = hashlib.sha256()
    for path in paths:
        content.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return content.hexdigest()
