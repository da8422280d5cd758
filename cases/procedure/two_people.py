"""Two people for what cannot be taken back: one account proposes, another confirms, and only then is the act done.

A service calls ``require`` after all its other checks. Without a confirmation for exactly these facts it raises
``NeedsSecond``; the page then proposes the act (``cases.two_people``) and carries it out after the confirmation.
"""

import dataclasses
import datetime as dt
import hashlib
import json
from collections.abc import Iterable
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from cases.models import Case, Government, PendingAct, User
from cases.models.people.reader import Reader
from cases.procedure.refusals import RuleViolation
from cases.procedure.rights import CONFIRMERS
from regulations.models import Severity

Kind = PendingAct.Kind
AGAIN = {Kind.REPORTER: dt.timedelta(minutes=15), Kind.EXPORT: dt.timedelta(minutes=15)}  # one reading, or a retry
LEVELS = (Severity.LIGHT, Severity.MODERATE, Severity.SEVERE, Severity.TERMINATION)


class NeedsSecond(RuleViolation):
    """The act waits for another account. ``payload``: how it is carried out, if not by its form."""

    def __init__(
        self,
        kind: PendingAct.Kind,
        *,
        digest: str,
        summary: str,
        government: Government | None,
        case: Case | None = None,
        payload: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(_("Tindakan ini memerlukan konfirmasi pejabat lain: %(what)s") % {"what": summary})
        self.kind, self.digest, self.summary = kind, digest, summary[:300]
        self.government, self.case, self.payload = government, case, payload


def require(
    kind: PendingAct.Kind,
    *,
    actor: User,
    at: dt.datetime,
    summary: str,
    government: Government | None,
    case: Case | None = None,
    payload: dict[str, Any] | None = None,
    **facts: object,
) -> PendingAct:
    """The confirmation of an act with these facts, now used up. Raises NeedsSecond where nobody confirmed it."""
    digest = digest_of(kind, facts)
    confirmed = PendingAct.objects.usable(at, again=AGAIN.get(kind)).filter(kind=kind, digest=digest, proposed_by=actor)
    found = confirmed.select_for_update(of=("self",), no_key=True).first()
    if found is None:
        raise NeedsSecond(kind, digest=digest, summary=summary, government=government, case=case, payload=payload)
    found.used_at = at
    found.save(update_fields=["used_at"])
    return found


def covers(government: Government, severity: str, at: dt.datetime) -> bool:
    """Whether a decision of this level takes two people: from the level that the government chose, at most severe."""
    if severity not in LEVELS or government.local_date(at) < government.two_people_from:
        return False
    return LEVELS.index(Severity(severity)) >= LEVELS.index(Severity(government.two_people_level))


def gravest_of(severities: Iterable[str]) -> str:
    """The gravest of these levels; empty if none of them is a disciplinary one."""
    return max(
        (each for each in severities if each in LEVELS), key=lambda each: LEVELS.index(Severity(each)), default=""
    )


def require_for(severity: str, kind: PendingAct.Kind, *, case: Case, at: dt.datetime, **rest: Any) -> None:
    """The same for a decision of this level in a case, if the rule of the government covers it."""
    if covers(case.government, severity, at):
        require(kind, government=case.government, case=case, at=at, **rest)


def confirmed_reason(kind: PendingAct.Kind, *, actor: User, at: dt.datetime, of: Model) -> str:
    """The reason with which another account confirmed that this one may read; empty if none did."""
    granted = PendingAct.objects.usable(at).filter(kind=kind, proposed_by=actor, payload__of=of.pk).first()
    return str(granted.payload["reason"]) if granted else ""


def awaiting(user: Reader) -> QuerySet[PendingAct]:
    """What this account may confirm: proposed by another, of its government, in a case that it may read."""
    kinds = [kind for kind, roles in CONFIRMERS.items() if user.role in roles]
    acts = PendingAct.objects.waiting(Now()).filter(kind__in=kinds).exclude(proposed_by_id=user.pk)
    if kinds == [Kind.LAW]:
        return acts
    seen = Q(case=None) | Q(case__in=Case.objects.visible_to(user))
    return acts.filter(seen, government_id=user.government_id)


def digest_of(kind: PendingAct.Kind, facts: dict[str, object]) -> str:
    """SHA-256, in hex, of the kind and the facts in canonical form: models as their keys, days in ISO."""
    text = json.dumps([kind, facts], sort_keys=True, separators=(",", ":"), default=_plain)
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(value: object) -> object:
    if isinstance(value, Model):
        return [value._meta.label, value.pk]
    if isinstance(value, dt.date):
        return value.isoformat()
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
    raise TypeError(f"no canonical form for {type(value).__name__}")
