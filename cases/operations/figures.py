"""Metrics for Prometheus, read from the database on request. None contains a person or a case."""

import datetime as dt
from collections.abc import Iterator

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily

from cases.models import Alarm, Heartbeat
from cases.operations.faults import OUTBOXES


def written(now: dt.datetime) -> bytes:
    """All metrics in the text format of Prometheus."""
    registry = CollectorRegistry()
    registry.register(_Figures(now))
    return generate_latest(registry)


class _Figures:
    def __init__(self, now: dt.datetime) -> None:
        self.now = now

    def collect(self) -> Iterator[GaugeMetricFamily]:
        ages = GaugeMetricFamily("conduct_task_age_seconds", "Seconds since the task last succeeded", labels=["task"])
        failures = GaugeMetricFamily("conduct_task_failures", "Failures of the task in a row", labels=["task"])
        for beat in Heartbeat.objects.order_by("name"):
            failures.add_metric([beat.name], beat.failures)
            if beat.ended_at:
                ages.add_metric([beat.name], (self.now - beat.ended_at).total_seconds())
        yield from (ages, failures)
        waiting = GaugeMetricFamily("conduct_mail_waiting", "Messages not yet handed over", labels=["outbox"])
        given_up = GaugeMetricFamily("conduct_mail_given_up", "Messages that were set aside", labels=["outbox"])
        for name, rows in OUTBOXES:
            waiting.add_metric([name], rows.waiting().count())
            given_up.add_metric([name], rows.set_aside().count())
        yield from (waiting, given_up)
        yield GaugeMetricFamily("conduct_faults", "Faults that the operator was told of", value=Alarm.objects.count())
