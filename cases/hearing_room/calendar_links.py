"""The secret address of an account's calendar: opened and revoked by the account itself."""

import datetime as dt
import uuid

from django.db import transaction

from cases.models import CalendarLink, User


@transaction.atomic
def open_link(*, user: User, at: dt.datetime) -> CalendarLink:
    """Give the account a new address; the one before answers nothing any more."""
    revoke_link(user=user, at=at)
    return CalendarLink.objects.create(user=user, key=uuid.uuid4(), created_at=at)


def revoke_link(*, user: User, at: dt.datetime) -> None:
    """Close the address of the account. The row stays as a record of when it was open."""
    CalendarLink.objects.filter(user=user, revoked_at__isnull=True).update(revoked_at=at)
