"""Who needs a second factor, and from which day.

An administrator of a government sets the day and the days of grace. Accounts without a government run the installation;
they need it wherever production does (``SECOND_FACTOR_FOR_OPERATORS``).
"""

import datetime as dt

from django.conf import settings

from cases.models import User
from cases.procedure.rights import WITH_SECOND_FACTOR

GRACE_OF_OPERATORS = 7  # calendar days


def due_on(user: User) -> dt.date | None:
    """From which day the account needs a second factor; None for never. Grace counts calendar days.

    It begins on the government's day, for a later account on the day that it was opened.
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
    """Whether the account must set up a second factor before anything else.

    It is asked of sessions that began on or after the day, so that nobody loses a form at midnight.
    """
    due = due_on(user)
    if due is None or user.has_second_factor:
        return False
    return user.last_login is None or user.local_date(user.last_login) >= due
