"""The answer of an officer to a request of the person concerned."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from cases.models import Act, DataRequest, User
from cases.procedure.case_acts import begin_case_act
from cases.procedure.refusals import RuleViolation


@transaction.atomic
def answer_request(*, request: DataRequest, actor: User, at: dt.datetime, outcome: str, answer: str) -> DataRequest:
    """Answer a request; the person reads the answer on their page. Stops its clocks.

    Raises NotAllowed for another role or a conflict of interest, RuleViolation for a second answer or none.
    """
    note = f"{request.get_kind_display()}: {DataRequest.Outcome(outcome).label}"
    case = begin_case_act(
        request.respondent.case, Act.ANSWER_DATA_REQUEST, actor=actor, at=at, respondent=request.respondent, note=note
    )
    locked = DataRequest.objects.select_for_update(no_key=True).get(pk=request.pk)
    if locked.outcome:
        raise RuleViolation(_("Permintaan ini sudah dijawab."))
    if not answer.strip():
        raise RuleViolation(_("Tulis jawabannya: apa yang dibetulkan atau diberikan, atau mengapa ditolak."))
    locked.outcome, locked.answer, locked.answered_by, locked.answered_at = outcome, answer.strip(), actor, at
    locked.save(update_fields=["outcome", "answer", "answered_by", "answered_at"])
    locked.clocks.all().meet(case.government.local_date(at))
    return locked
