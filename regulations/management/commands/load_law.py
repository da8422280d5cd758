from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from django.core import serializers
from django.core.management.base import BaseCommand
from django.db import models, transaction
from django.utils.translation import gettext as _

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
# A catalogue comes after the ones it refers to.
CATALOGUES = (
    "regulations",
    "amendments",
    "provisions",
    "sanction_types",
    "powers",
    "time_limits",
    "holidays",
    "oversight_bodies",
    "attendance_rungs",
    "national_hours",
    "record_classes",
    "interpretations",
    "questions",
)


class Tally(NamedTuple):
    added: int
    changed: int
    unchanged: int


class Command(BaseCommand):
    """Brings the catalogues in line with the fixtures; law is never deleted, a second run changes nothing."""

    help = "Memuat peraturan, sanksi, kewenangan, jangka waktu, dan hari libur."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        for name in CATALOGUES:
            tally = load(FIXTURES / f"{name}.yaml")
            self.stdout.write(
                _("%(name)s: %(added)d baru, %(changed)d diperbarui, %(unchanged)d tetap")
                % {"name": name, **tally._asdict()}
            )


def load(path: Path) -> Tally:
    """Upsert one catalogue by its slugs."""
    rows = list(_read(path))
    model = type(rows[0])
    stored = model._default_manager.in_bulk([row.pk for row in rows])
    new = [row for row in rows if row.pk not in stored]
    changed = [row for row in rows if row.pk in stored and _content(row) != _content(stored[row.pk])]
    # A version must end before its successor begins, so stored rows go first.
    for row in changed:
        row.save(force_update=True)
    model._default_manager.bulk_create(new)
    return Tally(len(new), len(changed), len(rows) - len(new) - len(changed))


def _read(path: Path) -> Iterator[models.Model]:
    with path.open(encoding="utf-8") as stream:
        for item in serializers.deserialize("yaml", stream):
            yield item.object


def _content(row: models.Model) -> dict[str, Any]:
    """What the fixture decides: every column but the moment of change and what the database works out."""
    return {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if not getattr(field, "auto_now", False) and not field.generated
    }
