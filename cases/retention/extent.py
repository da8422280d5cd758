"""What a case consists of: the rows that are destroyed with it, and what stays for the numbers.

Rows are found by following every reference to the case, so a new table is destroyed unless it is named here. The
numbers of the dashboard are counted from the skeleton, whose words and people are wiped.
"""

from collections import defaultdict
from collections.abc import Callable
from typing import Any

from django.db import models
from django.db.models import Model

from cases.models import (
    AccessEntry,
    AuditEntry,
    Case,
    CaseAgency,
    Deadline,
    Decision,
    Destruction,
    Disposal,
    Escalation,
    IncomingReport,
    JointHandling,
    PendingAct,
    Respondent,
    Sanction,
)

Rows = dict[type[Model], set[int]]
GONE = "Dimusnahkan"  # written into the row, in the language of the records

# What stays of each row of the skeleton is the rest: keys, dates, stages, kinds, agencies.
WIPED: dict[type[Model], dict[str, Any]] = {
    Case: {"title": GONE, "source_note": ""},
    Respondent: {"employee": None, "description": GONE, "out_of": None, "post": "", "category_note": ""},
    Decision: {
        "official_name": GONE, "official_person": None, "second_official": None, "mandate": "", "approval": "",
        "condition": "", "considerations": GONE, "departures": "", "departure_reason": "", "departure_article": "",
        "ground": "", "competence_note": "", "payroll_note": "", "payroll_noted_on": None, "post_source": "",
    },
    Sanction: {"title": ""},
    Deadline: {},
    Escalation: {},
    CaseAgency: {},
    IncomingReport: {
        "subject": "", "text": GONE, "unit": "", "happened": "", "register_number": "", "contents": {}, "reason": GONE,
    },
}  # fmt: skip
# Words of the skeleton that name nobody: codes, numbers of papers, levels; lists of dates and numbers.
NAMES_NOBODY = {
    "Case": {"number", "agency_name", "stage", "search", "duties"},
    "Respondent": {"part", "identity", "category", "status", "route", "turn", "closing_reason"},
    "Decision": {"number", "official", "capacity", "post_level", "state"},
    "Sanction": {"severity", "category"},
    "Deadline": {"calendar_version"},
    "Escalation": {"silent"},
    "CaseAgency": set(),
    "IncomingReport": {"number", "channel", "kept_from", "receipt", "state"},
}
# Readings end by their own time; a proposal and its certificate are the tombstone.
APART: tuple[type[Model], ...] = (AccessEntry, Disposal, Destruction)
OF_OTHERS = {(JointHandling, "theirs")}  # rows of another case that name this one


def belongings(case: Case, *, since: Any) -> Rows:
    """The rows to destroy, by model. ``since``: acts of the destruction itself, recorded from then on, stay."""

    def narrowed(child: type[Model], rows: models.QuerySet[Any]) -> models.QuerySet[Any]:
        if child is Respondent:
            return rows.filter(case=case)
        if child is AuditEntry:
            return rows.exclude(at__gte=since)
        return rows.exclude(kind=PendingAct.Kind.DISPOSAL) if child is PendingAct else rows

    return _followed(Case, {case.pk}, narrowed)


def belongings_of_reports(keys: set[int]) -> Rows:
    """The rows to destroy with these reports: messages, files, original mails, reporters."""
    return _followed(IncomingReport, keys, lambda _child, rows: rows)


def _followed(start: type[Model], of: set[int], narrowed: Callable[[type[Model], Any], Any]) -> Rows:
    """Everything that refers to these rows, and what refers to that; not they themselves, nor the skeleton."""
    found: Rows = defaultdict(set)
    todo: list[tuple[type[Model], set[int]]] = [(start, of)]
    known: Rows = defaultdict(set, {start: of})
    while todo:
        model, keys = todo.pop()
        for child, name in _children(model):
            rows = narrowed(child, child._base_manager.filter(**{f"{name}__in": keys}).order_by())
            new = set(rows.values_list("pk", flat=True)) - known[child]
            if new:
                known[child] |= new
                todo.append((child, new))
                if child not in WIPED:
                    found[child] |= new
    return found


def skeleton(case: Case) -> list[tuple[type[Model], models.QuerySet[Any]]]:
    """The rows that stay, by model."""
    paths = Respondent.objects.filter(case=case)
    return [
        (Case, Case.objects.filter(pk=case.pk)),
        (Respondent, paths),
        (Decision, Decision.objects.filter(respondent__in=paths)),
        (Sanction, Sanction.objects.filter(decision__respondent__in=paths)),
    ]


def _children(model: type[Model]) -> list[tuple[type[Model], str]]:
    """Models with a reference to this one, and its name; hidden ones too."""
    found = []
    for relation in model._meta.get_fields(include_hidden=True):
        if not (relation.auto_created and (relation.one_to_many or relation.one_to_one)) or relation.concrete:
            continue
        child: Any = relation.related_model
        name: str = relation.field.name  # type: ignore[union-attr]  # a relation from another model has its field
        if child in APART or (child, name) in OF_OTHERS or child._meta.proxy:
            continue
        found.append((child, name))
    return found
