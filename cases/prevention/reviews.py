"""Which reviews of early warnings an account may read: of agencies, of circulars, and of cases that are open to it."""

from collections import defaultdict
from collections.abc import Iterable

from cases.models import Case, Deadline, Respondent, User, WarningReview


def readable_by(user: User, reviews: Iterable[WarningReview]) -> list[WarningReview]:
    """The reviews without those of a case that is closed to the account, in their order."""
    given = list(reviews)
    keys: dict[str, set[str]] = defaultdict(set)
    for review in given:
        about, _colon, key = review.subject.partition(":")
        keys[about].add(key)
    paths = Respondent.objects.visible_to(user)
    of_cases = {
        "case": Case.objects.visible_to(user).filter(pk__in=keys["case"]),
        "path": paths.filter(pk__in=keys["path"]),
        "clock": Deadline.objects.filter(pk__in=keys["clock"], respondent__in=paths),
    }
    hidden = {
        f"{about}:{key}"
        for about, rows in of_cases.items()
        if keys[about]
        for key in keys[about] - {str(pk) for pk in rows.values_list("pk", flat=True)}
    }
    return [review for review in given if review.subject not in hidden]
