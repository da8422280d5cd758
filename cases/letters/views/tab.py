"""The tab of the letters of a case: issued ones, drafts, batches, and papers from and to others."""

from functools import cache
from typing import Any

from django.db.models import Min, OuterRef, Subquery
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from cases.letters.fallen import fallen_letters
from cases.models import (
    Act,
    AnswerClock,
    Case,
    Instruction,
    Letter,
    LetterDraft,
    LetterJob,
    OutsideReport,
    SignedCopy,
)
from cases.procedure.rights import Right, may
from cases.procedure.table import may_take
from cases.web import case_tabs
from cases.web.case_tabs import CaseTab, rows_of_case
from cases.web.due_words import due
from cases.web.reading import open_case
from cases.web.signed_in import SignedIn
from lib.nested_rows import Rows

NAMED = ("username", "first_name", "last_name")
LETTER = (
    "key", "case", "respondent", "form", "number", "title", "dated_on", "edition", "sha256", "reason", "issued_at",
)  # fmt: skip


def listing(request: SignedIn, number: str) -> HttpResponse:
    """Every letter of a case, including replaced ones."""
    case: Any = open_case(request, number, "letters")
    _read().fill(case)
    letters = list(case.letters.all())
    fallen = fallen_letters(letters)
    context = {
        "letters": [(letter, fallen.get(letter.pk)) for letter in letters],
        "jobs": case.letter_jobs.all(),
        "drafts": case.open_drafts,
        "may_write": may(request.user, Right.WRITE_LETTER),
        "instructions": case.instructions.all(),
        "answer_act": Act.ANSWER_INSTRUCTION,
        "outside_reports": _with_due(request, case),
        "own_acts": [Act.RECORD_OUTSIDE_REPORT] if may_take(request.user, Act.RECORD_OUTSIDE_REPORT) else [],
    }
    return render(request, "letters/list.html", case_tabs.shown(case, CaseTab.LETTERS) | context)


def _with_due(request: SignedIn, case: Any) -> list[tuple[OutsideReport, dict[str, object] | None]]:
    """Letters to and from outside bodies, each with the day on which its answer is due."""
    calendar = case_tabs.calendar_of(case, request.user)
    today, found = case.agency.local_date(timezone.now()), []
    for report in case.outside_reports.all():
        clock = next(iter(report.due), None)
        words = due(clock.due_on, today=today, calendar=calendar, statutory=clock.statutory) if clock else None
        found.append((report, words))
    return found


@cache
def _read() -> Rows[Case]:
    letters = Rows(
        Letter.objects.all(),
        only=LETTER,
        joined={
            "respondent": (),
            "respondent__employee": ("name",),
            "issued_by": NAMED,
            "replaced_by": ("number",),
            "form": (),
            "form__form": ("record",),
        },
        lists={"signed_copies": Rows(SignedCopy.objects.all())},
    )
    drafts = Rows(
        LetterDraft.objects.exclude(state=LetterDraft.State.ISSUED),
        only=("key", "state", "content"),
        joined={"respondent": (), "respondent__employee": ("name",), "waits_for": NAMED, "form": (), "form__form": ()},
        of="case",
    )
    clocks = AnswerClock.objects.filter(order=OuterRef("pk")).order_by().values("order").annotate(due=Min("due_on"))
    orders = Rows(Instruction.objects.all(), joined=("to",), also={"due_on": Subquery(clocks.values("due"))})
    waiting = Rows(AnswerClock.objects.running().filter(answers=None), of="letter")
    return rows_of_case(
        {
            "letters": letters,
            "open_drafts": drafts,
            "letter_jobs": Rows(LetterJob.objects.all(), joined=("form", "form__form")),
            "instructions": orders,
            "outside_reports": Rows(OutsideReport.objects.all(), lists={"due": waiting}),
        }
    )
