"""One employee at a time: a new one, or another post from a day on. Payrolls are imported by ``cases.people``."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from cases.models import Agency, Employee, Employment, Government, User
from cases.organisation.log import record_addition
from cases.people.moves import running_paths, tell_of_moves
from cases.procedure.refusals import NotAllowed, RuleViolation
from cases.procedure.rights import Right, require


@transaction.atomic
def add(*, government: Government, actor: User, person: dict[str, Any], post: dict[str, Any]) -> Employee:
    """A person with the first post. ``person``: name, nip, other_number, email; ``post``: fields of Employment.

    Raises NotAllowed.
    """
    _require(actor, government, post["agency"])
    employee = Employee.objects.create(government=government, **person)
    record_addition(actor, Employment.objects.create(employee=employee, **post))
    return employee


@transaction.atomic
def move(employee: Employee, *, actor: User, at: dt.datetime, post: dict[str, Any]) -> Employment:
    """Another post from its first day on; the post before ends the day before. Whoever handles a running case of the
    person hears of it.

    Raises NotAllowed, and RuleViolation for a day that lies in or before a recorded post.
    """
    _require(actor, employee.government, post["agency"])
    latest = employee.employments.select_for_update().order_by("starts_on").last()
    if latest is not None:
        taken = latest.ends_on or latest.starts_on
        if post["starts_on"] <= taken:
            raise RuleViolation(
                _("Riwayat jabatan sudah terisi sampai %(day)s; jabatan baru mulai sesudah hari itu.")
                % {"day": f"{taken:%d-%m-%Y}"}
            )
        if latest.ends_on is None:
            latest.ends_on = post["starts_on"] - dt.timedelta(days=1)
            latest.save(update_fields=["ends_on"])
    employment = Employment.objects.create(employee=employee, **post)
    record_addition(actor, employment)
    tell_of_moves(running_paths(employee), cause=f"post-{employment.pk}", at=at)
    return employment


def _require(actor: User, government: Government, agency: Agency) -> None:
    require(actor, Right.MANAGE_ORGANISATION)
    if actor.government_id != government.pk or agency.government_id != government.pk:
        raise NotAllowed(_("Pegawai dicatat oleh pemerintah daerahnya sendiri."))
