"""Read a whole archive of `backup` and compare each part with its fingerprint. Changes nothing; needs no database."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from cases.operations.backup import FILES
from lib.backups import archive


class Command(BaseCommand):
    help = __doc__ or ""
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("archive", type=Path)
        parser.add_argument("--identity", type=Path, help="the file of the age identity that opens it")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            manifest = archive.check(options["archive"], options["identity"])
        except (archive.BrokenArchive, OSError) as error:
            raise CommandError(str(error)) from None
        files = sum(name.startswith(FILES) for name in manifest["sha256"])
        self.stdout.write(f"ok: {manifest['made_at']}, {sum(manifest['rows'].values())} rows, {files} files")
