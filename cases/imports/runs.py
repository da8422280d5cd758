"""The steps of every sheet: uploaded once, checked, checked again on request, confirmed."""

import datetime as dt
import logging
from collections.abc import Callable
from typing import TypeVar

from django.core.files.base import File
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from cases.messages.outbox import notify
from cases.messages.wording import texts_of
from cases.models import Government, Notification, User
from cases.models.imports.sheet_import import SheetImport
from cases.procedure.refusals import RuleViolation
from lib.media.fingerprints import fingerprint_of

log = logging.getLogger(__name__)
Import = TypeVar("Import", bound=SheetImport)
ATTEMPTS = 3
TO_WORK_OFF = (SheetImport.State.WAITING, SheetImport.State.CONFIRMED)


def keep(row: Import, *, actor: User, at: dt.datetime, file: "File[bytes]") -> Import:
    """Store a sheet as a new import of its government. The same file again returns the existing import."""
    row.sha256 = fingerprint_of(file)
    known = type(row)._default_manager.filter(government=row.government, sha256=row.sha256).first()
    if known is not None:
        return known
    row.file, row.original_name = file, (file.name or "")[:255]
    row.uploaded_by, row.uploaded_at = actor, at
    row.save(force_insert=True)
    return row


def locked(row: Import, government: Government) -> Import:
    """The import of a government, locked."""
    return type(row)._default_manager.select_for_update(of=("self",), no_key=True).get(pk=row.pk, government=government)


def claimed(row: Import, state: str) -> Import | None:
    """The import, locked, unless another worker has it or its state has changed."""
    rows = type(row)._default_manager.select_for_update(skip_locked=True, of=("self",), no_key=True)
    return rows.filter(pk=row.pk, state=state).first()


def attempt(row: Import, work: Callable[[], int], *, page: str, at: dt.datetime) -> int:
    """Do a piece of work on an import, counted before it begins: what kills its worker three times is set aside, and
    the account that uploaded it is notified.

    ``page``: the name of the address of one import. Returns what ``work`` returns; 0 for an import that another worker
    has.
    """
    if not _begins(row, page, at):
        return 0
    done = work()
    type(row)._default_manager.filter(pk=row.pk).update(attempts=0)
    return done


@transaction.atomic
def _begins(row: Import, page: str, at: dt.datetime) -> bool:
    claim = claimed(row, row.state)
    if claim is None:
        return False
    if claim.attempts < ATTEMPTS:
        claim.attempts += 1
        claim.save(update_fields=["attempts"])
        return True
    claim.state, claim.attempts = SheetImport.State.FAILED, 0
    claim.problem = _("Pemrosesan berhenti di tengah jalan tiga kali. Periksa berkasnya, lalu periksa ulang.")
    claim.save(update_fields=["state", "attempts", "problem"])
    _tell(claim, page, at)
    return False


def _tell(row: SheetImport, page: str, at: dt.datetime) -> None:
    log.error("%s %s was set aside after three attempts", page, row.pk)
    subject, body = texts_of("import_set_aside", file=row.original_name)
    notify(
        case=None,
        kind=Notification.Kind.TASK,
        cause=f"{page}:{row.pk}:set-aside:{at:%Y%m%d%H%M}",
        recipients=[row.uploaded_by],
        subject=subject,
        body=body,
        at=at,
        path=reverse(page, args=[row.pk]),
    )


@transaction.atomic
def stop(row: Import, government: Government, actor: User) -> None:
    """Stop an import that waits or is under way; what was imported so far stays.

    Raises RuleViolation when it has ended, or is inside the one step that is done wholly or not at all.
    """
    rows = type(row)._default_manager.select_for_update(of=("self",), no_key=True, nowait=True)
    try:
        with transaction.atomic():
            found = rows.get(pk=row.pk, government=government)
    except DatabaseError:
        raise RuleViolation(_("Berkas ini sedang dikerjakan. Coba hentikan lagi sesaat lagi.")) from None
    if not found.is_running:
        raise RuleViolation(_("Berkas ini sudah selesai diproses."))
    found.state, found.attempts = SheetImport.State.FAILED, 0
    found.problem = _("Dihentikan oleh %(who)s.") % {"who": actor}
    found.save(update_fields=["state", "attempts", "problem"])


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
