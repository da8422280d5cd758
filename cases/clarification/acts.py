"""Clarification and the choice of the route: internal steps before an examination."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from cases.applicable_law.event_day import day_of_event
from cases.applicable_law.status_of_the_day import check_status
from cases.models import Act, Clarification, ClosingReason, Respondent, User
from cases.procedure import workflow
from cases.procedure.refusals import Mend, RuleViolation
from cases.procedure.table import EXAMINED
from regulations.models import Route, SanctionType


@transaction.atomic
def request_clarification(
    *,
    respondent: Respondent,
    actor: User,
    at: dt.datetime,
    on: dt.date,
    channel: str,
    question: str = "",
    version: int | None = None,
) -> Clarification:
    """Ask the person, through their agency, what happened; starts the internal clock (working days)."""
    respondent = workflow.advance(respondent, Act.REQUEST_CLARIFICATION, actor=actor, at=at, on=on, version=version)
    if not respondent.is_identified:
        raise RuleViolation(
            _("Kenali dulu siapa orangnya sebelum meminta klarifikasi."), mend=Mend.by(Act.IDENTIFY, respondent)
        )
    if channel == Clarification.Channel.LETTER and not respondent.is_confirmed:
        raise RuleViolation(
            _("Pastikan dulu identitasnya, atau tanyakan lewat telepon atau tatap muka."),
            mend=Mend.by(Act.CONFIRM_IDENTITY, respondent),
        )
    return Clarification.objects.create(respondent=respondent, channel=channel, question=question, requested_on=on)


@transaction.atomic
def record_clarification(
    *,
    respondent: Respondent,
    actor: User | None,
    at: dt.datetime,
    on: dt.date,
    answer: str,
    note: str = "",
    version: int | None = None,
) -> Clarification:
    """Record the answer and stop the internal clock.

    An apology in the answer is recorded but does not end the path. ``actor`` None: the person answered on their own
    page; ``note`` says so in the history.
    """
    respondent = workflow.advance(
        respondent, Act.RECORD_CLARIFICATION, actor=actor, at=at, on=on, version=version, note=note
    )
    clarification = respondent.clarifications.get(answered_on__isnull=True)
    clarification.answered_on, clarification.answer = on, answer
    clarification.save(update_fields=["answered_on", "answer"])
    return clarification


@transaction.atomic
def choose_route(
    *,
    respondent: Respondent,
    actor: User,
    at: dt.datetime,
    on: dt.date,
    route: Route,
    reason: str,
    version: int | None = None,
) -> Respondent:
    """Choose ethics, discipline, contract, coaching or no action.

    The category at the time of the event determines the possible routes. Raises RuleViolation.
    """
    closing = ClosingReason.NO_ACTION if route == Route.NO_ACTION else None
    respondent = workflow.advance(
        respondent, Act.CHOOSE_ROUTE, actor=actor, at=at, on=on, version=version,
        route=route, closing_reason=closing, note=reason,
    )  # fmt: skip
    _check_open(respondent, route)
    unanswered = respondent.clarifications.filter(answered_on__isnull=True)
    unanswered.update(answered_on=on, answer=_("(tidak dijawab; jalur sudah ditentukan)"))
    return respondent


def _check_open(respondent: Respondent, route: Route) -> None:
    """Require an identified person, and a route with sanctions for the category of that day."""
    if route in EXAMINED and not respondent.is_identified:
        raise RuleViolation(
            _("Kenali dulu siapa orangnya sebelum menentukan jalur pemeriksaan."),
            mend=Mend.by(Act.IDENTIFY, respondent),
        )
    if route in EXAMINED:
        check_status(respondent, day_of_event(respondent.case))
    if route not in open_routes(respondent):
        raise RuleViolation(
            _("Jalur %(route)s tidak berlaku bagi %(category)s pada tanggal kejadian.")
            % {"route": route.label, "category": respondent.get_category_display()}
        )


def open_routes(respondent: Respondent) -> list[Route]:
    """The possible routes for a category on the day of the event.

    Those for which the law has sanctions, and the two routes without sanctions.
    """
    on, region = day_of_event(respondent.case), respondent.case.government.region
    known = [
        route
        for route in Route
        if route in EXAMINED
        and SanctionType.objects.open_to(category=respondent.category, route=route, on=on, region=region).exists()
    ]
    return [*(known if respondent.category else []), Route.COACHING, Route.NO_ACTION]
