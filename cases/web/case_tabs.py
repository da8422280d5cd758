"""The tabs of a case: addresses, words, the numbers beside them, and the way back to the tab that an act began on."""

import dataclasses
from collections.abc import Mapping
from typing import Any

from django.db.models import Count, IntegerField, Model, OuterRef, QuerySet, Subquery, TextChoices
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cases.models import Case, CaseNote, EvidenceItem, LegalHold, Letter, User
from lib.nested_rows import Rows
from regulations.calendar import WorkingCalendar

FROM = "tab"  # the name in an address of an act that tells from which tab it was chosen
DASHBOARD = "dashboard"  # its value for an act that leadership chose there


class CaseTab(TextChoices):
    """A tab by the name of its address, in the order of the page."""

    SUMMARY = "case", _("Ringkasan")
    PEOPLE = "case-people", _("Terlapor")
    EVIDENCE = "case-evidence", _("Bukti")
    EXAMINATION = "case-examination", _("Pemeriksaan")
    DECISIONS = "case-decisions", _("Keputusan")
    LETTERS = "case-letters", _("Surat")
    HISTORY = "case-history", _("Riwayat")
    HANDLING = "case-handling", _("Penanganan")

    @property
    def short(self) -> str:
        """The word in an address: people."""
        return self.value.removeprefix("case-")


SHORT = {tab.short: tab for tab in CaseTab}


@dataclasses.dataclass(frozen=True)
class Link:
    """One tab of one case; ``count`` is None where a number says nothing."""

    label: str
    url: str
    count: int | None
    is_here: bool


def rows_of_case(lists: Mapping[str, Rows[Any]], **also: Any) -> Rows[Case]:
    """What a tab reads of a case that is known: its lists, further values, and the numbers beside the tabs."""
    numbers = {
        "evidence_count": _number_of(EvidenceItem),
        "letter_count": _number_of(Letter),
        "note_count": _number_of(CaseNote),
        "held_because": _reason_of_hold(),
    }
    return Rows(Case.objects.all(), lists=lists, also=numbers | also)


def _number_of(model: type[Model]) -> Subquery:
    rows: QuerySet[Any] = model._default_manager.filter(case=OuterRef("pk"))
    return Subquery(rows.order_by().values("case").annotate(n=Count("pk")).values("n"), output_field=IntegerField())


def _reason_of_hold() -> Subquery:
    """Why the case is not destroyed, while a legal hold stands."""
    holds = LegalHold.objects.filter(case=OuterRef("pk"), lifted_at=None).order_by()
    return Subquery(holds.values("reason")[:1])


def shown(case: Case, here: CaseTab) -> dict[str, object]:
    """The context of the frame of a tab; ``rows_of_case`` has filled the case."""
    counted: Any = case
    counts = {
        CaseTab.PEOPLE: case.respondent_count,
        CaseTab.EVIDENCE: counted.evidence_count or 0,
        CaseTab.LETTERS: counted.letter_count or 0,
        CaseTab.HANDLING: counted.note_count or 0,
    }
    tabs = [Link(str(tab.label), address(case, tab), counts.get(tab), tab == here) for tab in CaseTab]
    return {"case": case, "tabs": tabs, "tab": here, "back": "" if here == CaseTab.SUMMARY else f"?{FROM}={here.short}"}


def calendar_of(case: Case, reader: User) -> WorkingCalendar:
    """The working days of the case. Its government is that of the reader, except for an operator under break-glass."""
    return (reader.government or case.government).working_calendar(case.agency.six_day_week)


def address(case: Case, tab: CaseTab) -> str:
    return reverse(tab.value, args=[case.number])


def begun_on(request: HttpRequest) -> CaseTab | None:
    """The tab from which an act was chosen, if the address tells."""
    return SHORT.get(request.GET.get(FROM, ""))


def is_begun_on_dashboard(request: HttpRequest) -> bool:
    """Whether an act was chosen on the dashboard; what follows it leads back there."""
    return request.GET.get(FROM) == DASHBOARD
