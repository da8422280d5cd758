"""F3 of docs/reliability.md: a Redis that is killed, comes back empty, or is emptied. And S20: what it holds."""

import datetime as dt
import inspect
import os
import uuid

import pytest
import redis
from django.core import mail
from django.core.cache import caches
from django.urls import reverse
from django.utils import timezone

from cases.deadlines.reminders import remind
from cases.messages.delivery import drain
from cases.messages.outbox import NOTIFICATIONS
from cases.models import Case, Deadline, Notification
from conduct.celery import app
from tests import factories
from tests.samples.small_redis import small_redis

NAME = "Mahardika"
PEOPLE = ("Ani", "Beni", "Cici", "Dodi", "Endah", "Farid", "Gita", "Hasan", "Indra", "Joni")


def report(client, agency, **told):
    sent = {"agency": agency.pk, "summary": factories.SENTENCE, "reporter_name": NAME} | told
    return client.post(reverse("incident-new"), sent | {"submission": str(uuid.uuid4())})


@pytest.mark.process
@pytest.mark.django_db
def test_a_killed_and_an_emptied_redis_lose_no_page_no_form_and_no_message(
    tmp_path, settings, client, sari, rina, dinas_a
):
    """Ten pages and ten cases without Redis: no 5xx; every message leaves once, at the next wake-up."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    client.force_login(sari)
    with small_redis(tmp_path) as (server, port):
        settings.CACHES = settings.CACHES | {
            "default": settings.CACHES["default"] | {"LOCATION": f"redis://127.0.0.1:{port}/0"}
        }
        for name in PEOPLE:
            factories.make_employee(name, agency=dinas_a)
        assert report(client, dinas_a, people=PEOPLE[0]).status_code == 302
        os.kill(server.info("server")["process_id"], 9)
        pages = [client.get(reverse("cases")).status_code for _ in range(10)]
        forms = [
            report(client, dinas_a, people=name, summary=f"Loket {n} ditutup untuk berjoget").status_code
            for n, name in enumerate(PEOPLE[1:])
        ]
        assert client.post("/login/", {"login": "sari", "password": "wrong"}).status_code < 500
    (tmp_path / "again").mkdir()
    with small_redis(tmp_path / "again") as (server, port):
        settings.CACHES = settings.CACHES | {
            "default": settings.CACHES["default"] | {"LOCATION": f"redis://127.0.0.1:{port}/0"}
        }
        assert client.get(reverse("cases")).status_code == 200
        server.flushall()
        assert client.get(reverse("cases")).status_code == 200
        later = timezone.now() + dt.timedelta(
            days=4
        )  # the first clocks are due, and the night is over for every reader
        remind(Deadline, later)
        due = set(Notification.objects.to_mail(later + dt.timedelta(days=1)).values_list("pk", flat=True))
        drain([NOTIFICATIONS], lambda: later + dt.timedelta(days=1))
        sent = len(mail.outbox)
        drain([NOTIFICATIONS], lambda: later + dt.timedelta(days=1))
    left = Notification.objects.filter(pk__in=due, mailed_at=None).count()
    print(f"Redis killed and emptied: {len(pages + forms)} requests; of {len(due)} messages {left} lost")
    assert set(pages) == {200} and set(forms) == {302}
    assert Case.objects.count() == 10
    assert due and not left
    assert len(mail.outbox) == sent == len({message.extra_headers["Message-ID"] for message in mail.outbox})


@pytest.mark.django_db
def test_redis_holds_no_name_and_no_number_of_a_case(client, sari, rina, dinas_a, budi):
    """After reports, pages, a search, a wrong password and a limited request: a name that was planted is nowhere."""
    client.force_login(sari)
    address = report(client, dinas_a, people="Budi").url
    client.post(reverse("people"), {"words": NAME})
    client.post(reverse("cases"), {"q": NAME})
    client.get(address)
    client.post("/login/", {"login": NAME, "password": NAME})
    server = redis.Redis.from_url(caches["default"]._servers[0])
    kept = [key + (server.dump(key) or b"") for key in server.scan_iter(count=1000)]
    texts = b" ".join(kept).lower()
    assert kept
    for secret in (NAME, Case.objects.get().number, budi.nip):
        assert secret.lower().encode() not in texts, secret


def test_no_task_takes_an_argument_so_no_queue_holds_anything_of_a_case():
    app.loader.import_default_modules()
    own = [task for name, task in app.tasks.items() if name.startswith("cases.")]
    assert len(own) > 20
    assert [task.name for task in own if inspect.signature(task.run).parameters] == []
