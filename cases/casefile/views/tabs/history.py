"""The tab of the history: every act, newest first, and what became of the handling: escalations and recusals."""

from functools import cache

from django.http import HttpResponse

from cases.casefile.views.tabs import frame
from cases.models import Act, Case, Escalation, Recusal
from cases.procedure.rights import Right, may
from cases.procedure.table import roles_for
from cases.web.case_tabs import CaseTab, rows_of_case
from cases.web.paging import keyset
from cases.web.signed_in import SignedIn
from lib.nested_rows import Rows


def history(request: SignedIn, number: str) -> HttpResponse:
    case = frame.opened(request, number, CaseTab.HISTORY, _read())
    page = keyset(request, case.history.select_related("actor", "respondent__employee"), ("-at", "-pk"))
    context = {"page": page, "recusals": list(case.recusals.all()), "escalations": list(case.escalations.all()),
               "may_lift": request.user.role in roles_for(Act.LIFT_RECUSAL),
               "may_see_readers": may(request.user, Right.SEE_READERS)}  # fmt: skip
    return frame.drawn(request, case, CaseTab.HISTORY, "casefile/history.html", **context)


@cache
def _read() -> Rows[Case]:
    return rows_of_case(
        {"recusals": Rows(Recusal.objects.all(), joined=("user",)), "escalations": Rows(Escalation.objects.all())}
    )
