"""Reads the facts for decisions on people of one case: one SQL statement for each kind of fact, not for each person.

One person is a list of one.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TypeVar

from django.db.models import F, Prefetch, Q, QuerySet
from django.db.models.expressions import RawSQL

from cases.applicable_law.chargeable import PROVEN, levels
from cases.applicable_law.event_day import day_of_event
from cases.applicable_law.sanction_range import open_ranges
from cases.applicable_law.status_of_the_day import employments_of, job_on, status_gap
from cases.decisions import precedents
from cases.decisions.deliberation import Breach, Deliberation, Duty, Earlier, Late, Letter
from cases.decisions.other_bodies import other_bodies
from cases.decisions.precedents import Comparison
from cases.decisions.replies import open_replies
from cases.decisions.same_acts import Sameness, alike_cases
from cases.decisions.team_reading import team_gaps
from cases.models import (
    Allegation,
    Case,
    CaseLink,
    Circumstance,
    Deadline,
    Finding,
    FindingsReport,
    Hearing,
    PastSanction,
    Respondent,
    Sanction,
    Summons,
)
from lib.compiled_queries import about_people, of_the_day
from regulations.models import ClockStep, Power, Provision, Route, SanctionType, TimeLimit

Row = TypeVar("Row")
ByPerson = defaultdict[int, list[Row]]
People = Sequence[Respondent]


def deliberate(respondent: Respondent, *, on: dt.date) -> Deliberation:
    """Read the facts for one decision on the day ``on``."""
    (bearing,) = deliberate_all([respondent], on=on)
    return bearing


def deliberate_all(people: People, *, on: dt.date) -> list[Deliberation]:
    """Read the facts for decisions on the day ``on`` about people of one case, in the order of the people."""
    ranges, powers = _ranges(people), _powers(people, on)
    found, earlier, heard = _findings(people), earlier_sanctions(people, on), _heard(people)
    circumstances, gaps, duties = _circumstances(people), team_gaps(people, heard), _duties(people, heard)
    compared = _compared(people, found, earlier)
    advice, replies = _advised(_keys(people)), open_replies(people, on)
    bodies = other_bodies(people)
    jobs, day = employments_of(people), day_of_event(people[0].case)
    bearings = []
    for person in people:
        sanctions, measures = ranges[person.category, person.route]
        bearings.append(
            Deliberation(
                respondent=person,
                breaches=[Breach(finding, levels(finding)) for finding in found[person.pk]],
                sanctions=sanctions,
                measures=measures,
                powers=powers[person.category, person.route],
                earlier=earlier[person.pk],
                circumstances=circumstances[person.pk],
                heard=heard[person.pk],
                team=gaps[person.pk],
                duty=duties[person.pk],
                matches=compared[person.pk].matches,
                practice=compared[person.pk].practice,
                advice=next((kind for kind in sanctions if kind.pk == dict(advice).get(person.pk)), None),
                reply=replies.get(person.pk, ""),
                other_body=bodies.get(person.pk, ""),
                job=job_on(jobs[person.employee_id or 0], day),
                status_gap=status_gap(person.employee, jobs[person.employee_id or 0], day),
            )
        )
    return bearings


def _keys(people: People) -> list[int]:
    return [person.pk for person in people]


def _by_person(rows: Iterable[tuple[int, Row]]) -> ByPerson[Row]:
    found: ByPerson[Row] = defaultdict(list)
    for pk, row in rows:
        found[pk].append(row)
    return found


def _ranges(people: People) -> dict[tuple[str, str], tuple[list[SanctionType], list[SanctionType]]]:
    """By staff category and route: the possible sanctions, lightest first, and the possible measures."""
    split = {}
    for alike, kinds in open_ranges(people).items():
        sanctions = [kind for kind in kinds if kind.kind == SanctionType.Kind.SANCTION]
        sanctions.sort(key=lambda kind: (kind.severity_rank or 0, kind.name))
        split[alike] = sanctions, [kind for kind in kinds if kind.kind != SanctionType.Kind.SANCTION]
    return split


@of_the_day
def _imposing(category: str, route: str, on: dt.date, government: str, region: str) -> QuerySet[Power]:
    return Power.objects.imposing(category, route, on, government=government, region=region)


def _powers(people: People, on: dt.date) -> dict[tuple[str, str], list[Power]]:
    alike = {(person.category, person.route) for person in people}
    place = people[0].case.government
    return {(category, route): _imposing(category, route, on, place.tier, place.region) for category, route in alike}


def _findings(people: People) -> ByPerson[Finding]:
    rows = Finding.objects.filter(allegation__respondent__in=people).order_by("allegation_id")
    rules = Provision.objects.select_related("regulation").defer("regulation__search")  # few rules, many people
    found = rows.select_related("allegation").prefetch_related(Prefetch("allegation__provision", rules))
    return _by_person((finding.allegation.respondent_id, finding) for finding in found)


@about_people
def _hearings(paths: RawSQL) -> "QuerySet[Hearing, tuple[int, dt.datetime]]":
    rows = Hearing.objects.filter(respondent__in=paths).of_latest_round().attended()
    return rows.values_list("respondent_id", "held_at")


def _heard(people: People) -> ByPerson[dt.date]:
    """The days on which each person was examined since the path was last opened, in the agency's time zone."""
    local = {person.pk: person.agency.local_date for person in people}
    return _by_person((pk, local[pk](at)) for pk, at in _hearings(_keys(people)))


