"""Measures rows a second of the import of past cases, for check and import separately, and its memory.

`python -m benchmarks.past_import 20000 csv`; needs DATABASE_URL. A database is created on its server and dropped.
`xlsx` writes a workbook instead. Three rows are wrong. A third number limits the seconds of the import.
"""

import csv
import datetime as dt
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import django
import xlsxwriter

from benchmarks.site import address, scratch_database
from benchmarks.staff_import import nip

DATABASE = "conduct_bench_past"
UNITS, BAD = 200, 3
MOST = 64.0  # MiB above the process before it
FIRST = dt.date(2021, 9, 1)  # PP 94/2021 was in force
DAYS = 1200  # of events


def row_of(n: int, rows: int) -> dict[str, str]:
    """A typical row: one in ten belongs to the event above it, one in ten ended without a sanction, one in twenty is of
    a person with an earlier decree, one in four has a link; three rows are wrong."""
    person = n - rows // 2 if n % 20 == 19 and n > rows // 2 else n
    event_on = FIRST + dt.timedelta(days=(n - (n % 10 == 9)) % DAYS)
    row = {
        "event_code": f"K-{n - (n % 10 == 9)}",
        "event_on": f"{event_on:%d-%m-%Y}",
        "summary": f"Siaran langsung berseragam di ruang layanan, peristiwa nomor {n}",
        "nip": nip(person),
        "name": f"Pegawai Nomor {person}",
        "category": "PNS",
        "agency": f"Dinas {n % UNITS}",
        "source": f"Register {event_on.year}, nomor {n}",
    }
    if n % 4 == 0:
        row["url"] = f"https://www.tiktok.com/@akun{n}/video/{7130000000000000000 + n}"
    if n % 10 == 4:
        return row | {"outcome": "Pembinaan selesai", "ends_on": f"{event_on + dt.timedelta(days=20):%d-%m-%Y}"}
    decided_on = (
        "31-02-2022" if n * BAD // rows < (n + 1) * BAD // rows else f"{event_on + dt.timedelta(days=30):%d-%m-%Y}"
    )
    return row | {
        "provision": "PP94-3F", "impact": "Unit kerja", "sanction": ("PNS-R1", "PNS-R2", "PNS-R3")[n % 3],
        "decree_number": f"800/{n}/{event_on.year}", "decided_on": decided_on, "official": "Kepala perangkat daerah",
        "official_name": "Contoh Pejabat, Kepala Dinas Contoh", "method": "Diserahkan langsung",
        "received_on": f"{event_on + dt.timedelta(days=33):%d-%m-%Y}",
    }  # fmt: skip


def write_sheet(path: Path, rows: int) -> None:
    from cases.past_cases.columns import COLUMNS, SHEET

    titles = [column.title for column in COLUMNS.values()]
    lines = ([row.get(field, "") for field in COLUMNS] for row in (row_of(n, rows) for n in range(rows)))
    if path.suffix == ".csv":
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, delimiter=";").writerows([titles, *lines])
    else:
        with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
            sheet = book.add_worksheet(SHEET)
            for place, cells in enumerate([titles, *lines]):
                sheet.write_row(place, 0, cells)


def people(rows: int) -> Any:
    """A government with its units and its BKPSDM; four of five people of the sheet are on its payroll."""
    from django.db import connection

    from cases.models import Agency, Employee, Employment, Government, Role, User

    government = Government.objects.create(name="Kota Ukur", region="kota-ukur")
    for n in range(UNITS):
        Agency.objects.plant(
            government=government, code=f"d{n}", name=f"Dinas {n}", short_name=f"D{n}", kind="DEPARTMENT"
        )
    units = list(Agency.objects.order_by("pk"))
    known = (Employee(government=government, name=f"Pegawai Nomor {n}", nip=nip(n)) for n in range(rows) if n % 5 != 3)
    for employees in iter(lambda: [employee for employee, _ in zip(known, range(5000), strict=False)], []):
        Employee.objects.bulk_create(employees)
        Employment.objects.bulk_create(
            Employment(
                employee=employee, agency=units[employee.pk % UNITS], category="PNS", post="Analis", starts_on=FIRST
            )
            for employee in employees
        )
    with connection.cursor() as cursor:
        # Not the tables that are empty still: PostgreSQL would take them for empty ever after.
        cursor.execute("ANALYZE cases_agency, cases_employee, cases_employment")
    return User.objects.create(username="ukur", role=Role.BKPSDM, government=government, agency=units[0])


