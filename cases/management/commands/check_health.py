"""Prints faults of the installation and mails them to the operator; for a timer outside the application.

The sweep of the same name does not run while worker or beat are down; this command does.
"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from cases.operations import alarms


class Command(BaseCommand):
    help = __doc__ or ""

    def handle(self, *args: Any, **options: Any) -> None:
        found = alarms.watch(timezone.now())
        if found:
            raise CommandError("\n".join(fault.text for fault in found))
        self.stdout.write("ok")
