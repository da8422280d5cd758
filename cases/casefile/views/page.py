"""The context of the page of a case; the number of SQL statements does not depend on the number of respondents."""

import datetime as dt
from typing import Any

from django.db.models import Min, Prefetch, Q
from django.template.defaultfilters import date as date_words
from django.utils.translation import gettext as _

from cases.casefile import withdrawing
from cases.casefile.act_table import TOGETHER, acts_on_case
from cases.casefile.views.steps import Reader, acts_for, next_action, progress
from cases.models import (
    Act,
    AgencyHours,
    Allegation,
    AnswerClock,
    Case,
    CaseLink,
    CaseMerge,
    Deadline,
    Decision,
    Employment,
    EvidenceCopy,
    EvidenceItem,
    Hearing,
    ImposedDuty,
    Incident,
    IncidentDate,
    OutsideReport,
    Panel,
    PanelMember,
    Reporter,
    Respondent,
    RestorationStep,
    Sanction,
    Status,
    Summons,
    User,
    Witness,
)
from cases.procedure.rights import Right, may

UNFOLDED = 2  # up to this number of respondents their details are shown open

RECENT = 20
ABOUT_A_TEAM = {Act.REPLACE_MEMBER, Act.DECLARE_CONFLICT}
MIDNIGHT = dt.time()


def overview(case: Case, user: User, now: dt.datetime) -> dict[str, Any]:
    """The context of the page."""
    calendar = case.government.working_calendar(case.agency.six_day_week)
    reader = Reader(user, case.agency.local_date(now), calendar)
    respondents = list(_respondents(case))
    cards = [_card(respondent, reader) for respondent in respondents]
    for card in cards:
        card["is_open"] = len(cards) <= UNFOLDED
    together = [act for act in TOGETHER if sum(act in (card["primary"], *card["others"]) for card in cards) > 1]
    return {
        "case": case,
        "progress": progress(respondents),
        "next": next_action(case, respondents, reader),
        "cards": cards,
        "together": together,
        "case_acts": acts_on_case(user),
        "incidents": [_incident(incident) for incident in _incidents(case)],
        "reporters": list(Reporter.objects.readable_by(user).filter(_reported(case)).only("pk")),
        "evidence": _evidence(case, user),
        "deadlines": _deadlines(cards, reader),
        "instructions": list(case.instructions.select_related("to").annotate(due_on=Min("clocks__due_on"))),
        "outside_reports": _outside(case, reader),
        "statements": list(case.statements.all()),
        "regulations": list(case.regulations.select_related("regulation")),
        "links": _links(case, user),
        "merges": _merges(case, user),
        "recusals": list(case.recusals.select_related("user")),
        "escalations": list(case.escalations.all()),
        "fresh_until": withdrawing.until(case, user, now),
        "history": list(case.history.select_related("actor", "respondent__employee")[:RECENT]),
        "answer_act": Act.ANSWER_INSTRUCTION,
    }


def _outside(case: Case, reader: Reader) -> list[tuple[OutsideReport, dict[str, object] | None]]:
    """Letters to and from outside bodies, each with the day on which its answer is due."""
    first = AnswerClock.objects.running().filter(answers=None)
    rows = case.outside_reports.prefetch_related(Prefetch("clocks", first, to_attr="due"))
    return [(row, reader.due(row.due[0].due_on, statutory=row.due[0].statutory) if row.due else None) for row in rows]


def _evidence(case: Case, user: User) -> list[EvidenceItem]:
    """The evidence, each with the preview that this reader may see."""
    previews = EvidenceCopy.objects.filter(kind=EvidenceCopy.Kind.PREVIEW)
    if not may(user, Right.OPEN_RESTRICTED_EVIDENCE):
        previews = previews.filter(Q(item__restriction=None) | Q(item__added_by=user))
    return list(case.evidence.prefetch_related(Prefetch("copies", previews, to_attr="shown"), "requests"))


def _respondents(case: Case) -> Any:
    jobs = Employment.objects.select_related("agency").order_by("-starts_on")
    sanctions = Sanction.objects.select_related("sanction_type")
    decisions = Decision.objects.select_related("delivery", "remedy_limit", "replaces").prefetch_related(
        Prefetch("sanctions", sanctions),
        "remedies",
        "dispatches",
        Prefetch("restorations", RestorationStep.objects.select_related("owner")),
    )
    members = PanelMember.objects.select_related("replaces").prefetch_related("declarations")
    unfinished = Deadline.objects.unfinished().select_related("limit")
    return case.respondents.select_related("employee", "agency", "group").prefetch_related(
        "group__identified",
        Prefetch("employee__employments", jobs),
        Prefetch("allegations", Allegation.objects.select_related("provision__regulation", "finding")),
        "allegations__finding__evidence",
        Prefetch("panels", Panel.objects.standing().prefetch_related(Prefetch("members", members))),
        "identity_notes",
        "corrections",
        "clarifications",
        Prefetch("summonses", Summons.objects.select_related("examiner", "receipt_evidence")),
        Prefetch("hearings", Hearing.objects.select_related("held_by")),
        Prefetch("witnesses", Witness.objects.select_related("employee")),
        "findings_reports__recommended",
        "findings_reports__circumstances",
        Prefetch("decisions", decisions),
        Prefetch("deadlines", unfinished),
        "holds",
        "facts",
        "interim_measures",
        Prefetch("duties", ImposedDuty.objects.select_related("kind")),
    )


