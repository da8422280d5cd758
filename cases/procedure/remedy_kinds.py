"""The kind of remedy against a decision (PP 79/2021)."""

from cases.models import Decision, Remedy
from regulations.models import ClockStep, Dispute, Interpretation, Reading, Route, Severity

FILING_STEP = {Remedy.Kind.OBJECTION: ClockStep.FILE_OBJECTION, Remedy.Kind.APPEAL: ClockStep.FILE_APPEAL}


def remedy_of(decision: Decision) -> Remedy.Kind | None:
    """The kind of remedy that the law gives against the decision's sanction; None if there is none (PP 79/2021)."""
    kinds = [sanction.sanction_type for sanction in decision.sanctions.select_related("sanction_type")]
    if any(kind.appeal for kind in kinds):
        return Remedy.Kind.APPEAL
    if any(kind.objection for kind in kinds) and decision.respondent.route == Route.DISCIPLINE:
        return Remedy.Kind.OBJECTION
    if any(kind.severity == Severity.MORAL for kind in kinds) and _moral_is_contestable(decision):
        return Remedy.Kind.OBJECTION
    return None


def _moral_is_contestable(decision: Decision) -> bool:
    """Whether the region reads PP 79/2021 as giving an objection against a moral sanction, which sources dispute."""
    region = decision.respondent.case.government.region
    return Interpretation.objects.chosen(Dispute.MORAL_REMEDY, decision.decided_on, region) == Reading.OBJECTION
