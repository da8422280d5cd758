"""Whether an earlier sanction was for the same act: nobody is sanctioned twice for one (Pasal 35 ayat (3) PP 94/2021).

Searched in all cases of the person: the same post, the same day, the same provision.
"""

import enum
from collections.abc import Sequence

from django.db.models import Q

from cases.applicable_law.event_day import known_event_days
from cases.models import Allegation, Post, Respondent


class Sameness(enum.Enum):
    """How far two cases of one person are about one act."""

    SURE = "same post and provision"
    LIKELY = "same post, or same day and provision"


def alike_cases(people: Sequence[Respondent], sanctioned: Sequence[Respondent]) -> dict[int, Sameness]:
    """Of the cases in which these people were sanctioned, those that may be about the act of this case."""
    if not sanctioned:
        return {}
    case, earlier = people[0].case, [path.case for path in sanctioned]
    posts, rules = _posts([case.pk, *(case.pk for case in earlier)]), _provisions([*people, *sanctioned])
    days = known_event_days([case, *earlier])
    mine = set().union(*(rules.get(path.pk, set()) for path in people))
    found = {}
    for path in sanctioned:
        same_post = bool(posts.get(case.pk, set()) & posts.get(path.case_id, set()))
        same_rule = bool(mine & rules.get(path.pk, set()))
        same_day = days[case.pk] is not None and days[case.pk] == days[path.case_id]
        if same_post and same_rule:
            found[path.case_id] = Sameness.SURE
        elif same_post or (same_day and same_rule):
            found[path.case_id] = Sameness.LIKELY
    return found


def _posts(cases: Sequence[int]) -> dict[int, set[str]]:
    """The posts of each case, by the key that is equal for all spellings of an address."""
    found: dict[int, set[str]] = {}
    rows = Post.objects.filter(~Q(key=""), incident__case__in=cases)
    for pk, key in rows.values_list("incident__case", "key"):
        found.setdefault(pk, set()).add(key)
    return found


def _provisions(paths: Sequence[Respondent]) -> dict[int, set[str]]:
    found: dict[int, set[str]] = {}
    rows = Allegation.objects.filter(respondent__in=paths, provision__isnull=False)
    for pk, code in rows.values_list("respondent", "provision__code"):
        found.setdefault(pk, set()).add(code)
    return found