def earlier_sanctions(people: People, on: dt.date) -> ByPerson[Earlier]:
    """The standing sanctions of each person up to a day, newest first, without measures."""
    person: dict[int | None, int] = {person.employee_id: person.pk for person in people}
    employees = [person.employee_id for person in people if person.employee_id is not None]
    here, elsewhere = _imposed_here(people, employees, on), _known_from_siasn(employees, on)
    if not here and not elsewhere:
        return defaultdict(list)
    since, tied = _repeat_since(on), _same_event(people[0].case)
    codes = _broken([sanction.decision.respondent_id for sanction in here])
    moral = people[0].route == Route.ETHICS  # a moral sanction and a disciplinary one stand beside each other
    same = alike_cases(people, [sanction.decision.respondent for sanction in here])
    rows = [
        (
            person[path.employee_id],
            Earlier(
                kind=sanction.sanction_type,
                name=str(sanction),
                decided_on=sanction.decided_on,
                counts=sanction.decided_on >= since,
                codes=codes.get(path.pk, set()),
                is_same_act=sanction.is_moral == moral
                and (path.case_id in tied or same.get(path.case_id) == Sameness.SURE),
                may_be_same_act=sanction.is_moral == moral and path.case_id in same,
            ),
        )
        for sanction in here
        for path in [sanction.decision.respondent]
    ]
    rows += [(person[record.employee_id], _from_siasn(record, since)) for record in elsewhere]
    rows.sort(key=lambda row: row[1].decided_on, reverse=True)
    return _by_person(rows)


def _from_siasn(known: PastSanction, since: dt.date) -> Earlier:
    return Earlier(
        kind=known.sanction_type,
        name=str(known.sanction_type),
        decided_on=known.decided_on,
        counts=known.decided_on >= since,
        is_from_siasn=True,
    )


@about_people
def _imposed(employees: RawSQL) -> "QuerySet[Sanction, tuple[int, int, dt.date]]":
    rows = Sanction.objects.standing().filter(sanction_type__kind=SanctionType.Kind.SANCTION)
    own = rows.filter(decision__respondent__employee__in=employees)
    return own.values_list("pk", "decision__respondent_id", "decided_on")


def _imposed_here(people: People, employees: list[int], on: dt.date) -> list[Sanction]:
    paths = {person.pk for person in people}
    keys = [pk for pk, path, decided_on in _imposed(employees) if path not in paths and decided_on <= on]
    rows = Sanction.objects.select_related("sanction_type", "decision__respondent")
    return list(rows.filter(pk__in=keys)) if keys else []


@about_people
def _reported(employees: RawSQL) -> "QuerySet[PastSanction, tuple[int, dt.date]]":
    rows = PastSanction.objects.not_decided_here().filter(employee__in=employees)
    return rows.values_list("pk", "decided_on")


