"""National law takes two accounts: what one writer proposes, a writer of another account confirms."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core import serializers
from django.utils.translation import gettext as _

from cases.models import PendingAct, User
from cases.procedure import two_people
from regulations.models.catalogue import Dated, Sourced
from regulations.proposals import Proposal


def require_for_version(row: Dated, replaces: Dated | None, *, actor: User, at: dt.datetime, reason: str) -> None:
    """Raises NeedsSecond for a national row; it is written as it stands once another account has confirmed it."""
    if getattr(row, "region", ""):
        return
    written = serializers.serialize("json", [row])
    facts = {"row": written, "replaces": replaces.pk if replaces else "", "reason": reason}
    summary = _("%(rule)s: versi baru") % {"rule": row} if replaces else _("%(rule)s: aturan baru") % {"rule": row}
    _require(summary, actor=actor, at=at, payload=facts, **facts)


def require_for_day(day_off: Sourced, what: str, *, actor: User, at: dt.datetime, reason: str) -> None:
    """The same for a national day off that is added or withdrawn; the writer sends the form again afterwards."""
    if not getattr(day_off, "region", ""):
        facts = {"what": what, "day": serializers.serialize("json", [day_off]), "reason": reason}
        _require(f"{what}: {day_off}", actor=actor, at=at, payload={"reason": reason}, **facts)


def require_for_decree(chosen: Sequence[Proposal], *, actor: User, at: dt.datetime, year: int, decree: str) -> None:
    """The same for the days of a yearly decree."""
    days = [proposal.date.isoformat() for proposal in chosen]
    summary = _("Hari libur %(year)d menurut %(decree)s: %(n)d hari") % {"year": year, "decree": decree, "n": len(days)}
    _require(summary, actor=actor, at=at, payload={"reason": ", ".join(days)}, year=year, decree=decree, days=days)


def _require(summary: str, *, actor: User, at: dt.datetime, payload: dict[str, str], **facts: object) -> None:
    if settings.LAW_NEEDS_SECOND:
        kind = PendingAct.Kind.LAW
        said: dict[str, Any] = {"summary": summary, "government": None, "payload": payload, **facts}
        two_people.require(kind, actor=actor, at=at, **said)
