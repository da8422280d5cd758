"""A PostgreSQL with a streaming replica of its own, made by pg_basebackup, for one test."""

import os
import shutil
import subprocess
import time
from contextlib import contextmanager
from pathlib import Path

import psycopg2

from conduct.launch.port import free_port

USER = "postgres"


def program(name):
    """A program of PostgreSQL; those of Debian lie outside the search path. None without one."""
    found = shutil.which(name) or next(iter(sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))[::-1]), None)
    return str(found) if found else None


def as_server(*command):
    """Run it; a root runs it with the account of the server, as PostgreSQL wants."""
    account = {"user": USER, "group": USER, "extra_groups": []} if os.geteuid() == 0 else {}
    subprocess.run(command, check=True, capture_output=True, cwd="/", **account)


class Server:
    """One cluster on a port of its own."""

    def __init__(self, folder):
        self.folder, self.port = folder, free_port()

    def start(self):
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off"
        log = self.folder.with_suffix(".log")
        as_server(program("pg_ctl"), "start", "-w", "-D", str(self.folder), "-l", str(log), "-o", options)

    def stop(self):
        as_server(program("pg_ctl"), "stop", "-w", "-m", "immediate", "-D", str(self.folder))

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
    primary, replica = Server(folder / "primary"), Server(folder / "replica")
    as_server(program("initdb"), "-D", str(primary.folder), "-U", USER, "--auth=trust", "--no-sync", "--encoding=UTF8")
    primary.start()
    try:
        primary.ask(f"CREATE DATABASE {database}")
        dumped = subprocess.run([program("pg_dump"), "--no-owner", "--no-acl", source], check=True, capture_output=True)
        loading = [program("psql"), "--quiet", "--set", "ON_ERROR_STOP=1", primary.url(database)]
        subprocess.run(loading, input=dumped.stdout, check=True, capture_output=True)
        told = ["-d", primary.url(USER), "-D", str(replica.folder), "-R", "-X", "stream", "-c", "fast"]
        as_server(program("pg_basebackup"), *told)
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
