"""What the tabs of a case share: the loader that logs the reading, the frame, and the acts of each section."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from cases.casefile.act_table import acts_on_case
from cases.casefile.views.steps import Reader, acts_for
from cases.models import Act, Case, Respondent, Status
from cases.procedure.rights import Right, may
from cases.web import case_tabs
from cases.web.case_tabs import CaseTab
from cases.web.reading import open_case
from cases.web.signed_in import SignedIn
from lib.nested_rows import Rows

ABOUT_A_TEAM = {Act.REPLACE_MEMBER, Act.DECLARE_CONFLICT}
# The acts on a case that a tab offers beside what they change; the menu has them all.
SECTIONS: dict[CaseTab, tuple[Act, ...]] = {
    CaseTab.PEOPLE: (Act.ADD_RESPONDENT,),
    CaseTab.EVIDENCE: (Act.ADD_EVIDENCE, Act.RECORD_DATE, Act.ADD_CLAIM, Act.RECORD_STATEMENT),
    CaseTab.LETTERS: (Act.RECORD_OUTSIDE_REPORT,),
}


def opened(request: SignedIn, number: str, tab: CaseTab, read: Rows[Case], **slots: object) -> Case:
    """The case with what the tab shows of it. Raises Http404; the reading is logged."""
    case = open_case(request, number, tab.short)
    read.fill(case, **slots)
    return case


def drawn(request: SignedIn, case: Case, tab: CaseTab, template: str, **context: object) -> HttpResponse:
    offered = acts_on_case(request.user)
    own = [act for act in SECTIONS.get(tab, ()) if act in offered]
    frame = case_tabs.shown(case, tab) | {
        "case_acts": offered, "own_acts": own, "may_hold": may(request.user, Right.DISPOSE),
    }  # fmt: skip
    return render(request, template, frame | context)


def reader_of(request: SignedIn, case: Case) -> tuple[Reader, dt.datetime]:
    """The reader on the day and in the calendar of the case, and the time."""
    now = timezone.now()
    calendar = case_tabs.calendar_of(case, request.user)
    return Reader(request.user, case.agency.local_date(now), calendar), now


def acts_of(path: Respondent, reader: Reader, *, has_panel: bool) -> tuple[Act | None, list[Act]]:
    """The next act of the reader for this person, and the others that make sense with or without a team."""
    primary, others = acts_for(path, reader.user)
    reported = path.status == Status.FINDINGS  # then another team may examine again
    needless: set[Act] = ABOUT_A_TEAM if not has_panel else set() if reported else {Act.FORM_PANEL}
    return primary, [act for act in others if act not in needless]


def among(acts: tuple[Act | None, list[Act]], wanted: Sequence[Act]) -> list[Act]:
    """Those of the possible acts that belong to a section, the next one first."""
    primary, others = acts
    possible: list[Any] = [primary, *others]
    return [act for act in possible if act in wanted]
