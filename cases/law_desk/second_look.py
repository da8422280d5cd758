"""Asks a second account to review a change of regional law."""

import datetime as dt

from django.db.models import Q
from django.urls import reverse

from cases.messages.outbox import notify
from cases.messages.wording import texts_of
from cases.models import Notification, Role, User
from cases.procedure.rights import Right
from regulations.catalogues import NAMES
from regulations.models.catalogue import Dated


def ask(row: Dated, *, actor: User, at: dt.datetime) -> None:
    """Tell the other accounts of the region's BKPSDM and the administrators; the row is in force meanwhile."""
    region = getattr(row, "region", "")
    here = Q(government__region=region) | Q(government__name=region)
    writers = User.objects.filter(role__in=Right.WRITE_REGIONAL_LAW.roles, is_active=True).exclude(pk=actor.pk)
    subject, body = texts_of("regional_law", row=row, article=row.cited, who=actor)
    notify(
        case=None,
        path=reverse("law-row", args=[NAMES[row._meta.model_name], row.pk]),
        kind=Notification.Kind.TASK,
        cause=f"regional-law:{row.pk}"[:80],
        at=at,
        recipients=list(writers.filter(here | Q(role=Role.ADMINISTRATOR))),
        subject=subject,
        body=body,
    )