class Counting:
    """A wrapper around the cursor that counts statements."""

    def __init__(self) -> None:
        self.sent = 0

    def __call__(self, execute: Callable[..., Any], *arguments: Any) -> Any:
        self.sent += 1
        return execute(*arguments)


def timed(what: str, step: Callable[[], int], rows: int = 0) -> int:
    """Print the rows a second of a step: of ``rows``, or of the number that it returned. Returns what it returned."""
    from django.db import connection

    counting, began, busy = Counting(), time.perf_counter(), time.process_time()
    with connection.execute_wrapper(counting):
        returned = step()
    seconds, rows = time.perf_counter() - began, rows or returned
    own, load = time.process_time() - busy, os.getloadavg()[0]
    print(
        f"{what:12} {rows / seconds:8,.0f} rows/s  ({rows:,} rows, {seconds:.1f} s, {own:.1f} s of processor time, "
        f"{counting.sent / max(rows, 1):.2f} statements a row, load average {load:.1f})",
        flush=True,
    )
    return returned


def uploaded(actor: Any, now: dt.datetime, rows: int, ending: str) -> Any:
    from django.core.files import File

    from cases.past_cases import importing

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"kasus.{ending}"
        write_sheet(path, rows)
        with path.open("rb") as file:
            return importing.upload(actor=actor, at=now, file=File(file, name=path.name))


def check(now: dt.datetime) -> int:
    """Run the check to its end; returns the number of runs of the worker."""
    from cases.models import PastCaseImport
    from cases.past_cases import importing

    wakes = 0
    while PastCaseImport.objects.filter(state="WAITING").exists():
        importing.work_off(now)
        wakes += 1
    return wakes


def take_over(now: dt.datetime, seconds: float) -> int:
    """Import rows for so many seconds; returns the number of rows."""
    from cases.models import PastCaseImport
    from cases.past_cases import importing

    until, taken = time.monotonic() + seconds, 0
    while PastCaseImport.objects.filter(state="CONFIRMED").exists() and time.monotonic() < until:
        taken += importing.work_off(now, budget=min(importing.BUDGET, until - time.monotonic()))
        analyze()
    return taken


def analyze() -> None:
    """What autovacuum does every minute, where the server has it switched off."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SHOW autovacuum")
        if cursor.fetchone() == ("off",):
            cursor.execute("ANALYZE")


def measure(rows: int, ending: str, seconds: float) -> bool:
    from django.utils import timezone

    from cases.past_cases import importing

    actor, now = people(rows), timezone.now()
    kept = uploaded(actor, now, rows, ending)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    wakes = timed("check", lambda: check(now), rows)
    print(f"{'':12} {wakes} wake-ups")
    importing.confirm(kept, actor)
    timed("taking over", lambda: take_over(now, seconds))
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    print(f"{'OK  ' if grown <= MOST else 'MISS'} memory above the start: {grown:.1f} MiB (at most {MOST:.0f})")
    return is_right(kept, rows) and grown <= MOST


def is_right(kept: Any, rows: int) -> bool:
    """Every valid row is imported, the wrong ones are refused, and the counters match the rows."""
    from cases.dashboard import tally_check as tallies
    from cases.decisions import precedents

    kept.file.delete(save=False)
    kept.refresh_from_db()
    done = kept.entries.filter(verdict="TAKEN").count()
    right = kept.state != "DONE" or (done, kept.rejected) == (rows - BAD, BAD)
    right = right and not tallies.differences() and not precedents.differences()
    print(f"{'OK  ' if right else 'MISS'} {done:,} of {rows:,} rows in, {kept.rejected} refused, counters right")
    return right


def main() -> int:
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    ending = sys.argv[2] if len(sys.argv) > 2 else "csv"
    seconds = float(sys.argv[3]) if len(sys.argv) > 3 else 3600.0
    with scratch_database(DATABASE, with_law=True):
        os.environ.update(
            DATABASE_URL=address(DATABASE), DJANGO_SETTINGS_MODULE="benchmarks.settings", CONDUCT_ENV="development"
        )
        django.setup()
        met = measure(rows, ending, seconds)
        from django.db import connections

        connections.close_all()
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
