"""Who works where, as what, since when, and in which cases a person stands, as far as the account may read them."""

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from cases.forms.people import PersonSearch
from cases.models import AccessEntry, Employee, Employment, Respondent, Sanction
from cases.services.staff_import import IMPORTERS

from .paging import PAGE_SIZE, Page, keyset


def listing(request: HttpRequest) -> HttpResponse:
    """The people of the account's agencies by name; a search is answered on the spot (no name enters an address)."""
    jobs = Employment.objects.select_related("agency").order_by("-starts_on")
    people = Employee.objects.visible_to(request.user).prefetch_related(Prefetch("employments", jobs))
    form = PersonSearch(request.POST or None)
    searched = request.method == "POST" and form.is_valid()
    if searched:
        found = people.matching(form.cleaned_data["words"]).order_by("name", "pk")
        page = Page(list(found[: PAGE_SIZE + 1]))
    else:
        page = keyset(request, people, ("name", "pk"), private=True)
    context = {
        "form": form,
        "searched": searched,
        "page": page,
        "people": page.rows[:PAGE_SIZE],
        "may_import": request.user.role in IMPORTERS and request.user.government_id is not None,
        "is_cut": searched and len(page.rows) > PAGE_SIZE,
    }
    return render(request, "people/list.html", context, status=422 if form.errors else 200)


def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One person. The page tells in which cases they stand, so each of those cases records that it was read."""
    person = get_object_or_404(Employee.objects.visible_to(request.user), pk=pk)
    standing = Sanction.objects.filter(decision__state="STANDING").select_related("sanction_type")
    paths = (
        Respondent.objects.visible_to(request.user)
        .filter(employee=person)
        .select_related("case", "agency")
        .prefetch_related(Prefetch("decisions__sanctions", standing, to_attr="standing"))
        .order_by("-case__opened_at", "-pk")
    )
    AccessEntry.objects.bulk_create(
        AccessEntry(case=path.case, user=request.user, what="person", at=timezone.now()) for path in paths
    )
    jobs = person.employments.select_related("agency").order_by("-starts_on")
    return render(request, "people/detail.html", {"person": person, "jobs": jobs, "paths": paths})
