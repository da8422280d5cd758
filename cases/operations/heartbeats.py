"""Each scheduled task writes a heartbeat, so that a stopped worker or beat is detected.

A live process proves nothing: a worker can be connected without taking tasks. Only a completed task counts.
"""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from celery import Task
from celery.schedules import crontab
from django.conf import settings
from django.utils import timezone

from cases.models import Heartbeat

ROUNDS = 5  # missed runs of a sweep after which it counts as silent
SHORTEST = dt.timedelta(minutes=2)
SHORTEST_PATIENCE = dt.timedelta(minutes=1)
TWO_NIGHTS = dt.timedelta(hours=50)


class BeatingTask(Task):  # type: ignore[misc]  # Celery has no types
    """A task that records its last start, its last success, and its consecutive failures."""

    def before_start(self, task_id: str, args: Sequence[Any], kwargs: dict[str, Any]) -> None:
        _write(Heartbeat(name=self._short_name, began_at=timezone.now()), "began_at")

    def on_success(self, retval: Any, task_id: str, args: Sequence[Any], kwargs: dict[str, Any]) -> None:
        now = timezone.now()
        beat = Heartbeat(name=self._short_name, began_at=now, ended_at=now)
        _write(beat, "ended_at", "failures", "failure")

    def on_failure(
        self, exc: BaseException, task_id: str, args: Sequence[Any], kwargs: dict[str, Any], einfo: Any
    ) -> None:
        beat, _created = Heartbeat.objects.get_or_create(name=self._short_name, defaults={"began_at": timezone.now()})
        beat.failures += 1
        beat.failure = f"{type(exc).__name__}: {exc}"[:200]
        beat.save(update_fields=["failures", "failure"])

    @property
    def _short_name(self) -> str:
        return str(self.name).rpartition(".")[2]


def _write(beat: Heartbeat, *fields: str) -> None:
    """Insert or update these fields in one statement."""
    Heartbeat.objects.bulk_create([beat], update_conflicts=True, unique_fields=["name"], update_fields=fields)


def tolerance_of(schedule: float | crontab) -> dt.timedelta:
    """How long a scheduled task may be silent: five intervals and at least two minutes, or two nights."""
    if isinstance(schedule, crontab):
        return TWO_NIGHTS
    return max(ROUNDS * dt.timedelta(seconds=schedule), SHORTEST)


def stalled(now: dt.datetime) -> list[str]:
    """Queues of which no task has begun for three rounds of its most frequent sweep, and a minute at least.

    Their worker, or beat, has to be started again: a task that fails is no reason, since it began. A queue of which no
    task ever began is stalled as soon as one of another queue did.
    """
    began = dict(Heartbeat.objects.values_list("name", "began_at"))
    found = []
    for queue, sweeps in _sweeps_by_queue().items():
        last = max((began[name] for name in sweeps if name in began), default=None)
        patience = max(3 * dt.timedelta(seconds=min(sweeps.values())), SHORTEST_PATIENCE)
        if began and (last is None or now - last > patience):
            found.append(queue)
    return sorted(found)


def _sweeps_by_queue() -> dict[str, dict[str, float]]:
    """Seconds between two rounds of each sweep, by the queue that it goes to."""
    found: dict[str, dict[str, float]] = {}
    for entry in settings.CELERY_BEAT_SCHEDULE.values():
        if not isinstance(entry["schedule"], crontab):
            route = settings.CELERY_TASK_ROUTES.get(entry["task"], {})
            queue = route.get("queue", settings.CELERY_TASK_DEFAULT_QUEUE)
            found.setdefault(queue, {})[entry["task"].rpartition(".")[2]] = entry["schedule"]
    return found


def silent(now: dt.datetime) -> list[tuple[str, dt.datetime | None]]:
    """Scheduled tasks without success within their tolerance, with the time of their last success.

    For a task that never began, and a nightly one that never ended, the first heartbeat of any task counts: a new
    installation has had no night, and no quarter of an hour for a sweep of that interval.
    """
    beats = {beat.name: beat for beat in Heartbeat.objects.all()}
    first = min((beat.began_at for beat in beats.values()), default=None)
    found = []
    for entry in settings.CELERY_BEAT_SCHEDULE.values():
        name = entry["task"].rpartition(".")[2]
        last = beats[name].ended_at if name in beats else None
        since = last or (first if name not in beats or isinstance(entry["schedule"], crontab) else None)
        if since is None or now - since > tolerance_of(entry["schedule"]):
            found.append((name, last))
    return found
