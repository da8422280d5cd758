"""The stage of a case and its next act: for whom, by whom, until when, on what legal basis."""

import dataclasses
import datetime as dt
from collections import Counter
from typing import Any, cast

from django.template.defaultfilters import date as date_words
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.casefile.act_table import TOGETHER
from cases.models import Act, Case, ClosingReason, Respondent, Role, Status, User
from cases.models.casefile.respondent import LEFT_BEFORE
from cases.procedure.offers import offered
from cases.procedure.table import BEFORE_ROUTE, next_step
from cases.procedure.transition import Transition
from cases.web.due_words import due
from regulations.calendar import WorkingCalendar
from regulations.models import Route

STAGES = (
    (gettext_lazy("Laporan"), {Status.REPORTED}),
    (gettext_lazy("Klarifikasi"), {Status.CLARIFICATION, Status.CLARIFIED}),
    (gettext_lazy("Pembinaan"), {Status.COACHING}),
    (gettext_lazy("Pemanggilan"), {Status.ROUTED, Status.SUMMONED, Status.ABSENT}),
    (gettext_lazy("Pemeriksaan"), {Status.HEARD}),
    (gettext_lazy("Hasil"), {Status.FINDINGS}),
    (gettext_lazy("Keputusan"), {Status.DECIDED}),
    (gettext_lazy("Penyampaian"), {Status.DELIVERED, Status.CONTESTED}),
    (gettext_lazy("Pelaksanaan"), {Status.IN_FORCE}),
    (gettext_lazy("Selesai"), {Status.CLOSED}),
)
ALWAYS = {Status.REPORTED, Status.CLARIFICATION, Status.CLOSED}


@dataclasses.dataclass(frozen=True)
class Reader:
    """The account that reads the page, with the day and the calendar."""

    user: User
    today: dt.date
    calendar: WorkingCalendar

    def due(self, day: dt.date | None, **more: Any) -> dict[str, object]:
        return due(day, today=self.today, calendar=self.calendar, **more)


def acts_for(respondent: Respondent, user: User) -> tuple[Act | None, list[Act]]:
    """The next act for this person if it is the turn of the account, and the other acts that it may take, among them
    the next one out of turn."""
    acts = offered(respondent, user.role)
    step = next_step(respondent.status, respondent.route, called_in_vain=respondent.was_called_in_vain)
    following = step.act if step else None
    if respondent.is_held:
        following = Act.RESUME
    elif not respondent.is_identified and respondent.status in BEFORE_ROUTE:
        following = Act.IDENTIFY  # the person is identified before any other act
    is_turn = respondent.is_held or respondent.turn == user.role
    primary = following if following in acts and is_turn else None
    return primary, [act for act in acts if act != primary]


def slowest(respondents: list[Respondent]) -> Respondent | None:
    """The slowest path: the earliest open stage; paths on hold come last."""
    unfinished = [respondent for respondent in respondents if respondent.status != Status.CLOSED]
    return min(unfinished, key=lambda path: (Status(path.status).rank, path.is_held, path.pk), default=None)


def progress(respondents: list[Respondent]) -> dict[str, object]:
    """The stages of the slowest path that apply to it, and how many people are in each stage."""
    path = slowest(respondents) or (respondents[0] if respondents else None)
    status, route = (Status(path.status), path.route) if path else (Status.REPORTED, "")
    left = path is not None and path.closing_reason in LEFT_BEFORE - {ClosingReason.COACHED}
    steps, state = [], "done"
    for label, statuses in STAGES:
        # A path that closed early has not passed the stages between, so these are not shown as done.
        if not _applies(statuses, route) or (left and not statuses & {Status.REPORTED, Status.CLOSED}):
            continue
        here = status in statuses
        state = "current" if here else ("todo" if state in ("current", "todo") else "done")
        steps.append({"label": label, "state": state})
    counts = Counter(Status(respondent.status) for respondent in respondents)
    spread = " · ".join(
        f"{n} {status.label.lower()}" for status, n in sorted(counts.items(), key=lambda it: it[0].rank)
    )
    return {"steps": steps, "spread": spread if len(respondents) > 1 else ""}


