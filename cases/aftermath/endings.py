"""The end of service while a path runs: death, pension, transfer, end of contract, resignation.

It ends the path at every stage, also after the decision; it is no sanction. What was decided stands in the record.
Which ending a staff category knows, and what lapses with it, are rows of ``regulations.ServiceEnding``.
"""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from cases.applicable_law.chargeable import may_be_severe
from cases.models import SERVICE_ENDED, Act, ClosingReason, Remedy, Respondent, Sanction, User
from cases.procedure import workflow
from cases.procedure.refusals import Mend, RuleViolation
from cases.procedure.table import UNDER_EXAMINATION
from regulations.models import ServiceEnding


@transaction.atomic
def leave_service(
    *,
    respondent: Respondent,
    actor: User,
    at: dt.datetime,
    on: dt.date,
    reason: ClosingReason,
    note: str,
    version: int | None = None,
) -> Respondent:
    """Record a death, a pension, a move to another government, or the end of a contract: the path closes.

    An open remedy lapses. A sanction that is being served ends on that day, except after a transfer, when the receiving
    government continues it. Raises RuleViolation for an ending that the category does not have.
    """
    if reason not in SERVICE_ENDED:
        raise RuleViolation(_("Alasan itu bukan berakhirnya status pegawai (Pasal 52 UU 20/2023)."))
    ending = ending_of(respondent, reason, on)
    respondent = workflow.advance(
        respondent,
        Act.LEAVE_SERVICE,
        actor=actor,
        at=at,
        on=on,
        version=version,
        closing_reason=reason,
        note=_told(ending, note),
    )
    _let_lapse(respondent, ending, on=on)
    return respondent


@transaction.atomic
def resign(
    *, respondent: Respondent, actor: User, at: dt.datetime, on: dt.date, note: str, version: int | None = None
) -> Respondent:
    """The resignation was granted: the path closes as resigned, at whatever stage, which is no sanction.

    Refused to whom it is refused while a breach that may be severe is examined (Pasal 238 PP 11/2017).
    """
    ending = ending_of(respondent, ClosingReason.RESIGNED, on)
    if ending.waits_for_severe and is_examined_for_severe(respondent):
        raise RuleViolation(
            _(
                "Permintaan berhenti ditolak selama diperiksa atas dugaan pelanggaran berat (%(basis)s). "
                "Catat permintaannya lewat “Tambah catatan”."
            )
            % {"basis": ending.basis},
            mend=Mend.by(Act.RECORD_FACT, respondent),
        )
    respondent = workflow.advance(
        respondent,
        Act.RESIGN,
        actor=actor,
        at=at,
        on=on,
        version=version,
        closing_reason=ClosingReason.RESIGNED,
        note=_told(ending, note),
    )
    _let_lapse(respondent, ending, on=on)
    return respondent


def ending_of(respondent: Respondent, reason: ClosingReason, on: dt.date) -> ServiceEnding:
    """The rule by which a service ends so. Raises RuleViolation for an ending that the category does not know."""
    found = ServiceEnding.objects.of_category(respondent.category, on).filter(reason=reason).first()
    if found is None:
        status = respondent.get_category_display() or _("status yang belum dikenal")
        raise RuleViolation(
            _("“%(reason)s” tidak berlaku bagi %(category)s (Pasal 52 UU 20/2023; PP 49/2018).")
            % {"reason": reason.label, "category": status}
        )
    return found


def _told(ending: ServiceEnding, note: str) -> str:
    return f"{ending}. {note} ({ending.basis})"


def _let_lapse(respondent: Respondent, ending: ServiceEnding, *, on: dt.date) -> None:
    open_remedies = Remedy.objects.filter(decision__respondent=respondent, decided_on__isnull=True)
    open_remedies.update(decided_on=on, outcome=Remedy.Outcome.LAPSED, ruling=str(ending))
    if ending.serving_lapses:
        _let_serving_lapse(respondent, on=on)


def _let_serving_lapse(respondent: Respondent, *, on: dt.date) -> None:
    begun = Sanction.objects.standing().filter(decision__respondent=respondent, starts_on__isnull=False)
    for sanction in begun.select_related("sanction_type"):
        if sanction.is_served_on(on):
            sanction.ends_on = max(on, sanction.starts_on or on)
            sanction.save(update_fields=["ends_on"])


def is_examined_for_severe(respondent: Respondent) -> bool:
    """Whether an examination runs that may end with a severe sanction."""
    return respondent.status in UNDER_EXAMINATION and may_be_severe(respondent)
