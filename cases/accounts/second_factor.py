"""Which accounts need a second factor, and from which day.

An administrator of a government sets the day and the days of grace. Accounts without a government operate the
installation; they need it in production (``SECOND_FACTOR_FOR_OPERATORS``).
"""

import datetime as dt

from django.conf import settings

from cases.models import User
from cases.procedure.rights import WITH_SECOND_FACTOR

GRACE_OF_OPERATORS = 7  # calendar days


def due_on(user: User) -> dt.date | None:
    """The day from which the account needs a second factor; None for never. Grace counts calendar days.

    It starts on the government's day, for a later account on the day of its creation.
    """
    opened = user.local_date(user.date_joined)
    if user.role not in WITH_SECOND_FACTOR:
        return None
    if user.government is None:
        return opened + dt.timedelta(days=GRACE_OF_OPERATORS) if settings.SECOND_FACTOR_FOR_OPERATORS else None
    if user.government.second_factor_from is None:
        return None
    begins = max(opened, user.government.second_factor_from)
    return begins + dt.timedelta(days=user.government.second_factor_grace)


def is_missing(user: User) -> bool:
    """Whether the account must set up a second factor first.

    Only for sessions that began on or after the day, so that nobody loses an open form.
    """
    due = due_on(user)
    if due is None or user.has_second_factor:
        return False
    return user.last_login is None or user.local_date(user.last_login) >= due
