"""The tab of the decisions: what was imposed, how it arrived, what was filed against it, and how it is served."""

from functools import cache

from django.http import HttpResponse

from cases.casefile.views.tabs import frame
from cases.models import (
    Act,
    Case,
    Decision,
    Dispatch,
    ImposedDuty,
    Remedy,
    Respondent,
    RestorationStep,
    Sanction,
)
from cases.web.case_tabs import CaseTab, rows_of_case
from cases.web.signed_in import SignedIn
from lib.nested_rows import Rows

ACTS = (
    Act.CONCUR, Act.DECIDE, Act.DELIVER, Act.MISS_DELIVERY, Act.SEND_DECISION, Act.TAKE_EFFECT, Act.FILE_REMEDY,
    Act.ANSWER_APPEAL, Act.RECORD_SILENCE, Act.POSTPONE_RULING, Act.UPHOLD, Act.CHANGE, Act.ANNUL, Act.OVERTURN,
    Act.SEND_PAYROLL_NOTE, Act.COMPLETE, Act.IMPOSE_DUTY, Act.END_DUTY, Act.REHABILITATE,
)  # fmt: skip


def decisions(request: SignedIn, number: str) -> HttpResponse:
    case = frame.opened(request, number, CaseTab.DECISIONS, _read())
    reader, _now = frame.reader_of(request, case)
    cards = [
        {"respondent": path, "acts": frame.among(frame.acts_of(path, reader, has_panel=True), ACTS)}
        for path in case.respondents.all()
    ]
    return frame.drawn(request, case, CaseTab.DECISIONS, "casefile/decisions.html", cards=cards)


@cache
def _read() -> Rows[Case]:
    taken = Rows(
        Decision.objects.all(),
        joined=("delivery", "remedy_limit", "replaces", "second_official"),
        lists={
            "sanctions": Rows(Sanction.objects.all(), joined=("sanction_type",)),
            "remedies": Rows(Remedy.objects.all()),
            "dispatches": Rows(Dispatch.objects.all()),
            "restorations": Rows(RestorationStep.objects.all(), joined={"owner": ("short_name",)}),
        },
    )
    paths = Rows(
        Respondent.objects.all(),
        joined={"employee": ("name",)},
        lists={"decisions": taken, "duties": Rows(ImposedDuty.objects.all(), joined=("kind",))},
    )
    return rows_of_case({"respondents": paths})
