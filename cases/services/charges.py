"""What may be charged, and the level that the law's table gives for what was found.

An act is judged by the rule of its day (tempus): in force then, written for this category, open to be charged.
"""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from cases.models import EvidenceItem, Finding, Respondent
from cases.workflow import RuleViolation
from regulations.models import Provision

from .event_day import day_of_event

PROVEN = (Finding.Outcome.PROVEN, Finding.Outcome.PARTLY)


def check_provision(respondent: Respondent, provision: Provision) -> None:
    """Raises RuleViolation, with the article, for a rule that did not bind this person on the day of the event."""
    day = day_of_event(respondent.case)
    starts, ends = provision.in_force_from, provision.in_force_until
    words = {"article": f"{provision.article} ({provision.code})", "day": f"{day:%d/%m/%Y}"}
    if starts is None or day < starts or (ends is not None and day > ends):
        period = f"{starts:%d/%m/%Y}–{f'{ends:%d/%m/%Y}' if ends else _('sekarang')}" if starts else "–"
        raise RuleViolation(
            _("%(article)s tidak berlaku pada hari kejadian, %(day)s (masa berlaku: %(period)s).")
            % (words | {"period": period})
        )
    if respondent.category and provision.categories and respondent.category not in provision.categories:
        raise RuleViolation(
            _("%(article)s tidak berlaku bagi %(category)s.")
            % (words | {"category": respondent.get_category_display()})
        )
    if provision.use != Provision.Use.CHARGE:
        raise RuleViolation(
            _("%(article)s tidak dapat disangkakan: %(use)s.") % (words | {"use": provision.get_use_display().lower()})
        )


def keep_finding(
    respondent: Respondent, finding: Finding, provision: Provision | None, evidence: Sequence[EvidenceItem]
) -> None:
    """Check a finding and write it, in place of an earlier one of the same allegation.

    ``provision``: for an allegation that named no rule yet; one that named its rule keeps it.
    """
    allegation = finding.allegation
    if provision is not None and allegation.provision is None:
        allegation.provision = provision
        allegation.save(update_fields=["provision"])
    _check_finding(respondent, finding)
    if any(item.case_id != respondent.case_id for item in evidence):
        raise RuleViolation(_("Bukti harus dari kasus yang sama."))
    names = ("outcome", "reason", "impact", "impact_reason")
    kept, _created = Finding.objects.update_or_create(
        allegation=allegation, defaults={name: getattr(finding, name) for name in names}
    )
    kept.evidence.set(evidence)


def _check_finding(respondent: Respondent, finding: Finding) -> None:
    """A breach that is proven names its rule, and its impact where the level hangs on it (Pasal 9–14 PP 94/2021)."""
    if finding.impact and not finding.impact_reason.strip():
        raise RuleViolation(_("Tulis alasan dampaknya."))
    if finding.outcome not in PROVEN:
        return
    provision = finding.allegation.provision
    if provision is None:
        raise RuleViolation(
            _("Dugaan yang terbukti harus menyebut pasal yang dilanggar (Pasal 33 PP 94/2021): %(text)s")
            % {"text": finding.allegation}
        )
    check_provision(respondent, provision)
    if needs_impact(provision) and not finding.impact:
        raise RuleViolation(
            _("Isi dampaknya: tingkat pelanggaran %(article)s ditentukan oleh dampak (Pasal 9–14 PP 94/2021).")
            % {"article": provision.article}
        )


def needs_impact(provision: Provision) -> bool:
    """Whether the level hangs on how far the harm reaches."""
    return any((provision.severity_unit, provision.severity_agency, provision.severity_state))


def levels(finding: Finding) -> list[str]:
    """The levels that the table gives for a proven breach; empty where it gives none."""
    provision = finding.allegation.provision
    if provision is None:
        return []
    return provision.severities(finding.impact) if finding.impact else list(provision.fixed_severities)
