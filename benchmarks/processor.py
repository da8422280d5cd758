"""Processor time and memory of a server: its web processes, and the PostgreSQL processes of its connections."""

import contextlib
from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar

import psutil
import psycopg2

T = TypeVar("T")


class Used(NamedTuple):
    """Seconds of processor time."""

    web: float
    database: float

    @property
    def both(self) -> float:
        return self.web + self.database


class Meter:
    """Reads the processor time of a web server and of the connections that bear its name."""

    def __init__(self, dsn: str, master: int, name: str) -> None:
        self.master, self.name = psutil.Process(master), name
        self.connection = psycopg2.connect(dsn)
        self.connection.autocommit = True

    def close(self) -> None:
        self.connection.close()

    def web(self) -> dict[int, float]:
        return {process.pid: _seconds(process) for process in (self.master, *self.master.children(recursive=True))}

    def database(self) -> dict[int, float]:
        with self.connection.cursor() as cursor:
            cursor.execute("SELECT pid FROM pg_stat_activity WHERE application_name = %s", [self.name])
            found = [psutil.Process(pid) for (pid,) in cursor.fetchall() if psutil.pid_exists(pid)]
        return {process.pid: _seconds(process) for process in found}

    def memory(self) -> float:
        """MiB of all web processes; what they share counts once."""
        shares = [each.memory_full_info().pss for each in (self.master, *self.master.children(recursive=True))]
        return float(sum(shares)) / 2**20

    def of(self, work: Callable[[], T]) -> tuple[T, Used]:
        """What the work returns, and the processor time that it took here."""
        web, database = self.web(), self.database()
        done = work()
        return done, Used(_more(web, self.web()), _more(database, self.database()))


def _seconds(process: Any) -> float:
    with contextlib.suppress(psutil.NoSuchProcess):
        times = process.cpu_times()
        return float(times.user + times.system)
    return 0.0


def _more(before: dict[int, float], after: dict[int, float]) -> float:
    return sum(seconds - before.get(pid, 0.0) for pid, seconds in after.items())
