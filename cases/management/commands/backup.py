"""Write database and files of this moment into one archive, encrypted where CONDUCT_BACKUP_RECIPIENT is set."""

import shutil
from pathlib import Path
from subprocess import CalledProcessError
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from cases.operations import backup
from lib.backups.postgres import NoTool


class Command(BaseCommand):
    help = __doc__ or ""

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, help="where the archive is put, named by the moment")

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        now = timezone.now()
        ending = ".tar.age" if settings.BACKUP_RECIPIENT else ".tar"
        path = folder / f"conduct-{now:%Y-%m-%dT%H%M%SZ}{ending}"
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            facts = backup.make(path, settings.BACKUP_RECIPIENT, now)
        except NoTool as error:
            raise CommandError(str(error)) from None
        except CalledProcessError as error:
            raise CommandError(error.stderr.strip()) from None
        except OSError as error:
            free = shutil.disk_usage(folder).free >> 20 if folder.exists() else 0
            raise CommandError(f"cannot write {path}: {error.strerror or error} ({free} MB free)") from None
        for name in facts["missing"]:
            self.stderr.write(f"gone: {name}")
        self.stdout.write(f"{path} ({path.stat().st_size >> 10} kB, {sum(facts['rows'].values())} rows)")
