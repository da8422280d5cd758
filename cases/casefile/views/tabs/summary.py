"""The first tab: what happened, the next step, whose turn it is, and the nearest clocks."""

from functools import cache
from typing import Any

from django.db.models import Min, OuterRef, QuerySet, Subquery
from django.http import HttpResponse

from cases.casefile import withdrawing
from cases.casefile.views.joint_handling import bodies_of
from cases.casefile.views.steps import Reader, acts_for, next_action, progress
from cases.casefile.views.tabs import frame
from cases.casefile.views.tabs.dates import dates_of
from cases.models import (
    Act,
    AnswerClock,
    AuditEntry,
    Case,
    CaseLink,
    CaseMerge,
    CaseRegulation,
    Deadline,
    Decision,
    Hold,
    Incident,
    IncidentDate,
    Instruction,
    JointHandling,
    OutsideReport,
    Post,
    Respondent,
    Sanction,
)
from cases.models.people.reader import AnyReader, keys_of
from cases.web.case_tabs import CaseTab, rows_of_case
from cases.web.signed_in import SignedIn
from lib.nested_rows import Rows

NEAREST = 3  # clocks shown open
NEWEST = 3  # entries of the history
NAME = ("number", "title")


def summary(request: SignedIn, number: str) -> HttpResponse:
    read = _read(AnyReader.like(request.user))
    case: Any = frame.opened(request, number, CaseTab.SUMMARY, read, **keys_of(request.user))
    reader, now = frame.reader_of(request, case)
    paths = list(case.respondents.all())
    clocks = _clocks(paths, reader)
    following = next_action(case, paths, reader)
    context = {
        "progress": progress(paths),
        "next": following,
        "offers_acts": len(paths) > 1 or not following["url"],
        "people": [_person(path, reader) for path in paths],
        "incidents": [(incident, dates_of(incident)) for incident in case.incidents.all()],
        "clocks": clocks[:NEAREST],
        "later_clocks": clocks[NEAREST:],
        "outside_reports": [(each, _due(each, reader)) for each in case.unanswered if each.due],
        "instructions": case.open_orders,
        "answer_act": Act.ANSWER_INSTRUCTION,
        "links": [(tie.get_kind_display(), tie.other) for tie in case.ties]
        + [(tie.get_kind_display(), tie.case) for tie in case.ties_from],
        "merges": [(True, merge.kept) for merge in case.merged_into]
        + [(False, merge.absorbed) for merge in case.took_in],
        "bodies": bodies_of(case, request.user, now) if _is_shared(paths) else [],
        "fresh_until": withdrawing.until(case, request.user, now),
    }
    return frame.drawn(request, case, CaseTab.SUMMARY, "casefile/summary.html", **context)


@cache
def _read(reader: AnyReader) -> Rows[Case]:
    seen = Case.objects.visible_to(reader)
    orders = Instruction.objects.filter(done_on=None)
    due = AnswerClock.objects.filter(order=OuterRef("pk")).order_by().values("order").annotate(due=Min("due_on"))
    return rows_of_case(
        {
            "respondents": _paths(),
            "incidents": Rows(
                Incident.objects.all(),
                joined=("agency",),
                lists={"dates": Rows(IncidentDate.objects.all()), "posts": Rows(Post.objects.order_by("pk"))},
            ),
            "open_orders": Rows(orders, joined=("to",), of="case", also={"due_on": Subquery(due.values("due"))}),
            "unanswered": Rows(
                OutsideReport.objects.filter(answered_on=None),
                of="case",
                lists={"due": Rows(AnswerClock.objects.running().filter(answers=None), of="letter")},
            ),
            "regulations": Rows(CaseRegulation.objects.all(), joined=("regulation",)),
            "ties": _tied(CaseLink.objects.filter(other__in=seen), "case", "other"),
            "ties_from": _tied(CaseLink.objects.filter(case__in=seen), "other", "case"),
            "merged_into": _tied(CaseMerge.objects.standing().filter(kept__in=seen), "absorbed", "kept"),
            "took_in": _tied(CaseMerge.objects.standing().filter(absorbed__in=seen), "kept", "absorbed"),
            "newest": Rows(
                AuditEntry.objects.order_by("-at", "-pk"),
                joined=("actor", "respondent", "respondent__employee"),
                of="case",
                most=NEWEST,
            ),
        }
    )


def _is_shared(paths: list[Any]) -> bool:
    """Whether another body handles the act of one of these people as well; hardly ever."""
    return any(path.joint_as_ours or path.joint_as_theirs for path in paths)


def _paths() -> Rows[Respondent]:
    return Rows(
        Respondent.objects.all(),
        joined={"employee": ("name",)},
        lists={
            "deadlines": Rows(
                Deadline.objects.unfinished(), joined={"limit": ("label", "confidence", "statutory", "checked_on")}
            ),
            "holds": Rows(Hold.objects.running()),
            "joint_as_ours": Rows(JointHandling.objects.unfinished(), of="ours"),
            "joint_as_theirs": Rows(JointHandling.objects.unfinished(), of="theirs"),
            "decisions": Rows(
                Decision.objects.standing(),
                lists={"sanctions": Rows(Sanction.objects.all(), joined=("sanction_type",))},
            ),
        },
    )


def _tied(rows: "QuerySet[Any]", of: str, other: str) -> Rows[Any]:
    return Rows(rows.order_by("pk"), joined={other: NAME}, of=of)


def _person(path: Respondent, reader: Reader) -> dict[str, Any]:
    """One line: the stage, what was imposed, and the reader's next act."""
    return {
        "respondent": path,
        "sanction": ", ".join(str(each) for decision in path.decisions.all() for each in decision.sanctions.all()),
        "is_late": any(each.is_overdue(reader.today) for each in path.deadlines.all()),
        "primary": acts_for(path, reader.user)[0],
    }


def _clocks(paths: list[Respondent], reader: Reader) -> list[tuple[Deadline, Respondent, dict[str, object]]]:
    """Every unfinished clock, ordered by due date; a paused one names whom it waits for."""
    found = [
        (clock, path, reader.due(clock.due_on, statutory=clock.statutory, paused=_paused(clock, path)))
        for path in paths
        for clock in path.deadlines.all()
    ]
    return sorted(found, key=lambda row: (row[0].due_on, row[0].pk))


def _paused(clock: Deadline, path: Respondent) -> str:
    hold = next(iter(path.holds.all()), None)
    return hold.owner if clock.paused_on and hold else ""


def _due(report: Any, reader: Reader) -> dict[str, object]:
    """The day on which a letter has to be answered."""
    clock = report.due[0]
    return reader.due(clock.due_on, statutory=clock.statutory)