def _card(respondent: Respondent, reader: Reader) -> dict[str, Any]:
    """One respondent: data at the time of the event and now, what is due, and what the reader may do."""
    primary, others = acts_for(respondent, reader.user)
    panel = next(iter(respondent.panels.all()), None)
    reported = respondent.status == Status.FINDINGS  # then another team may examine again
    needless = ABOUT_A_TEAM if panel is None else set() if reported else {Act.FORM_PANEL}
    others = [act for act in others if act not in needless]
    hold = next((hold for hold in respondent.holds.all() if not hold.is_finished), None)
    jobs = list(respondent.employee.employments.all()) if respondent.employee else []
    now = next((job for job in jobs if job.starts_on <= reader.today), None)
    moved = now is not None and (now.agency_id, now.category, now.post) != (
        respondent.agency_id,
        respondent.category,
        respondent.post,
    )
    clock = min(respondent.deadlines.all(), key=lambda clock: (clock.due_on, clock.pk), default=None)
    paused = hold.owner if hold and clock is not None and clock.paused_on else ""
    standing = next((decision for decision in respondent.decisions.all() if decision.is_standing), None)
    return {
        "respondent": respondent,
        "sanction": ", ".join(str(sanction) for sanction in standing.sanctions.all()) if standing else "",
        "panel": panel,
        "group": getattr(respondent, "group", None),
        "now": now if moved else None,
        "primary": primary,
        "others": others,
        "hold": hold,
        "duties": [duty for duty in respondent.duties.all() if not duty.is_finished],
        "due": reader.due(clock.due_on, statutory=clock.statutory, paused=paused) if clock else None,
        "is_late": any(deadline.is_overdue(reader.today) for deadline in respondent.deadlines.all()),
    }


def _deadlines(cards: list[dict[str, Any]], reader: Reader) -> list[tuple[Deadline, Respondent, dict[str, object]]]:
    """Every unfinished clock, ordered by due date; a paused one names whom it waits for."""
    found = []
    for card in cards:
        for clock in card["respondent"].deadlines.all():
            paused = card["hold"].owner if clock.paused_on and card["hold"] else ""
            text = reader.due(clock.due_on, statutory=clock.statutory, paused=paused)
            found.append((clock, card["respondent"], text))
    return sorted(found, key=lambda row: (row[0].due_on, row[0].pk))


def _incidents(case: Case) -> Any:
    return case.incidents.select_related("agency__government", "recorded_by").prefetch_related(
        "posts", "dates", "hours_claims"
    )


def _reported(case: Case) -> Q:
    """Whether an incident of the case has a reporter or complainant. Their identity is not read here."""
    return Q(incident__case=case) | Q(outside_report__case=case)


def _incident(incident: Incident) -> dict[str, Any]:
    dates = {date.kind: date for date in incident.dates.all()}
    claims = [
        (claim, AgencyHours.objects.verdict(incident.agency, claim.claimed_at) if claim.claimed_at else None)
        for claim in incident.hours_claims.all()
    ]
    return {
        "incident": incident,
        "dates": [(kind.label, in_words(dates.get(kind), incident), dates.get(kind)) for kind in IncidentDate.Kind],
        "claims": claims,
        "differ": len({verdict.verdict if verdict else claim.within_hours for claim, verdict in claims}) > 1,
    }


def in_words(date: IncidentDate | None, incident: Incident) -> str:
    """A date with its precision: exact, a day, about, between, before, or unknown."""
    if date is None:
        return _("belum diketahui")
    zone = incident.agency.zone
    first, last = (moment and moment.astimezone(zone) for moment in (date.earliest_at, date.latest_at))
    known = first or last
    if known is None:
        return _("belum diketahui")
    if date.precision != IncidentDate.Precision.BOUNDS:
        exact = date.precision == IncidentDate.Precision.TIME
        text = date_words(known.replace(tzinfo=None), "l, j F Y H.i" if exact else "l, j F Y")
        text += f" {known.tzname()}" if exact else ""
        return _("sekitar %(day)s") % {"day": text} if date.precision == IncidentDate.Precision.ESTIMATE else text
    if first and last:
        return _("antara %(first)s dan %(last)s") % {"first": _day(first), "last": _day(last)}
    if last:
        sentence = (
            _("belum diketahui, sebelum %(day)s")
            if last.time() == MIDNIGHT
            else _("belum diketahui, paling akhir %(day)s")
        )
        return sentence % {"day": _day(last)}
    return _("belum diketahui, paling awal %(day)s") % {"day": _day(known)}


def _day(moment: dt.datetime) -> str:
    return date_words(moment.date(), "j M Y")


def _links(case: Case, user: User) -> list[tuple[str, Case]]:
    """Linked cases in both directions, only those that the account may read."""
    ties = CaseLink.objects.filter(Q(case=case) | Q(other=case)).order_by("pk")
    links = [(link, link.other_id if link.case_id == case.pk else link.case_id) for link in ties]
    known = Case.objects.visible_to(user).in_bulk([pk for _link, pk in links])
    return [(link.get_kind_display(), known[pk]) for link, pk in links if pk in known]


def _merges(case: Case, user: User) -> list[tuple[bool, Case]]:
    """Merges of the case: True for one into another case, False for one into this case; only what the account may
    read."""
    rows = CaseMerge.objects.standing().filter(Q(absorbed=case) | Q(kept=case))
    ends = [
        (row.absorbed_id == case.pk, row.kept_id if row.absorbed_id == case.pk else row.absorbed_id) for row in rows
    ]
    known = Case.objects.visible_to(user).in_bulk([pk for _leaves, pk in ends]) if ends else {}
    return [(leaves, known[pk]) for leaves, pk in ends if pk in known]
