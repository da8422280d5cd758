"""A real worker and a real beat on a real broker: what is due goes out by itself."""

import datetime as dt
import re
import time

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.letters.batches import order_letters
from cases.models import Case, Channel, Escalation, Heartbeat, Letter, Level, Notification, Status
from tests import factories
from tests.samples.mail_servers import Postbox, serving, silent_server
from tests.samples.workers import wait_until, working

LETTERS = 100


@pytest.fixture
def processes(tmp_path, transactional_db):
    """One worker for both queues."""
    with working(tmp_path, "celery,delivery") as folder:
        yield folder


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


@pytest.mark.process
@pytest.mark.django_db(transaction=True)
def test_a_mail_server_that_hangs_stops_nothing_else(tmp_path, city, sari):
    """The worker of the sweeps goes its rounds while delivery waits; what waited leaves once a server answers."""
    now = timezone.now()
    waiting = [
        Notification(
            key=f"note:{n}:{sari.pk}", kind="TASK", recipient=sari, subject="s", body="b", path="/",
            created_at=now, next_try_at=now,
        )
        for n in range(20)
    ]  # fmt: skip
    Notification.objects.bulk_create(waiting)
    with silent_server() as port, working(tmp_path, "celery", "delivery", mail=f"smtp://127.0.0.1:{port}/") as folder:
        wait_until(lambda: Channel.objects.filter(failures__gte=1).exists(), folder / "log")
        sweeps = Heartbeat.objects.filter(name__in=["raise_reminders", "escalate_overdue", "write_letters"])
        before = dict(sweeps.values_list("name", "ended_at"))
        time.sleep(25)  # delivery hangs at the server for 20 seconds each time
        after = dict(sweeps.values_list("name", "ended_at"))
        assert all(after[name] - before[name] >= dt.timedelta(seconds=15) for name in before), (before, after)
    assert len(before) == 3
    assert set(Notification.objects.values_list("attempts", "failed_at")) == {(0, None)}
    Channel.objects.update(closed_until=timezone.now())
    with serving(Postbox()) as port, working(tmp_path, "delivery", mail=f"smtp://127.0.0.1:{port}/") as folder:
        wait_until(lambda: not Notification.objects.waiting().exists(), folder / "log")
    assert Notification.objects.filter(mailed_at__isnull=False).count() == 20
