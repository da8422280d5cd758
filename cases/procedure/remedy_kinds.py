"""Which remedy lies against a decision (PP 79/2021)."""

from cases.models import Decision
from regulations.models import Route

FILING_STEP = {"OBJECTION": "KEBERATAN", "APPEAL": "BANDING"}


def remedy_of(decision: Decision) -> str:
    """Which remedy lies against a decision: the law says by its sanction, empty for none (PP 79/2021)."""
    kinds = [sanction.sanction_type for sanction in decision.sanctions.select_related("sanction_type")]
    if any(kind.appeal for kind in kinds):
        return "APPEAL"
    return (
        "OBJECTION" if any(kind.objection for kind in kinds) and decision.respondent.route == Route.DISCIPLINE else ""
    )
