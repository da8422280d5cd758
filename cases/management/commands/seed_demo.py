import os
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from cases.demo import pieces
from cases.models import Case, DemoProgress, Government

PASSWORD = "peragaan-2026"  # noqa: S105 - of the demo accounts, told in the README
TOLD = 25  # pieces between two lines


class Command(BaseCommand):
    """Fills an empty installation with the demo, with dates relative to today; an interrupted demo goes on, any other
    installation with data is not changed."""

    help = "Mengisi data peragaan: empat pemerintah daerah, lima kasus nyata, dan 300 kasus rekaan."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--accounts", action="store_true", help="hanya pemerintah daerah dan akunnya")

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.PRODUCTION:  # its accounts share a published password
            raise CommandError(_("Data peragaan tidak untuk pemasangan sungguhan."))
        with translation.override("id"):
            if not Government.objects.exists():
                password = os.environ.get("CONDUCT_DEMO_PASSWORD", PASSWORD)
                pieces.begin(timezone.now(), password, int(os.environ.get("CONDUCT_DEMO_CASES", "300")))
            pieces.show_progress()
            if not options["accounts"]:
                self._write()

    def _write(self) -> None:
        written = total = 0
        if DemoProgress.objects.exists():
            for written, total in pieces.go_on():
                if written % TOLD == 0 or written == total:
                    self.stdout.write(_("peragaan: %(n)d dari %(all)d bagian") % {"n": written, "all": total})
        if written:
            self.stdout.write(_("%(n)d kasus peragaan dibuat.") % {"n": Case.objects.count()})
        else:
            self.stdout.write(_("Sudah ada data; tidak ada yang diubah."))
