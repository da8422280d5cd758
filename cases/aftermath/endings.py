"""The end of service while a path runs: death, pension, transfer, end of contract, resignation.

It closes the path at every stage, also after the decision, and is not a sanction. Decisions stay in the record.
"""

import dataclasses
import datetime as dt
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.applicable_law.charges import may_be_severe
from cases.models import (
    SERVICE_ENDED,
    Act,
    ClosingReason,
    Remedy,
    Respondent,
    Sanction,
    User,
)
from cases.procedure import workflow
from cases.procedure.refusals import RuleViolation
from cases.procedure.table import UNDER_EXAMINATION
from regulations.models import StaffCategory

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

APPOINTED = frozenset({StaffCategory.PNS, StaffCategory.CPNS})


@dataclasses.dataclass(frozen=True)
class Ending:
    """The legal basis of an end of service, whom it can concern, and whether the duty to serve a sanction lapses.

    The articles are general knowledge and must be verified; PerBKN 6/2022 has a chapter on the lapse.
    """

    basis: "StrOrPromise"
    serving_lapses: bool
    of_appointed: bool = True
    of_contracted: bool = True


LAPSE = gettext_lazy("Pasal 52 ayat (3) UU 20/2023; hapusnya kewajiban menjalani: PerBKN 6/2022 (perlu verifikasi)")
ENDINGS = {
    ClosingReason.DIED: Ending(LAPSE, serving_lapses=True),
    ClosingReason.PENSIONED: Ending(LAPSE, serving_lapses=True, of_contracted=False),
    ClosingReason.CONTRACT_ENDED: Ending(LAPSE, serving_lapses=True, of_appointed=False),
    ClosingReason.TRANSFERRED: Ending(
        gettext_lazy("aturan internal: berkas diteruskan kepada instansi penerima (perlu verifikasi)"),
        serving_lapses=False,
    ),
}


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
        raise RuleViolation(_("Alasan itu bukan berakhirnya status pegawai."))
    ending = ENDINGS[reason]
    _check_category(respondent, reason, ending)
    respondent = workflow.advance(
        respondent,
        Act.LEAVE_SERVICE,
        actor=actor,
        at=at,
        on=on,
        version=version,
        closing_reason=reason,
        note=f"{reason.label}. {note} ({ending.basis})",
    )
    _let_remedy_lapse(respondent, on=on, why=str(reason.label))
    if ending.serving_lapses:
        _let_serving_lapse(respondent, on=on)
    return respondent


def _check_category(respondent: Respondent, reason: ClosingReason, ending: Ending) -> None:
    is_appointed = respondent.category in APPOINTED
    if not (ending.of_appointed if is_appointed else ending.of_contracted):
        raise RuleViolation(
            _("“%(reason)s” tidak berlaku bagi %(category)s.")
            % {"reason": reason.label, "category": respondent.get_category_display() or _("status yang belum dikenal")}
        )


def _let_remedy_lapse(respondent: Respondent, *, on: dt.date, why: str) -> None:
    Remedy.objects.filter(decision__respondent=respondent, decided_on__isnull=True).update(
        decided_on=on, outcome=Remedy.Outcome.LAPSED, ruling=why
    )


def _let_serving_lapse(respondent: Respondent, *, on: dt.date) -> None:
    begun = Sanction.objects.standing().filter(decision__respondent=respondent, starts_on__isnull=False)
    for sanction in begun.select_related("sanction_type"):
        if sanction.is_served_on(on):
            sanction.ends_on = max(on, sanction.starts_on or on)
            sanction.save(update_fields=["ends_on"])


@transaction.atomic
def resign(
    *, respondent: Respondent, actor: User, at: dt.datetime, on: dt.date, note: str, version: int | None = None
) -> Respondent:
    """Record a resignation that was granted before any decision: the path closes as resigned, which is not a sanction.

    Refused for a civil servant under examination for a possibly severe breach (Pasal 238 PP 11/2017), and while a
    decision stands, also one that a ruling orders to be replaced, or one in a reopened path.
    """
    if must_wait(respondent):
        raise RuleViolation(
            _(
                "Permintaan berhenti ditolak selama diperiksa atas dugaan pelanggaran berat (Pasal 238 PP 11/2017). "
                "Catat permintaannya lewat “Tambah catatan”."
            )
        )
    respondent = workflow.advance(
        respondent,
        Act.RESIGN,
        actor=actor,
        at=at,
        on=on,
        version=version,
        closing_reason=ClosingReason.RESIGNED,
        note=note,
    )
    if respondent.decisions.standing().exists():
        raise RuleViolation(_("Keputusan sudah ada; pengunduran diri hanya mengakhiri jalur yang belum diputus."))
    return respondent


def must_wait(respondent: Respondent) -> bool:
    """Whether a resignation must be refused now (Pasal 238 PP 11/2017)."""
    is_examined = respondent.status in UNDER_EXAMINATION and respondent.category in APPOINTED
    return is_examined and may_be_severe(respondent)
