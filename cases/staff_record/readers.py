"""Who may see by whom the data of a person were read."""

from cases.models import Employee, User
from cases.procedure.rights import Right, may
from cases.staff_record.clearance import is_closed_to


def sees_readers(user: User, person: Employee) -> bool:
    """Supervisors and administrators without a conflict of interest; never the person, who has a page of their own."""
    supervises = may(user, Right.SEE_READERS) or may(user, Right.AUDIT_READING)
    return supervises and user.employee_id != person.pk and not is_closed_to(user, person)
