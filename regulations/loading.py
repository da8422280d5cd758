"""Updates a catalogue from its fixture without changing law under the same key (decision 12)."""

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from django.core import serializers
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from regulations.comparison import ENDS, Differences, differences, in_words
from regulations.models import Interpretation, LawChange
from regulations.models.catalogue import CatalogueRow

CORRECTIONS = Path(__file__).resolve().parent / "corrections.yaml"


class LawRefused(Exception):
    """A fixture would change or contradict law, or has a forbidden source; the message names the row and its
    article."""


class Tally(NamedTuple):
    added: int
    changed: int
    unchanged: int


class Correction(NamedTuple):
    """A wrong transcription: the row, the wrong value, and the reason."""

    row: str
    was: dict[str, Any]
    why: str


def read_corrections(path: Path = CORRECTIONS) -> list[Correction]:
    return [Correction(**item) for item in yaml.safe_load(path.read_text(encoding="utf-8")) or []]


@transaction.atomic
def load(path: Path, *, at: dt.datetime, corrections: Sequence[Correction] = ()) -> Tally:
    """Add new rows, end rows that have ended, update wording; refuse any other change.

    A row that the database has ended stays ended, and wording that was checked later there stays. Raises LawRefused,
    with nothing written.
    """
    rows = list(_read(path))
    model = type(rows[0])
    _refuse_ignored_pages(rows, at)
    stored = model._default_manager.in_bulk([row.pk for row in rows])
    is_first = not model._default_manager.exists()
    new = [row for row in rows if row.pk not in stored]
    changes = {row: _change(row, stored[row.pk], at, corrections) for row in rows if row.pk in stored}
    written = {row: change for row, change in changes.items() if change is not None}
    _write(new, list(written))
    LawChange.objects.bulk_create([*written.values(), *_additions(new, at, is_first)])
    return Tally(len(new), len(written), len(rows) - len(new) - len(written))


def _read(path: Path) -> Iterator[CatalogueRow]:
    with path.open(encoding="utf-8") as stream:
        for item in serializers.deserialize("yaml", stream):
            yield item.object  # type: ignore[misc]  # fixtures hold catalogue rows only


def _change(
    row: CatalogueRow, stored: CatalogueRow, at: dt.datetime, corrections: Sequence[Correction]
) -> LawChange | None:
    """Update `row` to the values to be written, and return the kind of change; None for none."""
    for name in ENDS:
        if getattr(row, name, None) is None and hasattr(stored, name):
            setattr(row, name, getattr(stored, name))
    if row.checked_on < stored.checked_on:
        for name in row.WORDING:
            setattr(row, name, getattr(stored, name))
    found = differences(stored, row)
    if not found:
        return None
    kind, reason = _kind(row, found, corrections)
    return LawChange(
        catalogue=row._meta.model_name or "", slug=row.pk, kind=kind, at=at, reason=reason, differences=in_words(found)
    )


def _kind(row: CatalogueRow, found: Differences, corrections: Sequence[Correction]) -> tuple[LawChange.Kind, str]:
    content = {name: pair for name, pair in found.items() if name not in row.WORDING}
    if not content:
        return LawChange.Kind.REWORDED, _("Keterangan dalam rilis")
    if all(name in ENDS and pair[0] is None for name, pair in content.items()):
        return LawChange.Kind.ENDED, _("Berakhir menurut rilis")
    for correction in corrections:
        if correction.row == f"{row._meta.model_name}.{row.pk}" and _tells(correction, content):
            return LawChange.Kind.CORRECTED, correction.why
    raise LawRefused(
        _(
            "%(row)s (%(article)s) berbeda isi: %(differences)s. Peraturan tidak ditimpa: tambahkan versi baru dengan "
            "kunci baru, atau catat salah salinnya di corrections.yaml."
        )
        % {
            "row": f"{row._meta.model_name}.{row.pk}",
            "article": row.cited,
            "differences": ", ".join(f"{name}: {old!r} → {new!r}" for name, (old, new) in content.items()),
        }
    )


def _tells(correction: Correction, content: Differences) -> bool:
    return {name: pair[0] for name, pair in content.items()} == correction.was


def _write(new: Sequence[CatalogueRow], changed: Sequence[CatalogueRow]) -> None:
    """A version must end before its successor begins, so stored rows are written first."""
    try:
        with transaction.atomic():
            for row in changed:
                row.save(force_update=True)
            if new:
                type(new[0])._default_manager.bulk_create(new)
    except IntegrityError as error:
        raise LawRefused(_first_refused(new) or str(error)) from error


def _first_refused(new: Sequence[CatalogueRow]) -> str:
    for row in new:
        try:
            row.validate_constraints()
        except ValidationError as error:
            return f"{row._meta.model_name}.{row.pk} ({row.cited}): {' '.join(error.messages)}"
    return ""


def _additions(new: Sequence[CatalogueRow], at: dt.datetime, is_first: bool) -> list[LawChange]:
    """One log line for each new row; one line for all if the catalogue was empty."""
    if not new:
        return []
    kind = LawChange.Kind.LOADED if is_first else LawChange.Kind.ADDED
    slugs = [""] if is_first else [row.pk for row in new]
    reason = _("%(n)d baris dimuat") % {"n": len(new)} if is_first else _("Baris baru dalam rilis")
    catalogue = new[0]._meta.model_name or ""
    return [LawChange(catalogue=catalogue, slug=slug, kind=kind, at=at, reason=reason) for slug in slugs]


def _refuse_ignored_pages(rows: Sequence[CatalogueRow], at: dt.datetime) -> None:
    pages = Interpretation.objects.ignored_pages(at.date())
    for row in rows:
        if page := row.ignored_source(pages):
            raise LawRefused(
                _("%(row)s (%(article)s) bersumber dari laman yang diabaikan: %(page)s.")
                % {"row": f"{row._meta.model_name}.{row.pk}", "article": row.cited, "page": page}
            )
