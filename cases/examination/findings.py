"""Findings on each allegation, stored with the rule that they are based on."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from cases.applicable_law.chargeable import PROVEN, check_provision, needs_impact
from cases.models import EvidenceItem, Finding, Respondent
from cases.procedure.refusals import RuleViolation
from regulations.models import Provision


def keep_finding(
    respondent: Respondent, finding: Finding, provision: Provision | None, evidence: Sequence[EvidenceItem]
) -> None:
    """Check a finding and store it; it replaces an earlier finding on the same allegation.

    ``provision``: for an allegation without a rule; an allegation with a rule keeps it.
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
    """A proven breach needs its rule, and its impact if the level depends on it (Pasal 9–14 PP 94/2021)."""
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
    check_provision(respondent, provision, finding.allegation.acted_on)
    if needs_impact(provision) and not finding.impact:
        raise RuleViolation(
            _("Isi dampaknya: tingkat pelanggaran %(article)s ditentukan oleh dampak (Pasal 9–14 PP 94/2021).")
            % {"article": provision.article}
        )
