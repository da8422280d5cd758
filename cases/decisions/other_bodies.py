"""What the handling of the same act by another body means for a decision here.

Nobody is sanctioned twice for one act (Pasal 35 ayat (3) PP 94/2021): whoever does not lead waits, and does not impose
what the other one has imposed. A moral sanction and a disciplinary one stand beside each other (Pasal 15 PP 42/2004).
"""

from collections.abc import Sequence
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext as _

from cases.models import Decision, JointHandling, Respondent, Status
from lib.compiled_queries import about_people
from regulations.models import Route

SIDE = ("pk", "status", "route", "case__number", "case__government__name")


def other_bodies(people: Sequence[Respondent]) -> dict[int, str]:
    """By path: why its decision waits for another body, or is barred by what that body decided."""
    found: dict[int, str] = {}
    keys = {each.pk for each in people}
    for leads, ours_decided, theirs_decided, *sides in _joint(list(keys)):
        ours, theirs = sides[: len(SIDE)], sides[len(SIDE) :]
        if ours[0] in keys:
            found[ours[0]] = _words(ours, theirs, leads=leads == JointHandling.Lead.OURS, decided=theirs_decided)
        if theirs[0] in keys:
            found[theirs[0]] = _words(theirs, ours, leads=leads == JointHandling.Lead.THEIRS, decided=ours_decided)
    return found


@about_people
def _joint(paths: RawSQL) -> "QuerySet[JointHandling, tuple[Any, ...]]":
    rows = JointHandling.objects.running().filter(Q(ours__in=paths) | Q(theirs__in=paths))
    rows = rows.annotate(ours_decided=Exists(_standing("ours")), theirs_decided=Exists(_standing("theirs")))
    sides = [f"{side}__{field}" for side in ("ours", "theirs") for field in SIDE]
    return rows.values_list("leads", "ours_decided", "theirs_decided", *sides)


def _standing(side: str) -> QuerySet[Decision]:
    return Decision.objects.standing().filter(respondent=OuterRef(side))


def _words(own: Sequence[str], other: Sequence[str], *, leads: bool, decided: bool) -> str:
    _pk, status, route, number, body = other
    facts = {"body": body, "number": number}
    if decided and (route == Route.ETHICS) == (own[2] == Route.ETHICS):
        return _("Perbuatan ini sudah diputus %(body)s (%(number)s).") % facts
    if not leads and not decided and status != Status.CLOSED:
        return _("%(body)s memimpin penanganan ini (%(number)s); putusannya ditunggu.") % facts
    return ""
