"""A move while a case runs: it is recorded, and whoever handles the case hears of it (PerBKN 6/2022)."""

import datetime as dt

from django.db.models import QuerySet

from cases.messages.outbox import notify
from cases.messages.wording import texts_of
from cases.models import Employee, Notification, Respondent, Role
from cases.models.casefile.respondent import RespondentQuerySet
from cases.procedure.accounts import accounts_of
from cases.procedure.table import NO_MOVE, NOT_YET_IN_FORCE


def running_paths(employee: Employee) -> RespondentQuerySet:
    """The paths of somebody whose decision is not in force yet."""
    paths = Respondent.objects.filter(employee=employee, status__in=NOT_YET_IN_FORCE)
    return paths.select_related("case__agency", "employee")


def tell_of_moves(paths: "QuerySet[Respondent]", *, cause: object, at: dt.datetime) -> None:
    """``cause``: what recorded the move, so that it is told once."""
    for path in paths:
        subject, body = texts_of("moved_while_examined", number=path.case.number, basis=NO_MOVE)
        notify(
            case=path.case, kind=Notification.Kind.TASK, cause=f"moved:{path.pk}:{cause}",
            recipients=[*accounts_of(path.case, Role.HR_OFFICER), *accounts_of(path.case, Role.BKPSDM)],
            subject=subject, body=body, at=at,
        )  # fmt: skip
