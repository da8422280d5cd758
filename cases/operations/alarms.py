"""Mails to the operator when a fault begins, each day while it lasts, and when it ends."""

import datetime as dt
from collections.abc import Sequence

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils.translation import gettext as _

from cases.models import Alarm
from cases.operations import faults
from cases.operations.faults import Fault

AGAIN_AFTER = dt.timedelta(days=1)


@transaction.atomic
def watch(now: dt.datetime) -> list[Fault]:
    """Compare the current faults with the known ones, and mail the new, lasting and ended ones.

    Raises OSError or SMTPException if the mail cannot be sent; then nothing is marked as told.
    """
    present = faults.present(now)
    known = {alarm.name: alarm for alarm in Alarm.objects.select_for_update()}
    over = [alarm for name, alarm in known.items() if name not in {fault.name for fault in present}]
    untold = [fault for fault in present if _is_untold(known.get(fault.name), now)]
    Alarm.objects.filter(name__in=[alarm.name for alarm in over]).delete()
    Alarm.objects.bulk_create(
        [Alarm(name=fault.name, text=fault.text[:300], since=now) for fault in present],
        update_conflicts=True,
        unique_fields=["name"],
        update_fields=["text"],
    )
    Alarm.objects.filter(name__in=[fault.name for fault in untold]).update(told_at=now)
    ended = [alarm for alarm in over if alarm.told_at]
    if settings.ALARM_ADDRESS and (untold or ended):
        _mail(untold, ended)
    return present


def _is_untold(alarm: Alarm | None, now: dt.datetime) -> bool:
    return alarm is None or alarm.told_at is None or now - alarm.told_at >= AGAIN_AFTER


def _mail(untold: Sequence[Fault], ended: Sequence[Alarm]) -> None:
    lines = [f"- {fault.text}" for fault in untold] + [f"- {_('Sudah pulih')}: {alarm.text}" for alarm in ended]
    EmailMessage(
        subject=_("Conduct: %(faults)d gangguan, %(over)d pulih") % {"faults": len(untold), "over": len(ended)},
        body="\n".join([*lines, "", f"{settings.BASE_URL}/status/"]),
        to=[settings.ALARM_ADDRESS],
        headers={"Auto-Submitted": "auto-generated"},
    ).send()
