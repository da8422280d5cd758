"""Fail when no task of a queue has begun for too long, so that its worker and beat are started again."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from cases.operations import heartbeats

QUEUES = [settings.CELERY_TASK_DEFAULT_QUEUE, *{route["queue"] for route in settings.CELERY_TASK_ROUTES.values()}]


class Command(BaseCommand):
    help = __doc__ or ""

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("queue", choices=QUEUES)

    def handle(self, *args: Any, queue: str, **options: Any) -> None:
        if queue in heartbeats.stalled(timezone.now()):
            raise CommandError(f"nothing of the queue {queue} has begun")
