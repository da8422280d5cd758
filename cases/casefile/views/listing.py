"""The list of cases."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.casefile import kept_searches
from cases.casefile.filters import LEFT_OUT, MINE, NEW, OPENED, WORDS, CaseFilter
from cases.casefile.plain_list import COLUMNS, COUNTED_UP_TO, PlainList
from cases.casefile.sorting import SORT, SORTS, added_by, chosen, heading, with_what_orders
from cases.casefile.views.lists import receivers
from cases.models import Case, User
from cases.procedure.rights import Right, may
from cases.web.account_limits import costly
from cases.web.due_words import due
from cases.web.paging import SHORT_PAGE, Page, keyset
from cases.web.reading import note_list
from cases.web.replica import from_replica, reads_there
from cases.web.signed_in import SignedIn
from regulations.calendar import WorkingCalendar

SELECT = "select"  # in the address: rows are shown with boxes
HEADINGS = (
    ("number", gettext_lazy("Kasus")),
    ("stage", gettext_lazy("Tahap")),
    ("agency", gettext_lazy("Perangkat daerah")),
    ("due", gettext_lazy("Tenggat")),
    ("opened", gettext_lazy("Dicatat")),
)
CHIPS = (
    ("due", "late", gettext_lazy("Terlambat")),
    ("due", "soon", gettext_lazy("≤ 3 hari kerja")),
    ("owner", MINE, gettext_lazy("Milik saya")),
    ("new", NEW, gettext_lazy("Baru hari ini")),
)
CHIP_VALUES = frozenset((name, value) for name, value, _label in CHIPS)


@costly
@from_replica
def listing(request: SignedIn) -> HttpResponse:
    """The cases in the chosen order, filtered. A POST searches, so that no name is in the address; it redirects to the
    case if only one is found."""
    if request.method == "POST":
        return _searched(request)
    today = request.user.local_date(timezone.now())
    asked, knows_all = kept_searches.with_words(request.session, request.GET)
    if not knows_all:
        messages.info(request, _("Pencarian itu sudah berakhir. Tulis lagi kata yang dicari."))
    narrowed = _narrowed(asked, request.user, today)
    sort = chosen(request.GET.get(SORT, ""))
    page, total = _page(request, narrowed, sort)
    # A plain list names nobody; a search says who is in which case.
    if any(request.GET.get(key) for key in WORDS.values()):
        note_list(request.user, "cases search", cases=(row.pk for row in page.rows))
    context: dict[str, Any] = {
        "filter": narrowed if narrowed and narrowed.is_open else None,
        "filter_url": _address(request.GET, **{OPENED: "1"}),
        "tags": narrowed.tags(but=CHIP_VALUES) if narrowed else [],
        "page": page,
        "total": total,
        "order": SORTS[sort].label,
        "headings": [(label, *_heading(request.GET, column, sort)) for column, label in HEADINGS],
        "chips": [(label, *_chip(request.GET, name, value)) for name, value, label in CHIPS],
        "rows": _rows(page.rows, request.user, today),
        "here": f"?{request.GET.urlencode()}",
        "may_handle": may(request.user, Right.HANDLE_CASE),
        "select_url": _address(request.GET, **{SELECT: "" if SELECT in request.GET else "1"}),
        "has_boxes": SELECT in request.GET,
    }
    if SELECT in request.GET and may(request.user, Right.HANDLE_CASE):
        context["receivers"] = receivers(request.user)
    return render(request, "casefile/list.html", context, status=422 if narrowed and narrowed.is_wrong else 200)


def _searched(request: SignedIn) -> HttpResponse:
    """Redirect to the only case with the searched words, which notes the search as the list does, otherwise to the list
    of what was asked for."""
    given = {name: value for name in CaseFilter.base_filters if (value := request.POST.get(name, "").strip())}
    if set(given) == {"q"} and (only := _only_one(request, given["q"])):
        note_list(request.user, "cases search", cases=[only[0]])
        return redirect("case", only[1])
    return redirect(f"{reverse('cases')}?{kept_searches.with_keys(request.session, given).urlencode()}")


def _only_one(request: SignedIn, words: str) -> tuple[int, str] | None:
    """Key and number of the case, if exactly one that the account may read has this number or these words."""
    if words.upper().startswith("KS-"):
        named = Case.objects.visible_to(request.user).filter(number=words.upper())
        return named.values_list("pk", "number").first()
    asked = QueryDict(mutable=True)
    asked["q"] = words
    found = CaseFilter(asked, user=request.user, today=request.user.local_date(timezone.now()))
    if found.is_wrong:
        return None
    rows = list(found.qs.order_by().values_list("pk", "number")[:2])
    return rows[0] if len(rows) == 1 else None


def _narrowed(asked: QueryDict, user: User, today: dt.date) -> CaseFilter | None:
    """The filters in use, or their form where it is asked for; most lists have neither, and pay for neither."""
    if OPENED in asked or CaseFilter.is_used(asked):
        return CaseFilter(asked, user=user, today=today)
    return None


def _page(request: SignedIn, narrowed: CaseFilter | None, sort: str) -> tuple[Page, str]:
    """One page, and the number of cases in words."""
    order = SORTS[sort].order
    if narrowed is None and not reads_there.get():
        plain = PlainList(request.user, sort)
        shape = with_what_orders(Case.objects.all(), SORTS[sort])
        page = keyset(request, shape, order, size=SHORT_PAGE, read=plain.read)
        return page, _in_words(plain.total)
    cases = narrowed.qs if narrowed else Case.objects.visible_to(request.user)
    rows = with_what_orders(cases, SORTS[sort]).values_list(*COLUMNS, *added_by(SORTS[sort]), named=True)
    page = keyset(request, rows, order, size=SHORT_PAGE)
    if page.is_whole:  # needs no count
        return page, str(len(page.rows))
    return page, _in_words(cases.order_by()[: COUNTED_UP_TO + 1].count())


def _in_words(total: int) -> str:
    """A number of cases that was counted up to a thousand."""
    most = f"{COUNTED_UP_TO:,}".replace(",", ".")
    return _("lebih dari %(most)s") % {"most": most} if total > COUNTED_UP_TO else str(total)


def _address(given: QueryDict, **changed: str) -> str:
    """The address of the list with other values, from its first page; an empty value is left out."""
    kept = given.copy()
    for gone in (*LEFT_OUT, *changed):
        kept.pop(gone, None)
    for name, value in changed.items():
        if value:
            kept[name] = value
    return f"?{kept.urlencode()}"


def _heading(given: QueryDict, column: str, sort: str) -> tuple[str, str]:
    """The address that a heading leads to, and its ``aria-sort``."""
    following, direction = heading(column, sort)
    return _address(given, **{SORT: following}), direction


def _chip(given: QueryDict, name: str, value: str) -> tuple[str, bool]:
    """The address that switches a quick filter on or off, and whether it is on."""
    is_on = given.get(name) == value
    return _address(given, **{name: "" if is_on else value}), is_on


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
