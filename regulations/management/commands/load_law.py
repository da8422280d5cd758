from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from regulations.loading import LawRefused, load, read_corrections

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
# A catalogue follows those it refers to; readings come first, because they name sources that must not be used.
CATALOGUES = (
    "interpretations",
    "regulations",
    "amendments",
    "provisions",
    "sanction_types",
    "powers",
    "duty_types",
    "acting_powers",
    "service_endings",
    "time_limits",
    "holidays",
    "oversight_bodies",
    "attendance_rungs",
    "national_hours",
    "record_classes",
    "questions",
    "siasn_codes",
    "number_patterns",
    "letter_forms",
    "letter_wordings",
)


class Command(BaseCommand):
    """Updates the catalogues from the fixtures; law is never deleted, and a second run changes nothing."""

    help = "Memuat peraturan, sanksi, kewenangan, jangka waktu, dan hari libur."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        now, corrections = timezone.now(), read_corrections()
        for name in CATALOGUES:
            try:
                tally = load(FIXTURES / f"{name}.yaml", at=now, corrections=corrections)
            except LawRefused as refusal:
                raise CommandError(str(refusal)) from refusal
            self.stdout.write(
                _("%(name)s: %(added)d baru, %(changed)d diperbarui, %(unchanged)d tetap")
                % {"name": name, **tally._asdict()}
            )
