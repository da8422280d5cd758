"""The secret calendar address of an account."""

import datetime as dt
import uuid

from django.db import transaction

from cases.models import CalendarLink, User


@transaction.atomic
def open_link(*, user: User, at: dt.datetime) -> CalendarLink:
    """Create a new address for the account; the previous one stops working."""
    revoke_link(user=user, at=at)
    return CalendarLink.objects.create(user=user, key=uuid.uuid4(), created_at=at)


def revoke_link(*, user: User, at: dt.datetime) -> None:
    """Revoke the address of the account. The row stays as a record of its period."""
    CalendarLink.objects.filter(user=user, revoked_at__isnull=True).update(revoked_at=at)
