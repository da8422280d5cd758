"""Sanctions in similar cases. Every closed path is kept for comparison; the comparison is shown and never binding.

Similar: the same government, staff category and route, and the same provision or at least the same regulation. Order:
provision, regulation, impact, repetition, then the newest (decision 32).
"""

import dataclasses
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import islice

from django.db import transaction
from django.utils.translation import gettext as _

from cases.applicable_law.chargeable import PROVEN, levels
from cases.models import Case, ClosingReason, Finding, Likeness, Precedent, Respondent, Sanction, Status, User
from regulations.models import SanctionType, Severity

MOST_SIMILAR = 10
ENOUGH = 3  # fewer similar cases are no practice
CHUNK = 1000
COMPARED = {"status": Status.CLOSED, "closing_reason": ClosingReason.SANCTION_SERVED}


@dataclasses.dataclass(frozen=True)
class Match:
    """A closed case and what it has in common with the one to be decided."""

    precedent: Precedent
    shared: tuple[str, ...]
    is_similar: bool


def gravest(findings: Iterable[Finding]) -> Finding | None:
    """The proven breach with the gravest level: only one sanction follows from all (Pasal 35 PP 94/2021)."""
    order = list(Severity)
    proven = [finding for finding in findings if finding.outcome in PROVEN]
    return max(
        proven,
        key=lambda finding: max((order.index(Severity(level)) for level in levels(finding)), default=-1),
        default=None,
    )


def likeness_of(respondent: Respondent, findings: Iterable[Finding], *, is_repeat: bool) -> Likeness:
    """The criteria of a path: on the day of the event, by its gravest proven breach."""
    finding = gravest(findings)
    provision = finding.allegation.provision if finding else None
    return Likeness(
        government=respondent.case.government_id,
        category=respondent.category,
        route=respondent.route,
        provision=provision.code if provision else "",
        family=provision.regulation_id if provision else "",
        impact=finding.impact if finding else "",
        is_repeat=is_repeat,
    )


def _match(precedent: Precedent, likeness: Likeness) -> Match:
    same_rule = bool(likeness.provision) and precedent.provision == likeness.provision
    same_family = bool(likeness.family) and precedent.family == likeness.family
    shared = {
        _("pasal sama"): same_rule,
        _("peraturan sama"): same_family and not same_rule,
        _("dampak sama"): bool(likeness.impact) and precedent.impact == likeness.impact,
        _("sama-sama berulang"): likeness.is_repeat and precedent.is_repeat,
    }
    return Match(precedent, tuple(words for words, holds in shared.items() if holds), same_rule or same_family)


@dataclasses.dataclass(frozen=True)
class Practice:
    """The sanction of most similar cases; empty when there is no majority."""

    level: str = ""
    at_level: str = ""  # in words
    code: str = ""
    with_sanction: str = ""  # in words

    def __str__(self) -> str:
        return self.with_sanction or self.at_level


@dataclasses.dataclass(frozen=True)
class Comparison:
    """The most similar closed cases, and the sanction of most of them."""

    matches: list[Match]
    practice: Practice


@dataclasses.dataclass(frozen=True)
class Line:
    """One line of the list of similar cases: the people of one case who got the same sanction, and what they share.

    ``number`` of the case: empty where the reader may not open it.
    """

    match: Match
    number: str
    people: int


def lines_for(found: Sequence[Match], user: User) -> list[Line]:
    """The matches as a reader sees them: a case whose people got the same sanction stands once."""
    known = Case.objects.visible_to(user).filter(pk__in={match.precedent.case_id for match in found})
    numbers = dict(known.values_list("pk", "number"))
    alike = Counter(_place(match) for match in found)
    first = {_place(match): match for match in reversed(found)}
    return [Line(first[place], numbers.get(place[0], ""), people) for place, people in alike.items()]


def _place(match: Match) -> tuple[int, str, tuple[str, ...]]:
    return match.precedent.case_id, match.precedent.sanction_code, match.shared


def compare(likeness: Likeness) -> Comparison:
    """Compare with the most similar closed cases, at most ten."""
    found = [_match(precedent, likeness) for precedent in Precedent.objects.nearest(likeness, MOST_SIMILAR)]
    return Comparison(found, practice(found))


