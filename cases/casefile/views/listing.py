"""The list of cases."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.casefile import kept_searches
from cases.casefile.filters import KEY, LEFT_OUT, OPENED, CaseFilter
from cases.models import Case, User
from cases.web.account_limits import costly
from cases.web.due_words import due
from cases.web.paging import SHORT_PAGE, keyset
from cases.web.reading import note_list
from cases.web.replica import from_replica
from cases.web.signed_in import SignedIn
from regulations.calendar import WorkingCalendar

LONGEST = 1001  # characters of a search that are kept: one more than the filter accepts
NEWEST_FIRST = ("-opened_at", "-pk")
COLUMNS = (
    "pk", "number", "title", "agency_name", "stage", "respondent_count", "opened_at",
    "statutory_due_on", "internal_due_on",
)  # fmt: skip


@costly
@from_replica
def listing(request: SignedIn) -> HttpResponse:
    """The cases, newest first, filtered. A POST searches, so that no name is in the address; a case number typed in
    full redirects to the case."""
    if request.method == "POST":
        return _searched(request)
    today = request.user.local_date(timezone.now())
    narrowed = _narrowed(_asked(request), request.user, today)
    cases = narrowed.qs if narrowed else Case.objects.visible_to(request.user)
    page = keyset(request, cases.values_list(*COLUMNS, named=True), NEWEST_FIRST, size=SHORT_PAGE)
    if request.GET.get(KEY):  # the plain list names nobody; a search for a name says who is in which case
        note_list(request.user, "cases search", cases=(row.pk for row in page.rows))
    context = {
        "filter": narrowed if narrowed and narrowed.is_open else None,
        "filter_url": _with_the_form(request.GET),
        "tags": narrowed.tags() if narrowed else [],
        "page": page,
        "rows": _rows(page.rows, request.user, today),
    }
    return render(request, "casefile/list.html", context, status=422 if narrowed and narrowed.is_wrong else 200)


def _searched(request: SignedIn) -> HttpResponse:
    """Redirect to the list of what was asked for: its words by their key, the other filters as they are."""
    words = request.POST.get("q", "").strip()
    number = words.upper()
    if number.startswith("KS-") and Case.objects.visible_to(request.user).filter(number=number).exists():
        return redirect("case", number)
    asked = QueryDict(mutable=True)
    asked.update({name: value for name in CaseFilter.base_filters if (value := request.POST.get(name)) and name != "q"})
    if words:
        asked[KEY] = kept_searches.keep(request.session, words[:LONGEST])
    return redirect(f"{reverse('cases')}?{asked.urlencode()}")


def _asked(request: SignedIn) -> QueryDict:
    """The filters of the address, with the words of its key instead of any words that it contains."""
    asked = request.GET.copy()
    asked.pop("q", None)
    if key := asked.get(KEY):
        words = kept_searches.words_of(request.session, key)
        if words is None:
            messages.info(request, _("Pencarian itu sudah berakhir. Tulis lagi kata yang dicari."))
        else:
            asked["q"] = words
    return asked


def _narrowed(asked: QueryDict, user: User, today: dt.date) -> CaseFilter | None:
    """The filters in use, or their form where it is asked for; most lists have neither, and pay for neither."""
    if OPENED in asked or CaseFilter.is_used(asked):
        return CaseFilter(asked, user=user, today=today)
    return None


def _with_the_form(given: QueryDict) -> str:
    kept = given.copy()
    for gone in LEFT_OUT:
        kept.pop(gone, None)
    kept[OPENED] = "1"
    return f"?{kept.urlencode()}"


def _rows(rows: list[Any], user: User, today: dt.date) -> list[tuple[Any, dict[str, object], dt.date]]:
    """Each case with its due date in words and the day on which it was recorded."""
    if not rows:
        return []
    calendar = user.working_calendar()
    return [(row, _due(row, today, calendar), user.local_date(row.opened_at)) for row in rows]


def _due(row: Case, today: dt.date, calendar: WorkingCalendar) -> dict[str, object]:
    """The earlier of the two due dates; the statutory one if both are on one day."""
    known = [(day, kind) for day, kind in ((row.statutory_due_on, True), (row.internal_due_on, False)) if day]
    day, statutory = min(known, key=lambda pair: (pair[0], not pair[1]), default=(None, None))
    return due(day, today=today, calendar=calendar, statutory=statutory)
