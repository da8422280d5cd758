"""Acting out of turn: the next step of a path, taken by another level than the one whose turn it is, has a reason.

Several levels may take most acts, so that no path stands still where one of them is away; whose turn was passed over
reads the reason in the history.
"""

import datetime as dt

from django.utils.translation import gettext as _

from cases.models import Act, Respondent, User
from cases.procedure.case_acts import begin_case_act
from cases.procedure.offers import next_step_of
from cases.procedure.refusals import RuleViolation
from cases.procedure.rights import LEADER


def is_out_of_turn(respondent: Respondent, act: Act, actor: User) -> bool:
    """Whether the act is the next step of the path and another role's turn.

    A path on hold is nobody's turn, and a decision waits for leadership whoever prepares it.
    """
    step = next_step_of(respondent)
    if step is None or step.act != act or respondent.is_held or (act == Act.DECIDE and actor.role == LEADER):
        return False
    return respondent.turn not in ("", actor.role)


def explain(respondent: Respondent, act: Act, *, actor: User, at: dt.datetime, reason: str) -> None:
    """Write the reason why an act was taken out of turn. Raises RuleViolation without one."""
    if not reason.strip():
        raise RuleViolation(_("Tulis mengapa Anda bertindak di luar giliran."))
    today = respondent.agency.local_date(at)
    note = f"{act.label}: {reason}"
    begin_case_act(respondent.case, Act.EXPLAIN_TURN, respondent=respondent, actor=actor, at=at, on=today, note=note)
