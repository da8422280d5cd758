"""The tab of the history: every act, newest first, and what became of the handling: escalations and recusals."""

from functools import cache

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from cases.casefile.views.tabs import frame
from cases.models import Act, Case, Escalation, Recusal
from cases.procedure.rights import Right, may
from cases.procedure.table import may_take
from cases.web.case_tabs import CaseTab, rows_of_case
from cases.web.paging import keyset
from cases.web.reading import open_case
from cases.web.signed_in import SignedIn
from lib.nested_rows import Rows

MOST_LINES = 2000


def history(request: SignedIn, number: str) -> HttpResponse:
    case = frame.opened(request, number, CaseTab.HISTORY, _read())
    page = keyset(request, case.history.select_related("actor", "respondent__employee"), ("-at", "-pk"))
    context = {"page": page, "recusals": list(case.recusals.all()), "escalations": list(case.escalations.all()),
               "may_lift": may_take(request.user, Act.LIFT_RECUSAL),
               "may_see_readers": may(request.user, Right.SEE_READERS)}  # fmt: skip
    return frame.drawn(request, case, CaseTab.HISTORY, "casefile/history.html", **context)


def chronology(request: SignedIn, number: str) -> HttpResponse:
    """Everything that happened, by its day, for paper: the same acts give the same lines."""
    case = open_case(request, number, "chronology")
    acts = case.history.select_related("actor", "respondent__employee").order_by("on", "at", "pk")
    context = {
        "case": case,
        "entries": acts[:MOST_LINES],
        "left_out": max(acts.count() - MOST_LINES, 0),
        "printed_at": timezone.now(),
    }
    return render(request, "casefile/chronology.html", context)


@cache
def _read() -> Rows[Case]:
    return rows_of_case(
        {"recusals": Rows(Recusal.objects.all(), joined=("user",)), "escalations": Rows(Escalation.objects.all())}
    )
