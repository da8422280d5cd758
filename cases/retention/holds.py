"""Legal holds: a case that is needed is not destroyed until the hold is lifted."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from cases.models import Act, Case, LegalHold, User
from cases.procedure.case_acts import begin_case_act
from cases.procedure.refusals import RuleViolation


@transaction.atomic
def place(*, case: Case, actor: User, at: dt.datetime, reason: str) -> LegalHold:
    """Hold a case. Raises NotAllowed, and RuleViolation without a reason or for a case that is held."""
    locked = begin_case_act(case, Act.PLACE_LEGAL_HOLD, actor=actor, at=at, note=reason[:200])
    if not reason.strip():
        raise RuleViolation(_("Tulis alasannya."))
    if LegalHold.objects.filter(case=locked, lifted_at=None).exists():
        raise RuleViolation(_("Kasus ini sudah ditahan dari pemusnahan."))
    return LegalHold.objects.create(case=locked, reason=reason.strip(), placed_by=actor, placed_at=at)


@transaction.atomic
def lift(*, case: Case, actor: User, at: dt.datetime) -> LegalHold:
    """End the hold; the case may be destroyed again. Raises NotAllowed, RuleViolation."""
    locked = begin_case_act(case, Act.LIFT_LEGAL_HOLD, actor=actor, at=at)
    hold = LegalHold.objects.filter(case=locked, lifted_at=None).first()
    if hold is None:
        raise RuleViolation(_("Kasus ini tidak ditahan."))
    hold.lifted_by, hold.lifted_at = actor, at
    hold.save(update_fields=["lifted_by", "lifted_at"])
    return hold
