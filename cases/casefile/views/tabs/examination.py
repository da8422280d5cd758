"""The tab of the examination: allegations, clarification, team, summonses, hearings, witnesses and reports."""

from functools import cache

from django.http import HttpResponse

from cases.casefile.views.tabs import frame
from cases.models import (
    Act,
    Allegation,
    Case,
    Circumstance,
    Clarification,
    ConflictDeclaration,
    EvidenceItem,
    Finding,
    FindingsReport,
    Hearing,
    Panel,
    PanelMember,
    Respondent,
    Summons,
    Witness,
)
from cases.web.case_tabs import CaseTab, rows_of_case
from cases.web.signed_in import SignedIn
from lib.nested_rows import Rows

ACTS = (
    Act.ALLEGE, Act.REQUEST_CLARIFICATION, Act.RECORD_CLARIFICATION, Act.FORM_PANEL, Act.REPLACE_MEMBER,
    Act.DECLARE_CONFLICT, Act.SUMMON, Act.RECORD_RECEIPT, Act.RECORD_ABSENCE, Act.POSTPONE_HEARING, Act.REPLACE_SUMMONS,
    Act.HOLD_HEARING, Act.CALL_WITNESS, Act.HEAR_WITNESS, Act.REPORT_FINDINGS, Act.INVITE_REPLY, Act.RECORD_REPLY,
)  # fmt: skip


def examination(request: SignedIn, number: str) -> HttpResponse:
    case = frame.opened(request, number, CaseTab.EXAMINATION, _read())
    reader, _now = frame.reader_of(request, case)
    cards = []
    for path in case.respondents.all():
        panel = next(iter(path.panels.all()), None)
        acts = frame.acts_of(path, reader, has_panel=panel is not None)
        cards.append({"respondent": path, "panel": panel, "acts": frame.among(acts, ACTS)})
    return frame.drawn(request, case, CaseTab.EXAMINATION, "casefile/examination.html", cards=cards)


@cache
def _read() -> Rows[Case]:
    members = Rows(
        PanelMember.objects.all(), joined=("replaces",), lists={"declarations": Rows(ConflictDeclaration.objects.all())}
    )
    cited = Rows(EvidenceItem.objects.all(), only=("code", "title"))
    reports = Rows(
        FindingsReport.objects.all(),
        joined=("recommended",),
        lists={"circumstances": Rows(Circumstance.objects.all())},
    )
    paths = Rows(
        Respondent.objects.all(),
        joined={"employee": ("name",), "agency": ("time_zone", "short_name")},
        lists={
            "allegations": Rows(
                Allegation.objects.all(),
                joined=("provision", "provision__regulation"),
                lists={"finding": Rows(Finding.objects.all(), lists={"evidence": cited})},
            ),
            "clarifications": Rows(Clarification.objects.all()),
            "panels": Rows(Panel.objects.standing(), lists={"members": members}),
            "summonses": Rows(Summons.objects.all(), joined={"examiner": (), "receipt_evidence": ("code",)}),
            "hearings": Rows(Hearing.objects.all(), joined={"held_by": ("short_name",)}),
            "witnesses": Rows(Witness.objects.all(), joined={"employee": ("name",)}),
            "findings_reports": reports,
        },
    )
    return rows_of_case({"respondents": paths})
