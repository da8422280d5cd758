"""Numbers from registers without gaps or repetitions, written in the pattern in force."""

import datetime as dt

from django.db import connection
from django.utils.translation import gettext as _

from cases.letters.letterheads import letterhead_of
from cases.models import Agency, ClearanceLetter, Decision, Government, InterimMeasure, Letter, Summons, Witness
from cases.procedure.refusals import RuleViolation
from regulations.models import NumberPattern, Route


def next_number(government: Government, code: str, year: int) -> int:
    """The next number of a register."""
    return next_numbers(government, code, year, 1)[0]


def next_numbers(government: Government, code: str, year: int, n: int) -> range:
    """The next ``n`` numbers of a register.

    The row stays locked until the transaction ends, so a rollback frees the numbers.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO cases_numberregister (government_id, code, year, last) VALUES (%s, %s, %s, %s) "
            "ON CONFLICT (government_id, code, year) "
            "DO UPDATE SET last = cases_numberregister.last + EXCLUDED.last RETURNING last",
            [government.pk, code, year, n],
        )
        (last,) = cursor.fetchone()
    return range(last - n + 1, last + 1)


def letter_number(office: Agency, code: str, on: dt.date) -> str:
    """The next number of an office's letters under a filing code, e.g. ``800.1.6.2/12/BKPSDM/2026``.

    All letters of a government under one code share the register of the year. A number that was typed for a letter
    outside the register is skipped.
    """
    pattern, unit = pattern_of(office.government, on), unit_code(office, on)
    while True:
        running = next_number(office.government, code, on.year)
        number = pattern.number(code=code, running=running, unit=unit, on=on)
        if not is_used(office.government, number, on.year):
            return number


def typed_or_next(office: Agency, route: str, on: dt.date, typed: str) -> str:
    """The typed number if nothing else bears it, else the next one of the register. Raises RuleViolation for one in
    use."""
    if typed:
        claim_number(office.government, typed, on.year)
        return typed
    return letter_number(office, filing_code(office.government, route, on), on)


def claim_number(government: Government, number: str, year: int) -> None:
    """Let a number that somebody typed belong to one paper of its year. Raises RuleViolation for one in use.

    The government's row stays locked until the transaction ends, so that two officers cannot claim it at once.
    """
    Government.objects.select_for_update(no_key=True).get(pk=government.pk)
    if is_used(government, number, year):
        raise RuleViolation(
            _("Nomor %(number)s sudah dipakai keputusan atau surat lain tahun %(year)d (tata naskah dinas: satu nomor, "
              "satu surat).") % {"number": number, "year": year}
        )  # fmt: skip


def is_used(government: Government, number: str, year: int) -> bool:
    """Whether a paper of the government bears the number in that year: a letter, a decision, minutes, a clearance."""
    return (
        Letter.objects.filter(government=government, number=number, dated_on__year=year).exists()
        or Decision.objects.filter(
            respondent__case__government=government, number=number, decided_on__year=year
        ).exists()
        or Summons.objects.filter(
            respondent__case__government=government, letter_number=number, letter_on__year=year
        ).exists()
        or Witness.objects.filter(
            respondent__case__government=government, minutes_number=number, heard_on__year=year
        ).exists()
        or InterimMeasure.objects.filter(
            respondent__case__government=government, number=number, starts_on__year=year
        ).exists()
        or ClearanceLetter.objects.filter(government=government, number=number, issued_on__year=year).exists()
    )


def pattern_of(government: Government, on: dt.date) -> NumberPattern:
    """The pattern on a day; a region's own row precedes the national one. Raises RuleViolation if none is in force."""
    own = (government.region, government.name)
    found = NumberPattern.objects.in_force(on).of_region(*own).first()
    if found is None:
        raise RuleViolation(_("Tidak ada pola nomor surat yang berlaku pada %(day)s.") % {"day": f"{on:%d/%m/%Y}"})
    return found


def filing_code(government: Government, route: str, on: dt.date) -> str:
    """The filing code for letters of a path: ethics has its own code, all other routes use discipline."""
    pattern = pattern_of(government, on)
    return pattern.ethics_code if route == Route.ETHICS else pattern.filing_code


def unit_code(office: Agency, on: dt.date) -> str:
    """The code of an office in numbers: that of its letterhead, otherwise its own."""
    head = letterhead_of(office, on)
    return (head.unit_code if head else "") or office.code.upper()
