"""Messages to browsers by web push: what the inbox has, once more. Number, step and link only."""

import datetime as dt
from collections.abc import Sequence
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from cases.messages import relay
from cases.messages.push_services import Pushed
from cases.models import PushMessage, PushSubscription, User
from cases.procedure.refusals import RuleViolation

MOST = 10  # browsers of one account; the oldest is dropped


def subscribe(user: User, *, endpoint: str, p256dh: str, auth: str, name: str, at: dt.datetime) -> PushSubscription:
    """Remember a browser; one that another account used before is now this one's.

    Raises RuleViolation for an address that belongs to no known push service: the server would be made to ask it.
    """
    parts = urlsplit(endpoint)
    if parts.scheme != "https" or not any(
        parts.hostname == host or (parts.hostname or "").endswith(f".{host}") for host in settings.PUSH_HOSTS
    ):
        raise RuleViolation(_("Layanan pemberitahuan peramban ini tidak dikenal. Minta operator mengizinkannya."))
    values = {"user": user, "p256dh": p256dh, "auth": auth, "name": name[:80], "made_at": at}
    kept, _made = PushSubscription.objects.update_or_create(endpoint=endpoint, defaults=values)
    others = user.browsers.exclude(pk=kept.pk).order_by("-made_at", "-pk")[MOST - 1 :]
    PushSubscription.objects.filter(pk__in=[other.pk for other in others]).delete()
    return kept


def pick(now: dt.datetime) -> int:
    """Put what readers want in their browsers into its outbox. Returns the number of rows."""
    return relay.pick(PushMessage, PushSubscription.objects.filter(user__is_active=True).values("user"), now)


def _pushed(rows: Sequence[PushMessage]) -> Pushed:
    notes = [row.notification for row in rows]
    first, path = notes[0].subject, notes[0].path
    if len(notes) > 1:
        first, path = _("%(n)d pemberitahuan") % {"n": len(notes)}, "/notifications/"
    lines = [relay.line_of(each)[0] for each in notes]
    return Pushed(notes[0].key, list(notes[0].recipient.browsers.all()), " ".join(first.split()), lines[:5], path)


def _unwanted(rows: Sequence[PushMessage]) -> dict[int, str]:
    readers = [row.notification.recipient.pk for row in rows]
    wanting = set(PushSubscription.objects.filter(user__in=readers).values_list("user", flat=True))
    return {row.pk: _("pembaca tidak memilih peramban") for row in rows if row.notification.recipient.pk not in wanting}


BROWSERS = relay.outbox(PushMessage, _pushed, _unwanted)
