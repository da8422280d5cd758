"""A circular to a whole government: `python -m benchmarks.circular 200000`. Needs DATABASE_URL, with migrated tables.

It publishes to as many people in forty agencies, each with an address, then sends mails for half a minute to a server
on this machine, and says what that makes for 5.3 million people. Everything is taken back at the end.
"""

import datetime as dt
import os
import subprocess
import sys
import time
from typing import Any

from benchmarks.delivery import SERVER, _listens

AGENCIES = 40
SECONDS = 30.0  # of sending
ALL_STAFF = 5_300_000  # of the country


def prepared(people: int) -> tuple[Any, list[Any], Any]:
    """An account of BKPSDM, its agencies with so many people, and a circular."""
    from cases.models import Agency, Employee, Employment, Government, Role, User
    from regulations.models import Regulation

    place = Government.objects.create(name="Kota Ukur", region="kota-ukur", two_people_from=dt.date.max)
    actor = User.objects.create(username="ukur", government=place, role=Role.BKPSDM)
    agencies = [
        Agency.objects.create(government=place, code=f"ukur-{n}", name=f"Dinas {n}", path=f"ukur-{n}/")
        for n in range(AGENCIES)
    ]
    rows = (Employee(government=place, name=f"Pegawai {n}", email=f"p{n}@example.go.id") for n in range(people))
    begins, post = dt.date(2020, 1, 1), dict[str, Any](category="PNS", post="Staf")
    for employees in _in_thousands(rows):
        Employee.objects.bulk_create(employees)
        Employment.objects.bulk_create(
            Employment(employee=each, agency=agencies[each.pk % AGENCIES], starts_on=begins, **post)
            for each in employees
        )
    circular = Regulation.objects.create(
        kind="CIRCULAR", number="800/1/UKUR", title="Ukur", region=place.name, source="naskah asli",
        checked_on=begins,
        confidence="VERIFIED", in_force_from=begins, rules=["-"], slug="ukur-circular",
    )  # fmt: skip
    return actor, agencies, circular


def _in_thousands(rows: Any) -> Any:
    kept = []
    for row in rows:
        kept.append(row)
        if len(kept) == 1000:
            yield kept
            kept = []
    if kept:
        yield kept


def measured(people: int, port: int) -> tuple[float, float]:
    """Seconds of the publication, and mails a second."""
    from django.conf import settings
    from django.utils import timezone

    from cases.messages.delivery import drain
    from cases.register.publishing import publish
    from cases.register.receipt_mails import RECEIPT_MAILS

    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    actor, agencies, circular = prepared(people)
    now = timezone.now()
    on = actor.local_date(now)
    began = time.perf_counter()
    publish(regulation=circular, actor=actor, at=now, on=on, agencies=agencies, expires_on=on + dt.timedelta(days=30))
    planned = time.perf_counter() - began
    began = time.perf_counter()
    sent = drain([RECEIPT_MAILS], timezone.now, seconds=SECONDS)
    return planned, sent / (time.perf_counter() - began)


def main() -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "conduct.settings")
    django.setup()
    from django.db import transaction

    from conduct.launch.port import free_port

    people, port = int(sys.argv[1]), free_port()
    server = subprocess.Popen([sys.executable, "-c", SERVER % port])  # noqa: S603 - of its own
    try:
        while not _listens(port):
            time.sleep(0.1)
        with transaction.atomic():
            planned, rate = measured(people, port)
            transaction.set_rollback(True)
    finally:
        server.terminate()
        server.wait()
    minutes = people / rate / 60
    print(f"{people:,} people: published in {planned:.1f} s; {rate:.0f} mails a second, all sent in {minutes:.0f} min")
    print(f"{ALL_STAFF:,} people: {planned * ALL_STAFF / people / 60:.1f} min and {ALL_STAFF / rate / 3600:.0f} h")


if __name__ == "__main__":
    main()
