"""Links of a case to a rule or another case."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from cases.models import Act, Case, CaseLink, CaseRegulation, User
from cases.procedure.case_acts import begin_case_act
from cases.procedure.refusals import RuleViolation
from regulations.models import Regulation


@transaction.atomic
def link_regulation(
    *, case: Case, actor: User, at: dt.datetime, on: dt.date, regulation: Regulation, relation: str, note: str = ""
) -> CaseRegulation:
    """Link a circular or rule to the case: cited by it, or issued because of it."""
    case = begin_case_act(case, Act.LINK_REGULATION, actor=actor, at=at, on=on, note=str(regulation)[:200])
    link, created = CaseRegulation.objects.get_or_create(
        case=case, regulation=regulation, relation=relation, defaults={"note": note}
    )
    if not created:
        raise RuleViolation(_("Peraturan itu sudah dikaitkan."))
    return link


@transaction.atomic
def link_case(*, case: Case, actor: User, at: dt.datetime, on: dt.date, other: Case, kind: str) -> CaseLink:
    """Link two cases, e.g. a complaint about the handling and the case that it concerns."""
    case = begin_case_act(case, Act.LINK_CASE, actor=actor, at=at, on=on, note=other.number)
    if other.pk == case.pk or other.government_id != case.government_id:
        raise RuleViolation(_("Kasus itu tidak dapat dikaitkan."))
    link, created = CaseLink.objects.get_or_create(case=case, other=other, defaults={"kind": kind})
    if not created:
        raise RuleViolation(_("Kasus itu sudah dikaitkan."))
    return link
