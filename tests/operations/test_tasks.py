"""The schedule of beat: every task of it exists, and a night with nothing to do ends well."""

import pytest
from celery import current_app
from django.conf import settings

from cases import tasks
from cases.models import Heartbeat

SCHEDULED = sorted(entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values())


def test_every_task_is_scheduled_and_every_scheduled_task_exists():
    written = sorted(name for name in current_app.tasks if name.startswith(f"{tasks.__name__}."))
    assert written == SCHEDULED


@pytest.mark.parametrize("name", SCHEDULED)
def test_a_task_with_nothing_to_do_succeeds_and_leaves_its_heartbeat(db, name):
    current_app.tasks[name].apply(throw=True)
    beat = Heartbeat.objects.get(name=name.rpartition(".")[2])
    assert beat.ended_at is not None and beat.failures == 0
