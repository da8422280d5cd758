"""Messages to phones: what the inbox has, once more, for readers who chose it. Number, step and link only."""

import datetime as dt
from collections.abc import Sequence

from django.utils.translation import gettext as _

from cases.messages import manners, relay
from cases.messages.gateway import Text
from cases.models import MessageSettings, PhoneMessage


def pick(now: dt.datetime) -> int:
    """Put what readers want on their phone into its outbox. Returns the number of rows."""
    readers = MessageSettings.objects.filter(by_phone=True, user__is_active=True).values("user")
    return relay.pick(PhoneMessage, readers, now)


def _text(rows: Sequence[PhoneMessage]) -> Text:
    notes = [row.notification for row in rows]
    lines = ["\n".join(relay.line_of(each)) for each in notes]
    return Text(id=notes[0].key, to=_settings(rows)[notes[0].recipient.pk].phone, text="\n\n".join(lines))


def _unwanted(rows: Sequence[PhoneMessage]) -> dict[int, str]:
    own, reason = _settings(rows), _("pembaca tidak memilih ponsel")
    return {row.pk: reason for row in rows if not own[row.notification.recipient.pk].by_phone}


def _settings(rows: Sequence[PhoneMessage]) -> dict[int, MessageSettings]:
    return manners.settings_of([row.notification.recipient for row in rows])


PHONES = relay.outbox(PhoneMessage, _text, _unwanted)
