"""Compares rows a second of a checked payroll import with COPY and upsert without checks, and measures its memory.

`python -m benchmarks.staff_import 1000000`; needs DATABASE_URL. A database is created on its server and dropped. Both
sides write the same rows to the same tables and roll back; they alternate. Other load on the machine lengthens the time
by the clock and hardly the processor time, so both are printed; the goal is by the clock.
"""

import datetime as dt
import io
import os
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

import django
import psutil

from benchmarks.site import address, scratch_database

DATABASE = "conduct_bench_staff"
ROUNDS = 3
LEAST, MOST = 0.75, 16.0  # share of the unchecked speed; MiB above the process before it
DAY = dt.date(2026, 1, 1)
UNITS = 200


def write_sheet(path: Path, rows: int) -> None:
    """A payroll in SIASN's format; one row of 100,000 is wrong."""
    with path.open("w", encoding="utf-8") as file:
        file.write("NIP BARU;NAMA;STATUS KEPEGAWAIAN;UNOR NAMA;JABATAN NAMA;TMT JABATAN\n")
        for n in range(rows):
            status = "Raja" if n % 100_000 == 99_999 else "PNS"
            file.write(f"{nip(n)};Pegawai Nomor {n};{status};Dinas {n % UNITS};Analis Muda;01-03-2021\n")


def nip(n: int) -> str:
    """Valid and different for each number: the serial and the days of birth and appointment count up."""
    days, serial = divmod(n, 999)
    born = dt.date(1966, 1, 1) + dt.timedelta(days=days % 11_000)
    return f"{born:%Y%m%d}{1990 + days // 11_000}01{1 + n % 2}{serial + 1:03d}"


def write_ready(path: Path, rows: int, units: list[int]) -> None:
    with path.open("w", encoding="utf-8") as file:
        for n in range(rows):
            unit = units[n % UNITS]
            file.write(f"{n}\t{nip(n)}\t\tPegawai Nomor {n}\tPNS\t{unit}\t\\N\t\tAnalis Muda\t2021-03-01\n")


def unchecked(government: Any, ready: "IO[bytes]") -> None:
    """COPY and upsert of valid rows."""
    from django.db import connection, transaction

    from cases.people import staff_copy as staging

    known = {"government": government.pk}
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(staging.STAGED)
            cursor.copy_expert(staging.COPY, ready)
            cursor.execute("ANALYZE staged")
            for sql in (
                *staging.KNOWN,
                staging.RENAMED,
                staging.NEW_PEOPLE,
                *staging.KNOWN,
                staging.ENDED,
                staging.NEW_POSTS,
            ):
                cursor.execute(sql, known)
        transaction.set_rollback(True)


def checked(government: Any, sheet: "IO[bytes]") -> None:
    """The product's import."""
    from cases.people.staff_copy import run

    with io.BytesIO() as rejects:
        run(government, sheet, valid_on=DAY, rejects=rejects, is_trial=True)


def busy() -> float:
    """Seconds of processor time of this process and of the PostgreSQL process of its connection, on this machine."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        times = psutil.Process(cursor.fetchone()[0]).cpu_times()
    return float(time.process_time() + times.user + times.system)


def timed(work: Callable[[Any, "IO[bytes]"], None], government: Any, path: Path) -> tuple[float, float]:
    """Seconds by the clock, and of processor time."""
    with path.open("rb") as file:
        before, start = busy(), time.perf_counter()
        work(government, file)
        return time.perf_counter() - start, busy() - before


def measure(rows: int) -> bool:
    from cases.models import Agency, Government

    government = Government.objects.create(name="Kota Ukur", region="kota-ukur")
    for n in range(UNITS):
        Agency.objects.plant(
            government=government, code=f"d{n}", name=f"Dinas {n}", short_name=f"D{n}", kind="DEPARTMENT"
        )
    units = list(Agency.objects.order_by("pk").values_list("pk", flat=True))
    with tempfile.TemporaryDirectory() as folder:
        sheet, ready = Path(folder) / "sheet.csv", Path(folder) / "ready.tsv"
        write_sheet(sheet, rows)
        write_ready(ready, rows, units)
        times: dict[str, list[tuple[float, float]]] = {"checked": [], "unchecked": []}
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        for _ in range(ROUNDS):
            times["checked"].append(timed(checked, government, sheet))
            times["unchecked"].append(timed(unchecked, government, ready))
        grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    ratio = share_of(times, rows, 0, "by the clock")
    share_of(times, rows, 1, "of processor time")
    print(f"{'OK  ' if grown <= MOST else 'MISS'} memory above the start: {grown:.1f} MiB (at most {MOST:.0f})")
    return ratio >= LEAST and grown <= MOST


def share_of(times: dict[str, list[tuple[float, float]]], rows: int, place: int, what: str) -> float:
    """Print the rows a second of both sides; returns how much of the unchecked speed the checked one reaches."""
    medians = {}
    for name, rounds in times.items():
        seconds = [each[place] for each in rounds]
        medians[name] = statistics.median(seconds)
        print(f"{name:10} {rows / medians[name]:10,.0f} rows/s  ({', '.join(f'{s:.1f} s' for s in seconds)} {what})")
    ratio = medians["unchecked"] / medians["checked"]
    mark, load = "OK  " if ratio >= LEAST else "MISS", os.getloadavg()[0]
    print(f"{mark} checked / unchecked: {ratio:.2f} {what} (at least {LEAST}; load average {load:.1f})")
    return ratio


def main() -> int:
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with scratch_database(DATABASE):
        os.environ.update(
            DATABASE_URL=address(DATABASE), DJANGO_SETTINGS_MODULE="benchmarks.settings", CONDUCT_ENV="development"
        )
        django.setup()
        met = measure(rows)
        from django.db import connections

        connections.close_all()
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
