"""The rules that can be alleged, and the level that the law gives for a finding.

An act is judged by the rule of its day (tempus): in force, applicable to the category, open to a charge.
"""

import datetime as dt

from django.utils.translation import gettext as _

from cases.applicable_law.event_day import day_of_event
from cases.models import Finding, Respondent, Status
from cases.procedure.refusals import RuleViolation
from regulations.models import Provision, Severity

PROVEN = (Finding.Outcome.PROVEN, Finding.Outcome.PARTLY)


def check_provision(respondent: Respondent, provision: Provision, acted_on: dt.date | None = None) -> None:
    """Raises RuleViolation, with the article, for a rule that did not bind this person on the day of the act.

    ``acted_on``: the day of the act if it differs from the day of the event.
    """
    day = acted_on or day_of_event(respondent.case)
    starts, ends = provision.in_force_from, provision.in_force_until
    own = respondent.case.government
    if provision.region not in ("", own.region):
        raise RuleViolation(
            _("%(article)s aturan daerah lain; tidak berlaku di %(place)s.")
            % {"article": provision.article, "place": own}
        )
    facts = {"article": f"{provision.article} ({provision.code})", "day": f"{day:%d/%m/%Y}"}
    if starts is None or day < starts or (ends is not None and day > ends):
        period = f"{starts:%d/%m/%Y}–{f'{ends:%d/%m/%Y}' if ends else _('sekarang')}" if starts else "–"
        raise RuleViolation(
            _("%(article)s tidak berlaku pada hari kejadian, %(day)s (masa berlaku: %(period)s).")
            % (facts | {"period": period})
        )
    if respondent.category and provision.categories and respondent.category not in provision.categories:
        raise RuleViolation(
            _("%(article)s tidak berlaku bagi %(category)s.")
            % (facts | {"category": respondent.get_category_display()})
        )
    if provision.use != Provision.Use.CHARGE:
        raise RuleViolation(
            _("%(article)s tidak dapat disangkakan: %(use)s.") % (facts | {"use": provision.get_use_display().lower()})
        )


def needs_impact(provision: Provision) -> bool:
    """Whether the level depends on the impact."""
    return any((provision.severity_unit, provision.severity_agency, provision.severity_state))


def levels(finding: Finding) -> list[str]:
    """The levels for a proven breach; empty if the law gives none."""
    provision = finding.allegation.provision
    if provision is None:
        return []
    return provision.severities(finding.impact) if finding.impact else list(provision.fixed_severities)


def may_be_severe(respondent: Respondent) -> bool:
    """Whether a breach that is alleged can lead to a severe sanction, at whatever impact.

    Once there are findings, the levels of what was proven decide.
    """
    severe = {Severity.SEVERE, Severity.TERMINATION}
    if respondent.status == Status.FINDINGS:
        found = Finding.objects.filter(allegation__respondent=respondent, outcome__in=PROVEN)
        return any(severe & set(levels(finding)) for finding in found.select_related("allegation__provision"))
    for rule in Provision.objects.filter(pk__in=respondent.allegations.values("provision")):
        if severe & {rule.severity_unit, rule.severity_agency, rule.severity_state, *rule.fixed_severities}:
            return True
    return False
