"""The tab of the people: who they are, then and now, how sure that is, and what may be done for each."""

import datetime as dt
from functools import cache
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.http import HttpResponse

from cases.casefile.act_table import TOGETHER
from cases.casefile.views.steps import Reader
from cases.casefile.views.tabs import frame
from cases.models import (
    Case,
    Correction,
    Deadline,
    Decision,
    Employment,
    Fact,
    Hold,
    IdentityNote,
    ImposedDuty,
    InterimMeasure,
    Panel,
    Reporter,
    Respondent,
    Sanction,
)
from cases.procedure.table import NO_MOVE, NOT_YET_IN_FORCE
from cases.web.case_tabs import CaseTab, rows_of_case
from cases.web.signed_in import SignedIn
from lib.nested_rows import Rows

UNFOLDED = 2  # up to this number of people their details are shown open


def people(request: SignedIn, number: str) -> HttpResponse:
    case = frame.opened(request, number, CaseTab.PEOPLE, _read())
    reader, _now = frame.reader_of(request, case)
    opened = case.agency.local_date(case.opened_at)
    cards = [_card(path, reader, opened) for path in case.respondents.all()]
    together = [act for act in TOGETHER if sum(act in (card["primary"], *card["others"]) for card in cards) > 1]
    context = {
        "cards": cards,
        "together": together,
        "is_open": len(cards) <= UNFOLDED,
        "reporters": list(Reporter.objects.readable_by(request.user).filter(_of(case)).only("pk")),
    }
    return frame.drawn(request, case, CaseTab.PEOPLE, "casefile/people.html", **context)


def _of(case: Case) -> Q:
    """Whether an incident of the case has a reporter or complainant. Their identity is not read here."""
    return Q(incident__case=case) | Q(outside_report__case=case)


@cache
def _read() -> Rows[Case]:
    duties = Rows(ImposedDuty.objects.all(), joined=("kind",))
    paths = Rows(
        Respondent.objects.all(),
        joined=("employee", "agency", "group"),
        lists={
            "jobs": Rows(Employment.objects.order_by("-starts_on"), joined=("agency",), of="employee__respondents"),
            "seen_with": Rows(Respondent.objects.all(), only=("case",), of="out_of__path"),
            "identity_notes": Rows(IdentityNote.objects.all()),
            "corrections": Rows(Correction.objects.all()),
            "deadlines": Rows(Deadline.objects.unfinished()),
            "holds": Rows(Hold.objects.running()),
            "facts": Rows(Fact.objects.all()),
            "interim_measures": Rows(InterimMeasure.objects.all()),
            "duties": duties,
            "decisions": Rows(
                Decision.objects.standing(),
                lists={"sanctions": Rows(Sanction.objects.all(), joined=("sanction_type",))},
            ),
        },
        also={"has_panel": Exists(Panel.objects.standing().filter(respondent=OuterRef("pk")))},
    )
    return rows_of_case({"respondents": paths})


def _card(path: Any, reader: Reader, opened: dt.date) -> dict[str, Any]:
    """One person: data at the time of the event and now, what is due, and what the reader may do."""
    primary, others = frame.acts_of(path, reader, has_panel=path.has_panel)
    hold = next(iter(path.holds.all()), None)
    current = next((job for job in path.jobs if job.starts_on <= reader.today), None)
    now = current if current is not None and _differs(current, path, opened) else None
    clock = min(path.deadlines.all(), key=lambda each: (each.due_on, each.pk), default=None)
    paused = hold.owner if hold and clock is not None and clock.paused_on else ""
    return {
        "respondent": path,
        "sanction": ", ".join(str(each) for decision in path.decisions.all() for each in decision.sanctions.all()),
        "unknown_group": getattr(path, "group", None),
        "known": len(path.seen_with),
        "now": now,
        "warns_of_move": path.status in NOT_YET_IN_FORCE and now is not None and now.starts_on >= opened,
        "no_move": NO_MOVE,
        "primary": primary,
        "others": others,
        "hold": hold,
        "duties": [each for each in path.duties.all() if not each.is_finished],
        "due": reader.due(clock.due_on, statutory=clock.statutory, paused=paused) if clock else None,
        "is_late": any(each.is_overdue(reader.today) for each in path.deadlines.all()),
    }


def _differs(job: Employment, path: Any, opened: dt.date) -> bool:
    """Whether a job is not that of the day of the event: another unit, status or post, or a promotion since."""
    before = next((each for each in path.jobs if each.starts_on < opened), job)
    is_promoted = (job.post_level, job.grade) != (before.post_level, before.grade)
    at_event = (path.agency_id, path.category, path.post)
    return is_promoted or (job.agency_id, job.category, job.post) != at_event
