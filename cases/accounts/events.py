"""Records security events of accounts: an append-only row, and a line in the security log."""

import datetime as dt
import logging

from django.http import HttpRequest

from cases.models import AccountEvent, User
from cases.web.rate_limit import origin_of

log = logging.getLogger("conduct.security")


def record(
    what: AccountEvent.What,
    *,
    account: User | None,
    request: HttpRequest,
    at: dt.datetime,
    by: User | None = None,
    note: str = "",
) -> AccountEvent:
    """Add a row and log it. The log names nobody: the account is a number, the address a digest.

    ``note``: what changed of the rights, for the row alone.
    """
    event = AccountEvent.objects.create(what=what, account=account, by=by, at=at, origin=origin_of(request), note=note)
    facts = {"event": what.value, "account": event.account_id, "by": event.by_id, "origin": event.origin}
    log.info(" ".join(f"{name}={value}" for name, value in facts.items()), extra={"security": facts})
    return event
