"""Records a report: typed data, files of the draft, and its relation to similar cases."""

import dataclasses
import datetime as dt
from collections.abc import Sequence

from django.db import transaction

from cases.intake.drafts import close_draft
from cases.intake.incidents import Report, attach_report, report_incident
from cases.intake.uploads import uploads_of
from cases.models import Case, CaseLink, ReportDraft, User
from cases.parties.ties import link_case


@transaction.atomic
def record(
    *,
    actor: User,
    at: dt.datetime,
    report: Report,
    draft: ReportDraft | None = None,
    same_as: Case | None = None,
    told_apart: Sequence[Case] = (),
) -> Case:
    """Record a report with the files of its draft, and close the draft.

    ``same_as``: the case about the same event; without it a new case is opened. ``told_apart``: similar cases about
    another event, which are linked as such. Raises RuleViolation; then nothing is recorded and the draft stays.
    """
    with uploads_of(draft) as uploads:
        full = dataclasses.replace(report, files=uploads)
        if same_as is None:
            case = report_incident(actor=actor, at=at, report=full)
        else:
            case = attach_report(case=same_as, actor=actor, at=at, report=full)
    on, kind = case.agency.local_date(at), CaseLink.Kind.NOT_SAME_EVENT
    for other in told_apart:
        link_case(case=case, actor=actor, at=at, on=on, other=other, kind=kind)
    if draft:
        close_draft(draft=draft, case=case, at=at)
    return case
