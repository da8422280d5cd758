"""The day on which a delivered decision takes effect (Pasal 38 PP 94/2021)."""

import datetime as dt
import logging

from django.db import transaction
from django.utils.translation import gettext as _

from cases.aftermath import serving
from cases.models import Act, Respondent, Status, User
from cases.procedure import workflow
from cases.procedure.refusals import RuleViolation

log = logging.getLogger(__name__)


@transaction.atomic
def take_effect(
    *, respondent: Respondent, actor: User | None, at: dt.datetime, on: dt.date, version: int | None = None
) -> Respondent:
    """The decision takes effect on its day unless a remedy was filed; serving of its sanctions begins."""
    respondent = workflow.advance(respondent, Act.TAKE_EFFECT, actor=actor, at=at, on=on, version=version)
    decision = respondent.standing_decision
    if decision.effective_on is None or on < decision.effective_on:
        raise RuleViolation(_("Keputusan baru berlaku pada %(day)s.") % {"day": f"{decision.effective_on:%d/%m/%Y}"})
    serving.begin(decision, on=decision.effective_on, at=at)
    return respondent


def bring_into_force(now: dt.datetime) -> int:
    """Let delivered decisions take effect whose day has come. Returns their number."""
    waiting = Respondent.objects.filter(
        status=Status.DELIVERED, decisions__effective_on__lte=now.date() + dt.timedelta(days=1)
    )
    done = 0
    for respondent in waiting.select_related("case__agency").distinct():
        decision = respondent.standing_decision
        if decision.effective_on is None or decision.effective_on > respondent.case.agency.local_date(now):
            continue
        try:
            take_effect(respondent=respondent, actor=None, at=now, on=decision.effective_on)
        except RuleViolation as refusal:
            log.warning("decision %s did not take effect: %s", decision.pk, refusal)
        else:
            done += 1
    return done
