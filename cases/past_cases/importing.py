"""Lists of past cases: uploaded, every row checked and reported, taken over once somebody confirms.

Both are done in pieces, so that a wake-up is short and a worker that is killed costs a piece only. Rows of any file
that tell of the same person and end share a key.
"""

import datetime as dt
import time

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

BUDGET = 40.0  # seconds of one wake-up; a task that runs for minutes is taken for lost and started again


@transaction.atomic
def upload(*, actor: User, at: dt.datetime, file: "File[bytes]") -> PastCaseImport:
    """Keep a list for checking. The same file again leads to the import that it already is. Raises NotAllowed."""
    return sheet_imports.keep(PastCaseImport, government=_government(actor), actor=actor, at=at, file=file)


@transaction.atomic
def check_again(*, past_import: PastCaseImport, actor: User) -> PastCaseImport:
    """Check a list anew, for instance after the payroll was imported; what was taken over stays so."""
    locked = sheet_imports.locked(past_import, _government(actor))
    sheet_imports.check_again(locked)
    locked.entries.exclude(verdict=Verdict.TAKEN).delete()
    return locked


@transaction.atomic
def confirm(*, past_import: PastCaseImport, actor: User) -> PastCaseImport:
    """Take over the rows that passed the check. Raises RuleViolation when there are none."""
    locked = sheet_imports.locked(past_import, _government(actor))
    sheet_imports.confirm(locked, actor)
    return locked


def work_off(now: dt.datetime, *, budget: float = BUDGET) -> int:
    """Check what waits and take over what is confirmed, oldest first, for about ``budget`` seconds.

    Returns how many rows of confirmed lists were dealt with. What is left is found by the next wake-up.
    """
    until = time.monotonic() + budget
    dealt_with = 0
    waiting = PastCaseImport.objects.filter(state__in=sheet_imports.TO_WORK_OFF)
    for past_import in waiting.select_related("government", "uploaded_by", "confirmed_by").order_by("uploaded_at"):
        if past_import.state == PastCaseImport.State.WAITING:
            check(past_import, now, until)
        else:
            dealt_with += take_rows(past_import, now, until)
        if time.monotonic() >= until:
            break
    return dealt_with


def _government(actor: User) -> Government:
    if not may(actor, Right.IMPORT_PAST_CASES) or actor.government is None:
        raise NotAllowed(_("Hanya BKPSDM yang memasukkan kasus lama."))
    return actor.government
