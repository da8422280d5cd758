"""Prints the address at which an empty installation is set up."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from cases.organisation import founding


class Command(BaseCommand):
    help = __doc__ or ""

    def handle(self, *args: Any, **options: Any) -> None:
        if not founding.is_empty():
            raise CommandError(_("Pemasangan ini sudah punya akun."))
        self.stdout.write(founding.link())
