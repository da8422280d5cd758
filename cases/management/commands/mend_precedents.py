"""Writes the precedents of paths closed before this version: `manage.py mend_precedents` after an upgrade."""

from django.core.management.base import BaseCommand

from cases.decisions import precedents


class Command(BaseCommand):
    help = "Put right the precedents that are missing or differ from what was decided. Changes nothing the second time."

    def handle(self, *args: object, **options: object) -> None:
        self.stdout.write(f"{precedents.mend()} precedents put right")
