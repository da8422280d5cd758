"""The steps of every sheet: uploaded once, checked, checked again on request, confirmed."""

import datetime as dt
from typing import Any, TypeVar

from django.core.files.base import File
from django.utils.translation import gettext as _

from cases.models import Government, User
from cases.models.imports.sheet_import import SheetImport
from cases.procedure.refusals import RuleViolation
from lib.media.fingerprints import fingerprint_of

Import = TypeVar("Import", bound=SheetImport)
TO_WORK_OFF = (SheetImport.State.WAITING, SheetImport.State.CONFIRMED)


def keep(
    kind: type[Import], *, government: Government, actor: User, at: dt.datetime, file: "File[bytes]", **details: Any
) -> Import:
    """Store a sheet for checking. The same file again returns the existing import."""
    fingerprint = fingerprint_of(file)
    known = kind._default_manager.filter(government=government, sha256=fingerprint).first()
    return known or kind._default_manager.create(
        government=government,
        file=file,
        original_name=(file.name or "")[:255],
        sha256=fingerprint,
        uploaded_by=actor,
        uploaded_at=at,
        **details,
    )


def locked(row: Import, government: Government) -> Import:
    """The import of a government, locked."""
    return type(row)._default_manager.select_for_update(of=("self",), no_key=True).get(pk=row.pk, government=government)


def claimed(row: Import, state: str) -> Import | None:
    """The import, locked, unless another worker has it or its state has changed."""
    rows = type(row)._default_manager.select_for_update(skip_locked=True, of=("self",), no_key=True)
    return rows.filter(pk=row.pk, state=state).first()


def check_again(row: Import) -> None:
    """Request another check of a locked import. Raises RuleViolation while it is being processed."""
    if row.is_running:
        raise RuleViolation(_("Berkas ini sedang diproses."))
    row.state, row.problem = SheetImport.State.WAITING, ""
    row.save(update_fields=["state", "problem"])


def confirm(row: Import, actor: User) -> None:
    """Start the import of a locked sheet. Raises RuleViolation if no row is valid."""
    if row.state != SheetImport.State.CHECKED:
        raise RuleViolation(_("Hanya berkas yang sudah diperiksa dapat dimasukkan."))
    if row.rows == row.rejected:
        raise RuleViolation(_("Tidak ada baris yang benar untuk dimasukkan."))
    row.state, row.confirmed_by = SheetImport.State.CONFIRMED, actor
    row.save(update_fields=["state", "confirmed_by"])