def practice(found: Sequence[Match]) -> Practice:
    """The sanction of most similar cases; fewer than three cases are not a practice."""
    similar = [match.precedent for match in found if match.is_similar]
    if len(similar) < ENOUGH:
        return Practice()
    level, at_level = _most([precedent.severity for precedent in similar])
    code, with_code = _most([precedent.sanction_code for precedent in similar])
    name = next((precedent.sanction_name for precedent in similar if precedent.sanction_code == code), "")
    facts = {"all": len(similar), "level": Severity(level).label if level else "", "name": name}
    by_level = _("%(n)d dari %(all)d kasus serupa dijatuhi tingkat %(level)s.")
    by_sanction = _("%(n)d dari %(all)d kasus serupa dijatuhi “%(name)s”.")
    return Practice(
        level=level,
        at_level=by_level % {**facts, "n": at_level} if level else "",
        code=code,
        with_sanction=by_sanction % {**facts, "n": with_code} if code else "",
    )


def departure(known: Practice, kind: SanctionType) -> str:
    """How a sanction departs from the practice, as a sentence; empty if it does not."""
    if known.level and known.level != kind.severity:
        return known.at_level
    return known.with_sanction if known.code and known.code != kind.code else ""


def _most(values: Sequence[str]) -> tuple[str, int]:
    """The value of more than half of them with its number; empty if there is none."""
    value, n = Counter(values).most_common(1)[0]
    return (value, n) if 2 * n > len(values) else ("", 0)


def keep(*paths: Respondent) -> None:
    """Write the precedents of closed paths with served sanctions."""
    Precedent.objects.bulk_create(_rows(paths))


def forget(respondent: Respondent) -> None:
    """Delete the precedent of a path that was reopened, or whose decision was annulled."""
    Precedent.objects.filter(respondent=respondent).delete()


def differences() -> list[int]:
    """The paths whose row is missing, superfluous, or different from a recomputation; empty if all is right.

    In chunks of at most a thousand paths.
    """
    closed = Respondent.objects.filter(**COMPARED)
    paths, wrong, right = closed.order_by("pk").iterator(chunk_size=CHUNK), [], 0
    while chunk := list(islice(paths, CHUNK)):
        kept = Precedent.objects.in_bulk([path.pk for path in chunk])
        read = {row.pk: row for row in _rows(chunk)}
        wrong += [pk for pk in kept.keys() | read.keys() if _values(kept.get(pk)) != _values(read.get(pk))]
        right += len(kept)
    if Precedent.objects.count() != right:
        wrong += Precedent.objects.exclude(respondent__in=closed).values_list("pk", flat=True)
    return sorted(wrong)


def mend() -> int:
    """Correct every row that differs from a recomputation: for paths closed before rows existed, and after a check
    found some. Returns their number; a second run changes nothing."""
    wrong = differences()
    for start in range(0, len(wrong), CHUNK):
        _mend(wrong[start : start + CHUNK])
    return len(wrong)


@transaction.atomic
def _mend(pks: list[int]) -> None:
    """Locks the paths, so that a simultaneous closing or reopening happens before or after."""
    paths = Respondent.objects.filter(pk__in=pks).order_by("pk").select_for_update(of=("self",), no_key=True)
    closed = [path for path in paths if all(getattr(path, name) == value for name, value in COMPARED.items())]
    Precedent.objects.filter(pk__in=pks).delete()
    Precedent.objects.bulk_create(_rows(closed))


def _values(row: Precedent | None) -> list[object] | None:
    return [getattr(row, field.attname) for field in Precedent._meta.concrete_fields] if row else None


def _rows(paths: Sequence[Respondent]) -> "Iterable[Precedent]":
    """The rows of closed paths, recomputed from findings and decisions."""
    standing = Sanction.objects.standing().filter(sanction_type__kind=SanctionType.Kind.SANCTION)
    of_paths = standing.filter(decision__respondent__in=paths).select_related("decision")
    sanctions = {of_path.decision.respondent_id: of_path for of_path in of_paths}
    answers = Finding.objects.select_related("allegation__provision").order_by("allegation_id")
    findings: dict[int, list[Finding]] = {pk: [] for pk in sanctions}
    for finding in answers.filter(allegation__respondent__in=sanctions):
        findings[finding.allegation.respondent_id].append(finding)
    for respondent in Respondent.objects.filter(pk__in=sanctions).select_related("case"):
        sanction = sanctions[respondent.pk]
        words = dataclasses.asdict(likeness_of(respondent, findings[respondent.pk], is_repeat=sanction.is_repeat))
        yield Precedent(
            respondent=respondent, case=respondent.case, government_id=words.pop("government"), **words,
            sanction_type_id=sanction.sanction_type_id, severity=sanction.severity, closed_on=respondent.status_on,
        )  # fmt: skip
