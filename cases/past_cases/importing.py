"""Lists of past cases: uploaded, every row checked and reported, imported after confirmation.

Both steps work in pieces, so that a run is short and a killed worker loses only one piece. Rows of any file with the
same person and outcome have the same key.
"""

import datetime as dt
import logging
import time
from functools import partial

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from cases.imports import runs as sheet_imports
from cases.models import Government, PastCaseImport, User
from cases.past_cases.check import check
from cases.past_cases.judging import Verdict
from cases.past_cases.taking_over import take_rows
from cases.procedure.refusals import NotAllowed
from cases.procedure.rights import Right, may

log = logging.getLogger(__name__)
BUDGET = 40.0  # seconds of one run; a task that runs for minutes is treated as lost and started again


@transaction.atomic
def upload(*, actor: User, at: dt.datetime, file: "File[bytes]") -> PastCaseImport:
    """Store a list for checking. The same file again returns the existing import. Raises NotAllowed."""
    return sheet_imports.keep(PastCaseImport(government=_government(actor)), actor=actor, at=at, file=file)


@transaction.atomic
def check_again(past_import: PastCaseImport, actor: User) -> PastCaseImport:
    """Check a list again, for instance after a payroll import; imported rows are not changed."""
    locked = sheet_imports.locked(past_import, _government(actor))
    sheet_imports.check_again(locked)
    locked.entries.exclude(verdict=Verdict.TAKEN).delete()
    return locked


@transaction.atomic
def confirm(past_import: PastCaseImport, actor: User) -> PastCaseImport:
    """Start the import of the rows that passed the check. Raises RuleViolation if there are none."""
    locked = sheet_imports.locked(past_import, _government(actor))
    sheet_imports.confirm(locked, actor)
    return locked


def work_off(now: dt.datetime, *, budget: float = BUDGET) -> int:
    """Check waiting lists and import confirmed ones, oldest first, for about ``budget`` seconds.

    Returns the number of processed rows of confirmed lists. The next run continues with the rest.
    """
    until = time.monotonic() + budget
    dealt_with = 0
    waiting = PastCaseImport.objects.filter(state__in=sheet_imports.TO_WORK_OFF)
    for past_import in waiting.select_related("government", "uploaded_by", "confirmed_by").order_by("uploaded_at"):
        piece = partial(_piece, past_import, now, until)
        dealt_with += sheet_imports.attempt(past_import, piece, page="past-import", at=now)
        if time.monotonic() >= until:
            break
    return dealt_with


def _piece(past_import: PastCaseImport, now: dt.datetime, until: float) -> int:
    if past_import.state == PastCaseImport.State.WAITING:
        check(past_import, now, until)
        return 0
    return take_rows(past_import, now, until)


def _government(actor: User) -> Government:
    if not may(actor, Right.IMPORT_PAST_CASES) or actor.government is None:
        raise NotAllowed(_("Hanya BKPSDM yang memasukkan kasus lama."))
    return actor.government
