"""RabbitMQ in place of Redis as the broker of tasks, by one setting: queues are of the quorum type."""

import datetime as dt
import os

import pytest
from django.utils import timezone
from kombu import Connection
from kombu.exceptions import OperationalError

from cases.models import Heartbeat, Notification, Status
from tests import factories
from tests.samples.workers import wait_until, working

BROKER = os.environ.get("CONDUCT_TEST_RABBITMQ", "amqp://guest:guest@127.0.0.1:5672//")
QUEUES = ("celery", "delivery")


@pytest.fixture
def rabbitmq(monkeypatch):
    """The server of this machine without the queues of an earlier run."""
    connection = Connection(BROKER, connect_timeout=3)
    try:
        connection.ensure_connection(max_retries=1)
    except OperationalError:
        pytest.skip("no RabbitMQ on this machine")
    monkeypatch.setenv("CONDUCT_BROKER_URL", BROKER)
    yield connection.channel()
    for queue in QUEUES:
        connection.channel().queue_delete(queue)
    connection.release()


@pytest.mark.process
@pytest.mark.django_db(transaction=True)
def test_reminders_leave_by_a_worker_behind_rabbitmq(rabbitmq, tmp_path, city, budi, sari):
    for queue in QUEUES:
        rabbitmq.queue_delete(queue)
    asked = timezone.now() - dt.timedelta(days=14)
    respondent = factories.make_respondent(by=sari, employee=budi, at=asked)
    factories.bring_to(respondent, Status.CLARIFICATION, by=sari, at=asked)
    with working(tmp_path, "celery,delivery") as folder:
        wait_until(lambda: Notification.objects.filter(mailed_at__isnull=False).exists(), folder / "log")
        assert Heartbeat.objects.filter(name="raise_reminders", ended_at__isnull=False).exists()
        for queue in QUEUES:  # declaring it as another type would be refused
            arguments = {"x-queue-type": "quorum"}
            rabbitmq.queue_declare(queue, durable=True, auto_delete=False, arguments=arguments)
