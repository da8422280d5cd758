"""Custody of evidence: downloads with a reason, restrictions, and comparison of every file with its hash."""

import datetime as dt
import logging

from django.db import transaction
from django.utils.translation import gettext as _

from cases.evidence.comparison import compare_if_touched
from cases.messages.outbox import notify
from cases.messages.wording import texts_of
from cases.models import CustodyEntry, EvidenceItem, EvidenceRestriction, Notification, User
from cases.procedure.accounts import accounts_of
from cases.procedure.admission import admit
from cases.procedure.refusals import NotAllowed, RuleViolation
from cases.procedure.rights import Right, may
from cases.web import quarantine

log = logging.getLogger(__name__)


SHORTEST_REASON = 5  # characters


def may_open(item: EvidenceItem, user: User) -> bool:
    """Whether an account that reads the case may also open this file; a restricted file is open only to some roles."""
    is_restricted = EvidenceRestriction.objects.filter(item=item).exists()
    return not is_restricted or may(user, Right.OPEN_RESTRICTED_EVIDENCE) or item.added_by_id == user.pk


@transaction.atomic
def hand_out(*, item: EvidenceItem, actor: User, at: dt.datetime, reason: str) -> CustodyEntry:
    """Record who downloads the original and why, and check that the file is unchanged.

    Raises NotAllowed, or RuleViolation without a reason or while the file is in quarantine. A changed file is reported
    and not handed out: the returned entry is of that kind.
    """
    if not may_open(item, actor):
        raise NotAllowed(_("Bukti ini dibatasi. Mintalah kepada BKPSDM atau Inspektorat."))
    if len(reason.strip()) < SHORTEST_REASON:
        raise RuleViolation(_("Tulis keperluannya, misalnya “dilampirkan pada LHP”."))
    if why := quarantine.why_kept(item.file):
        raise RuleViolation(why)
    found = compare_if_touched(item)
    if found is not None:
        return raise_alarm(item, found, actor, at)
    return CustodyEntry.objects.create(
        item=item, kind=CustodyEntry.Kind.DOWNLOADED, user=actor, at=at, reason=reason.strip()[:200]
    )


@transaction.atomic
def restrict(*, item: EvidenceItem, actor: User, at: dt.datetime, ground: str) -> EvidenceRestriction:
    """Restrict evidence that shows children, patients or other people's data. A restriction is permanent."""
    admit(item.case, actor, Right.HANDLE_EVIDENCE)
    restriction, created = EvidenceRestriction.objects.get_or_create(
        item=item, defaults={"ground": ground, "set_by": actor, "set_at": at}
    )
    if not created:
        raise RuleViolation(_("Bukti ini sudah dibatasi."))
    CustodyEntry.objects.create(
        item=item, kind=CustodyEntry.Kind.RESTRICTED, user=actor, at=at, reason=restriction.get_ground_display()
    )
    return restriction


@transaction.atomic
def raise_alarm(item: EvidenceItem, kind: CustodyEntry.Kind, actor: User | None, at: dt.datetime) -> CustodyEntry:
    log.error("evidence %s of %s: %s", item.code, item.case, kind)
    entry = CustodyEntry.objects.create(item=item, kind=kind, user=actor, at=at)
    subject, body = texts_of("evidence_changed", number=item.case.number, code=item.code, change=kind.label)
    for role in Right.OPEN_RESTRICTED_EVIDENCE.roles:
        notify(
            case=item.case,
            kind=Notification.Kind.ALARM,
            cause=f"evidence:{item.pk}:{kind}:{item.case.agency.local_date(at)}",
            at=at,
            recipients=accounts_of(item.case, role),
            subject=subject,
            body=body,
        )
    return entry
