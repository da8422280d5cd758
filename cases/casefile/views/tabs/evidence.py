"""The tab of the evidence: the incident with posts, dates and claims, what proves it, and what was said in public."""

from functools import cache
from typing import Any

from django.db.models import Q
from django.http import HttpResponse

from cases.casefile.views.tabs import frame
from cases.casefile.views.tabs.dates import dates_of
from cases.models import (
    AgencyHours,
    Case,
    EvidenceCopy,
    EvidenceItem,
    EvidenceRequest,
    HoursClaim,
    Incident,
    IncidentDate,
    Post,
    PublicStatement,
)
from cases.procedure.rights import Right, may
from cases.web.case_tabs import CaseTab, rows_of_case
from cases.web.signed_in import SignedIn
from lib.compiled_queries import Slot
from lib.nested_rows import Rows


def evidence(request: SignedIn, number: str) -> HttpResponse:
    read = _read(may(request.user, Right.OPEN_RESTRICTED_EVIDENCE))
    case = frame.opened(request, number, CaseTab.EVIDENCE, read, user=request.user.pk)
    context = {
        "incidents": [_incident(each) for each in case.incidents.all()],
        "evidence": list(case.evidence.all()),
        "statements": list(case.statements.all()),
    }
    return frame.drawn(request, case, CaseTab.EVIDENCE, "casefile/evidence.html", **context)


@cache
def _read(may_open_restricted: bool) -> Rows[Case]:
    previews = EvidenceCopy.objects.filter(kind=EvidenceCopy.Kind.PREVIEW)
    if not may_open_restricted:
        previews = previews.filter(Q(item__restriction=None) | Q(item__added_by=Slot("user")))
    incidents = Rows(
        Incident.objects.all(),
        joined=("agency", "agency__government"),
        lists={
            "posts": Rows(Post.objects.all()),
            "dates": Rows(IncidentDate.objects.all()),
            "hours_claims": Rows(HoursClaim.objects.all()),
        },
    )
    items = Rows(
        EvidenceItem.objects.all(),
        lists={"shown": Rows(previews, of="item"), "requests": Rows(EvidenceRequest.objects.all())},
    )
    return rows_of_case({"incidents": incidents, "evidence": items, "statements": Rows(PublicStatement.objects.all())})


def _incident(incident: Incident) -> dict[str, Any]:
    claims = list(incident.hours_claims.all())
    timed = [claim.claimed_at for claim in claims if claim.claimed_at]
    verdicts = iter(AgencyHours.objects.verdicts(incident.agency, timed))
    judged = [(claim, next(verdicts) if claim.claimed_at else None) for claim in claims]
    return {
        "incident": incident,
        "dates": dates_of(incident),
        "claims": judged,
        "differ": len({verdict.verdict if verdict else claim.within_hours for claim, verdict in judged}) > 1,
    }