def _known_from_siasn(employees: list[int], on: dt.date) -> list[PastSanction]:
    """Sanctions from before this system or from another government; their provision is unknown."""
    keys = [pk for pk, decided_on in _reported(employees) if decided_on <= on]
    return list(PastSanction.objects.select_related("sanction_type").filter(pk__in=keys)) if keys else []


def _broken(paths: list[int]) -> dict[int, set[str]]:
    """The proven provisions, by path."""
    codes: dict[int, set[str]] = {}
    proven = Allegation.objects.filter(respondent__in=paths, finding__outcome__in=PROVEN, provision__isnull=False)
    for pk, code in proven.values_list("respondent", "provision__code"):
        codes.setdefault(pk, set()).add(code)
    return codes


def _same_event(case: Case) -> set[int]:
    """The cases linked to this one as the same event."""
    ties = CaseLink.objects.filter(Q(case=case) | Q(other=case), kind=CaseLink.Kind.SAME_EVENT)
    return {pk for pair in ties.values_list("case", "other") for pk in pair} - {case.pk}


def _repeat_since(on: dt.date) -> dt.date:
    """The first day from which an earlier sanction makes this one a repetition (an internal, dated rule)."""
    limit = TimeLimit.objects.in_force_for(ClockStep.COUNT_REPETITION, "", on)
    if limit is None or limit.amount is None:
        raise LookupError(f"no time limit in force for {ClockStep.COUNT_REPETITION} on {on}")
    year, month = divmod(on.year * 12 + on.month - 1 - limit.amount, 12)
    return dt.date(year, month + 1, min(on.day, 28))


@about_people
def _weighed(paths: RawSQL) -> "QuerySet[Circumstance, tuple[int, str, str]]":
    rows = Circumstance.objects.of_newest_reports().filter(report__respondent__in=paths)
    return rows.values_list("report__respondent_id", "weight", "text")


def _circumstances(people: People) -> ByPerson[Circumstance]:
    """Mitigating and aggravating circumstances of each person, from the newest report of findings."""
    return _by_person((pk, Circumstance(weight=weight, text=text)) for pk, weight, text in _weighed(_keys(people)))


@about_people
def _letters(paths: RawSQL) -> "QuerySet[Summons, tuple[int, dt.date, dt.date | None, str, str, dt.datetime]]":
    rows = Summons.objects.filter(respondent__in=paths, state=Summons.State.STANDING).of_latest_round()
    told = ("respondent_id", "letter_on", "received_on", "received_by", "receipt_method", "hearing_at")
    return rows.order_by("sequence").values_list(*told)


@about_people
def _late_duties(paths: RawSQL) -> "QuerySet[Deadline, tuple[int, str, dt.date, dt.date | None]]":
    rows = Deadline.objects.filter(respondent__in=paths, is_duty=True, met_on__gt=F("due_on"))
    return rows.values_list("respondent_id", "limit__label", "due_on", "met_on")


def _duties(people: People, heard: ByPerson[dt.date]) -> dict[int, Duty]:
    called = _by_person((pk, Letter(*told)) for pk, *told in _letters(_keys(people)))
    late = _by_person((pk, Late(*told)) for pk, *told in _late_duties(_keys(people)))
    return {
        person.pk: Duty(called[person.pk], next(iter(heard[person.pk]), None), late[person.pk]) for person in people
    }


@about_people
def _advised(paths: RawSQL) -> "QuerySet[FindingsReport, tuple[int, str | None]]":
    """The recommendations of the reports of findings, the newest last."""
    rows = FindingsReport.objects.filter(respondent__in=paths).order_by("submitted_on", "pk")
    return rows.values_list("respondent_id", "recommended_id")


def _compared(people: People, found: ByPerson[Finding], earlier: ByPerson[Earlier]) -> dict[int, Comparison]:
    """Similar closed cases for each person; one search for all people with the same criteria."""
    likeness = {
        person.pk: precedents.likeness_of(
            person, found[person.pk], is_repeat=any(sanction.counts for sanction in earlier[person.pk])
        )
        for person in people
    }
    known = {alike: precedents.compare(alike) for alike in set(likeness.values())}
    return {pk: known[alike] for pk, alike in likeness.items()}
