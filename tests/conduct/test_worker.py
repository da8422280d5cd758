"""A real worker and a real beat on a real broker: what is due goes out by itself."""

import datetime as dt
import os
import re
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import quote, urlsplit, urlunsplit

import pytest
from django.conf import settings
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from cases.letters.batches import order_letters
from cases.models import Case, Escalation, Letter, Level, Notification, Status
from tests import factories

LETTERS = 100
PATIENCE = 120  # seconds until the test gives up; the sweeps run each second


@pytest.fixture
def processes(tmp_path, transactional_db):
    """A Celery worker and beat on this test's database, with a broker database of their own."""
    database = connection.settings_dict
    address = f"{quote(database['USER'])}:{quote(database['PASSWORD'])}@{database['HOST'] or 'localhost'}"
    port = f":{database['PORT']}" if database["PORT"] else ""
    broker = urlsplit(settings.CELERY_BROKER_URL)
    environment = os.environ | {
        "DATABASE_URL": f"postgresql://{address}{port}/{database['NAME']}",
        "REDIS_URL": urlunsplit(broker._replace(path="/15")),
        "EMAIL_URL": f"file://{tmp_path / 'mail'}",
        "CONDUCT_DATA_DIR": str(tmp_path),
        "CONDUCT_SWEEP_SECONDS": "1",
    }
    celery = [sys.executable, "-m", "celery", "-A", "conduct"]
    commands = [
        [*celery, "worker", "--pool", "threads", "--concurrency", "2", "--loglevel", "WARNING"],
        [*celery, "beat", "--schedule", str(tmp_path / "beat"), "--pidfile=", "--loglevel", "WARNING"],
    ]
    log = (tmp_path / "log").open("w")
    running = [
        subprocess.Popen(command, env=environment, stdout=log, stderr=log, cwd=settings.BASE_DIR)
        for command in commands
    ]
    yield tmp_path
    for process in running:
        process.terminate()
    for process in running:
        process.wait(timeout=20)
    log.close()


def wait_until(happened, log: Path) -> None:
    give_up = time.monotonic() + PATIENCE
    while not happened():
        assert time.monotonic() < give_up, log.read_text()[-3000:]
        time.sleep(0.25)


@pytest.mark.process
@pytest.mark.django_db(transaction=True)
def test_a_hundred_letters_are_one_job_whose_page_counts_up_to_the_last(processes, client, city, dinas_a, sari):
    now = timezone.now()
    people = tuple(factories.make_employee(f"Pegawai {i}", agency=dinas_a) for i in range(LETTERS))
    case = factories.make_case(by=sari, agency=dinas_a, people=people, at=now)
    order = {"actor": sari, "at": now, "on": dinas_a.local_date(now), "code": "PERM-KET", "words": {}}
    job = order_letters(case=case, respondents=list(case.respondents.all()), may_be_blank=True, **order)
    began, seen = time.monotonic(), set()
    client.force_login(sari)

    def everything_written() -> bool:
        page = client.get(reverse("letter-job", args=[job.key]))
        seen.add(int(re.search(r'<progress id="progress" max="100" value="(\d+)"', page.content.decode())[1]))
        return "Refresh" not in page.headers

    wait_until(everything_written, processes / "log")
    print(f"{LETTERS} letters by a worker: {time.monotonic() - began:.1f} s")
    assert len(seen) > 2 and max(seen) == LETTERS  # it was seen on its way
    assert not job.items.exclude(refusal="").exists()
    running = [int(number.split("/")[1]) for number in Letter.objects.values_list("number", flat=True)]
    assert sorted(running) == list(range(1, LETTERS + 1))


@pytest.mark.process
@pytest.mark.django_db(transaction=True)
def test_an_overdue_clarification_reminds_and_escalates_by_itself(processes, city, dinas_a, budi, sari, rina):
    asked = timezone.now() - dt.timedelta(days=14)
    respondent = factories.make_respondent(by=sari, employee=budi, at=asked)
    factories.bring_to(respondent, Status.CLARIFICATION, by=sari, at=asked)

    def everything_mailed() -> bool:
        kinds = set(Notification.objects.filter(mailed_at__isnull=False).values_list("kind", "recipient__username"))
        return {("OVERDUE", "sari"), ("ESCALATION", "rina")} <= kinds

    wait_until(everything_mailed, processes / "log")
    assert Case.objects.get().level == Level.BKPSDM
    assert Escalation.objects.get().silent == "Kepala Dinas A"
    mails = "".join(path.read_text() for path in (processes / "mail").iterdir())
    assert "To: sari@example.go.id" in mails and "To: rina@example.go.id" in mails
    assert budi.name not in mails
    time.sleep(3)  # three more rounds of every sweep
    assert Notification.objects.filter(kind="ESCALATION").count() == 1
    assert Notification.objects.filter(kind="OVERDUE").count() == 1
