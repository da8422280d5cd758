"""Say what is wrong with the installation, and mail it to the operator. For a timer beside the application.

The sweep of the same name is silent when worker or beat stand still; this command is not.
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
