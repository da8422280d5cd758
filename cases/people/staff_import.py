"""Imports a payroll: first a trial run, then all valid rows in one transaction.

After a crash the import continues, because its row stores what remains to be done.
"""

import dataclasses
import datetime as dt
import logging
import tempfile
from functools import partial
from typing import IO

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from cases.imports import runs as sheet_imports
from cases.models import Government, Respondent, StaffImport, User
from cases.people.moves import tell_of_moves
from cases.people.staff_copy import run
from cases.procedure.refusals import NotAllowed
from cases.procedure.rights import Right, may
from lib.sheets.problems import SheetError

log = logging.getLogger(__name__)


@transaction.atomic
def upload(*, actor: User, at: dt.datetime, file: "File[bytes]", valid_on: dt.date) -> StaffImport:
    """Store a sheet for checking. The same file again returns the existing import.

    Raises NotAllowed.
    """
    government = _government(actor)
    return sheet_imports.keep(StaffImport(government=government, valid_on=valid_on), actor=actor, at=at, file=file)


@transaction.atomic
def check_again(staff_import: StaffImport, actor: User) -> StaffImport:
    """Check a file again, for instance after a missing unit was added."""
    locked = sheet_imports.locked(staff_import, _government(actor))
    sheet_imports.check_again(locked)
    return locked


@transaction.atomic
def confirm(staff_import: StaffImport, actor: User) -> StaffImport:
    """Start the import of the valid rows. Raises RuleViolation if there are none."""
    locked = sheet_imports.locked(staff_import, _government(actor))
    sheet_imports.confirm(locked, actor)
    return locked


def work_off(now: dt.datetime) -> int:
    """Check or import waiting files, oldest first. Returns their number."""
    waiting = StaffImport.objects.filter(state__in=sheet_imports.TO_WORK_OFF).order_by("uploaded_at")
    pieces = ((row, partial(_work_off_one, row, now)) for row in waiting)
    return sum(sheet_imports.attempt(row, piece, page="staff-import", at=now) for row, piece in pieces)


@transaction.atomic
def _work_off_one(row: StaffImport, now: dt.datetime) -> int:
    claim = sheet_imports.claimed(row, row.state)
    if claim is not None:
        _work_off(claim, now)
    return claim is not None


def _work_off(staff_import: StaffImport, now: dt.datetime) -> None:
    is_trial = staff_import.state == StaffImport.State.WAITING
    with tempfile.TemporaryFile() as rejects:
        try:
            with staff_import.file.open("rb") as file:
                outcome = run(
                    staff_import.government, file, valid_on=staff_import.valid_on, rejects=rejects, is_trial=is_trial
                )
        except SheetError as error:
            staff_import.state, staff_import.problem = StaffImport.State.FAILED, str(error)
        except Exception:  # an error in our code must neither block later imports nor be retried for ever
            log.exception("staff import %s failed", staff_import.pk)
            staff_import.state = StaffImport.State.FAILED
            staff_import.problem = _("Terjadi kesalahan pada sistem; tidak ada yang dimasukkan. Coba periksa ulang.")
        else:
            staff_import.state = StaffImport.State.CHECKED if is_trial else StaffImport.State.DONE
            for field in dataclasses.fields(outcome):
                setattr(staff_import, field.name, getattr(outcome, field.name))
            _keep(staff_import, rejects)
            if not is_trial:
                paths = Respondent.objects.filter(pk__in=staff_import.moved).select_related("case__agency")
                tell_of_moves(paths, cause=staff_import.pk, at=now)
    staff_import.finished_at = now
    staff_import.save()


def _keep(staff_import: StaffImport, rejects: "IO[bytes]") -> None:
    if staff_import.rejects:
        staff_import.rejects.delete(save=False)
    if staff_import.rejected:
        rejects.seek(0)
        staff_import.rejects.save(f"{staff_import.pk}-ditolak.xlsx", File(rejects), save=False)


def _government(actor: User) -> Government:
    if not may(actor, Right.IMPORT_STAFF) or actor.government is None:
        raise NotAllowed(_("Hanya BKPSDM dan administrator dapat mengimpor pegawai."))
    return actor.government
