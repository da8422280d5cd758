"""Whether a person was staff on a day, and in which category: an act is judged by the status of its day."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence

from django.utils.translation import gettext as _

from cases.models import Employee, Employment, Respondent
from cases.procedure.refusals import RuleViolation


def employments_of(people: Sequence[Respondent]) -> dict[int, list[Employment]]:
    """The employments of each employee, oldest first; one statement for all."""
    found: dict[int, list[Employment]] = defaultdict(list)
    rows = Employment.objects.filter(employee__in=[person.employee_id for person in people]).select_related("employer")
    for row in rows.order_by("starts_on"):
        found[row.employee_id].append(row)
    return found


def job_on(rows: Sequence[Employment], day: dt.date) -> Employment | None:
    """The row of a day; before the first known row the first row, as in ``Employee.employment_on``."""
    return next((row for row in reversed(rows) if row.starts_on <= day), rows[0] if rows else None)


def status_gap(employee: Employee | None, rows: Sequence[Employment], day: dt.date) -> str:
    """Why the person was not staff on a day, by NIP and staff record; empty if they were, or if it is unknown.

    Before the first row of the record the NIP decides, because a record may begin later than the career.
    """
    if employee is None:
        return ""
    facts = {"who": employee, "day": f"{day:%d/%m/%Y}"}
    if (appointed := employee.appointed_from) and day < appointed:
        facts |= {"since": f"{appointed:%m/%Y}"}
        return _("Pada %(day)s %(who)s belum menjadi pegawai: menurut NIP diangkat %(since)s.") % facts
    before = [row for row in rows if row.starts_on <= day]
    if not before:
        return "" if appointed or not rows else _not_yet(facts, rows[0])
    if before[-1].ends_on is not None and before[-1].ends_on < day:
        facts |= {"what": before[-1].get_category_display(), "until": f"{before[-1].ends_on:%d/%m/%Y}"}
        return _("Pada %(day)s %(who)s tidak lagi bekerja (%(what)s sampai %(until)s).") % facts
    return ""


def _not_yet(values: dict[str, object], first: Employment) -> str:
    values |= {"since": f"{first.starts_on:%d/%m/%Y}"}
    return _("Pada %(day)s %(who)s belum tercatat bekerja (riwayat jabatan mulai %(since)s).") % values


def check_status(respondent: Respondent, day: dt.date) -> None:
    """Only staff of that day is examined as staff (Pasal 1 angka 6 PP 94/2021). Raises RuleViolation."""
    rows = employments_of([respondent]).get(respondent.employee_id or 0, [])
    if gap := status_gap(respondent.employee, rows, day):
        raise RuleViolation(
            _(
                "%(gap)s Perbuatan sebelum pengangkatan atau sesudah berhenti bukan perbuatan pegawai; "
                "perbaiki waktu kejadian atau riwayat jabatannya, atau selesaikan sebagai bukan pegawai."
            )
            % {"gap": gap}
        )


def check_same_status(respondent: Respondent, day: dt.date) -> None:
    """An act of another day belongs to the same path only if the status was the same. Raises RuleViolation."""
    check_status(respondent, day)
    job = respondent.employee.employment_on(day) if respondent.employee else None
    if job is not None and respondent.category and job.category != respondent.category:
        raise RuleViolation(
            _("Pada %(day)s ia berstatus %(then)s, bukan %(now)s. Catat perbuatan hari itu sebagai kasus tersendiri.")
            % {
                "day": f"{day:%d/%m/%Y}",
                "then": job.get_category_display(),
                "now": respondent.get_category_display(),
            }
        )
