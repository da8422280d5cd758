"""How each kind of confirmed act is carried out: by its service, as the account that proposed it."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.core import serializers
from django.http import QueryDict
from django.utils.translation import gettext as _

from cases.casefile.act_table import ACTS
from cases.casefile.views import acts as pages
from cases.law_desk import rules as law
from cases.models import Act, Case, Disposal, PendingAct, Recusal, Respondent, User
from cases.procedure.refusals import RuleViolation
from cases.retention.destroying import destroy
from cases.two_people import recusals
from cases.web.forms.act_form import ActForm

Kind = PendingAct.Kind
Carrier = Callable[[PendingAct, dt.datetime], None]


def _recuse(pending: PendingAct, at: dt.datetime) -> None:
    sent, case = pending.payload, _case_of(pending)
    user = User.objects.select_related("agency").get(pk=sent["user"])
    recusals.recuse(
        case=case, actor=pending.proposed_by, at=at, on=_day(sent["on"]), user=user, reason=sent["reason"],
        is_statement=sent["is_statement"],
    )  # fmt: skip


def _lift(pending: PendingAct, at: dt.datetime) -> None:
    sent, case = pending.payload, _case_of(pending)
    recusal, on = Recusal.objects.get(pk=sent["recusal"]), _day(sent["on"])
    recusals.lift_recusal(case=case, actor=pending.proposed_by, at=at, on=on, recusal=recusal, reason=sent["reason"])


def _act_on_path(pending: PendingAct, at: dt.datetime) -> None:
    """The form of an act on a respondent, as it was sent and read on its day."""
    attempt, form = form_of(pending, at)
    if not form.is_valid():
        raise RuleViolation(_("Isian usulan ini tidak lagi sah; tolak, lalu minta diajukan lagi."))
    pages.carry_out(attempt, form)


def form_of(pending: PendingAct, at: dt.datetime) -> tuple[pages.Attempt, ActForm]:
    """The attempt at an act on a path, and its form as it was sent; days are read as on the day of the proposal."""
    sent = pending.payload
    respondent = Respondent.objects.select_related(*pages.PATH).get(pk=sent["respondent"])
    attempt = pages.Attempt(Act(sent["act"]), respondent.case, [respondent], pending.proposed_by, at)
    typed = QueryDict(sent["form"])
    form = ACTS[attempt.act][0](
        typed, respondents=[respondent], user=pending.proposed_by, now=pending.proposed_at, is_bulk=False,
        is_out_of_turn="turn_reason" in typed,
    )  # fmt: skip
    return attempt, form


def _case_of(pending: PendingAct) -> Case:
    return Case.objects.select_related("agency__government", "government").get(pending_acts=pending)


def _day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def _write_law(pending: PendingAct, at: dt.datetime) -> None:
    """A national row, as it was proposed; days off are sent again by whoever proposed them."""
    sent = pending.payload
    if "row" not in sent:
        return
    row: Any = next(serializers.deserialize("json", sent["row"])).object
    replaces = type(row)._default_manager.filter(pk=sent["replaces"]).first()
    law.add_version(actor=pending.proposed_by, at=at, row=row, replaces=replaces, reason=sent["reason"])


def _destroy(pending: PendingAct, at: dt.datetime) -> None:
    disposal = Disposal.objects.get(pk=pending.payload["disposal"])
    destroy(disposal=disposal, actor=pending.proposed_by, at=at)


# Kinds that are missing here are a permission: whoever proposed the act goes on by himself.
CARRIERS: dict[PendingAct.Kind, Carrier] = {
    Kind.RECUSAL: _recuse,
    Kind.LIFTING: _lift,
    Kind.DECISION: _act_on_path,
    Kind.DELIVERY: _act_on_path,
    Kind.RULING: _act_on_path,
    Kind.LAW: _write_law,
    Kind.DISPOSAL: _destroy,
}


def carry_out(pending: PendingAct, at: dt.datetime) -> bool:
    """Carry out a confirmed act, if its kind is carried out at once; whether it was."""
    carrier = CARRIERS.get(PendingAct.Kind(pending.kind))
    if carrier is not None:
        carrier(pending, at)
    return carrier is not None
