"""Verifies the sealed record: every link, every entry, every head. Names the first broken link of each chain.

It changes nothing. `--heads FILE` compares with heads that were stored elsewhere, one on each line.
"""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from cases.models import ChainHead, Unsealed
from cases.sealing import heads
from cases.sealing.verifying import verify


class Command(BaseCommand):
    help = __doc__ or ""

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--heads", type=Path, help="a file of heads that was kept outside")

    def handle(self, *args: Any, **options: Any) -> None:
        found = verify(_read(options["heads"]) if options["heads"] else ())
        if found.breaks:
            raise CommandError("\n".join(map(str, found.breaks)))
        self.stdout.write(f"ok: {found.checked} links, {Unsealed.objects.count()} entries wait for their seal")


def _read(path: Path) -> list[ChainHead]:
    """The heads of a file; other lines, such as those of a mail, are skipped."""
    try:
        lines = [line.strip() for line in path.read_text(encoding="utf-8").splitlines()]
        return [heads.from_line(line) for line in lines if line.startswith("{")]
    except (OSError, ValueError) as error:
        raise CommandError(f"{path}: {error}") from None
