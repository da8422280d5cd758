"""Fill an empty installation from an archive of `backup`, and compare what came with what the archive says."""

from pathlib import Path
from subprocess import CalledProcessError
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from cases.operations import restore
from lib.backups.archive import BrokenArchive
from lib.backups.postgres import NoTool


class Command(BaseCommand):
    help = __doc__ or ""

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("archive", type=Path)
        parser.add_argument("--identity", type=Path, help="the file of the age identity that opens it")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            manifest = restore.restore(options["archive"], options["identity"])
        except CalledProcessError as error:
            raise CommandError(error.stderr.strip()) from None
        except (restore.NotEmpty, BrokenArchive, NoTool, OSError) as error:
            raise CommandError(str(error)) from None
        if wrong := restore.differences(manifest):
            raise CommandError("\n".join(wrong))
        self.stdout.write(f"restored what was there at {manifest['made_at']}; run migrate if the version is newer")