def _applies(statuses: set[Status], route: str) -> bool:
    if statuses & ALWAYS:
        return True
    if route == Route.COACHING:
        return Status.COACHING in statuses
    return route != Route.NO_ACTION and Status.COACHING not in statuses


def next_action(case: Case, respondents: list[Respondent], reader: Reader) -> dict[str, object]:
    """The context of the panel with the next act: every name is set, empty if it does not apply."""
    panel: dict[str, object] = {
        "verb": "",
        "url": "",
        "button": "",
        "owner": "",
        "deadline": None,
        "basis": "",
        "waiting": "",
        "links": [],
    }
    path = slowest(respondents)
    if path is None:
        return panel | (
            _nobody_yet(case) if not respondents else {"verb": _("Tidak ada tindakan. Semua jalur selesai.")}
        )
    # an open path always has a next act
    step = cast("Transition", next_step(path.status, path.route, called_in_vain=path.was_called_in_vain))
    is_nameless = not path.is_identified and path.status in BEFORE_ROUTE
    act = Act.IDENTIFY if is_nameless else step.act
    alike = [respondent for respondent in respondents if _place(respondent) == _place(path)]
    panel |= {
        "verb": f"{act.prompt} – {_whom(alike)}",
        "owner": Role(path.turn).label if path.turn else "",
        "basis": str(step.basis),
        "deadline": reader.due(path.due_on, statutory=_is_statutory(path)) if path.due_on else None,
        "links": [(_("Perhitungan tenggat"), reverse("deadline", args=[clock.pk])) for clock in _clocks(path)[:1]],
    }
    if path.is_held:
        return panel | {"waiting": _held(path), "deadline": None}
    if path.status == Status.DELIVERED:
        return panel | {"verb": _("Menunggu hari berlaku – %(whom)s") % {"whom": _whom(alike)}, "waiting": _until(path)}
    if path.turn != reader.user.role or act not in offered(path, reader.user.role):
        facts = {"who": Role(path.turn).label, "since": date_words(path.status_on, "j F Y")}
        return panel | {"waiting": _("Menunggu %(who)s. Tahap ini sejak %(since)s.") % facts}
    return panel | {"url": _address(case, alike, act), "button": act.prompt}


def _nobody_yet(case: Case) -> dict[str, object]:
    url = reverse("case-act", args=[case.number, Act.ADD_RESPONDENT])
    return {
        "verb": _("Tambahkan terlapor, atau ciri-cirinya bila belum dikenal"),
        "url": url,
        "button": Act.ADD_RESPONDENT.label,
    }


def _place(path: Respondent) -> tuple[object, ...]:
    return path.status, path.route, path.is_held, path.is_identified


def _whom(alike: list[Respondent]) -> str:
    return str(alike[0]) if len(alike) == 1 else _("%(n)d orang") % {"n": len(alike)}


def _address(case: Case, alike: list[Respondent], act: Act) -> str:
    if len(alike) > 1 and act in TOGETHER:
        return reverse("case-act", args=[case.number, act])
    return reverse("respondent-act", args=[alike[0].pk, act])


def _clocks(path: Respondent) -> list[Any]:
    """The running clocks of a path with a duty, ordered by due date; ``overview`` has prefetched them."""
    return [clock for clock in path.deadlines.all() if clock.is_duty and clock.paused_on is None]


def _is_statutory(path: Respondent) -> bool | None:
    return next((clock.statutory for clock in _clocks(path) if clock.due_on == path.due_on), None)


def _held(path: Respondent) -> str:
    hold = next((hold for hold in path.holds.all() if not hold.is_finished), None)
    if hold is None:
        return ""
    return _("%(reason)s. Ditunggu dari %(owner)s, ditinjau lagi %(day)s.") % {
        "owner": hold.owner,
        "reason": hold.reason.rstrip("."),
        "day": date_words(hold.due_on, "j F Y"),
    }


def _until(path: Respondent) -> str:
    decision = next((decision for decision in path.decisions.all() if decision.is_standing), None)
    if decision is None or decision.effective_on is None:
        return ""
    return _("Berlaku %(day)s bila tidak ada keberatan atau banding.") % {
        "day": date_words(decision.effective_on, "l, j F Y")
    }
