"""Numbers from registers that never skip and never repeat."""

from django.db import connection

from cases.models import Government


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
