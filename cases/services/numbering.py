"""Numbers from registers that never skip and never repeat."""

import datetime as dt

from django.db import connection

from cases.models import Agency, Government
from regulations.models import Route

# Classification of personnel letters (Permendagri 83/2022): 800.1.6.1 code of ethics, 800.1.6.2 discipline.
LETTER_CODES = {Route.ETHICS: "800.1.6.1", Route.DISCIPLINE: "800.1.6.2", Route.CONTRACT: "800.1.6.2"}


def next_number(government: Government, code: str, year: int) -> int:
    """The next number of a register.

    The row stays locked until the transaction ends, so a rollback gives the number back.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO cases_numberregister (government_id, code, year, last) VALUES (%s, %s, %s, 1) "
            "ON CONFLICT (government_id, code, year) DO UPDATE SET last = cases_numberregister.last + 1 RETURNING last",
            [government.pk, code, year],
        )
        (number,) = cursor.fetchone()
    return int(number)


def letter_number(agency: Agency, code: str, on: dt.date) -> str:
    """Classification, number of the year, agency and year (Permendagri 83/2022), e.g. 800.1.6.2/0012/BKPSDM/2026."""
    return f"{code}/{next_number(agency.government, code, on.year):04d}/{agency.code.upper()}/{on.year}"
