"""Pages of people: the list, one person, and the log of opened records."""

from django.db.models import Prefetch
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from cases.models import AccessEntry, Employee, Employment
from cases.procedure.rights import Right, may
from cases.staff_record.clearance import is_closed_to
from cases.staff_record.readers import sees_readers
from cases.staff_record.views.record import is_own, open_with, reason_for, record
from cases.web.account_limits import costly
from cases.web.forms.person_search import PersonSearch
from cases.web.forms.reasons import ReasonForm
from cases.web.paging import PAGE_SIZE, Page, keyset
from cases.web.reading import note_employee, note_list
from cases.web.signed_in import SignedIn


@costly
def listing(request: SignedIn) -> HttpResponse:
    """The people of the account's agencies by name; the search is a POST, so that the address contains no name."""
    jobs = Employment.objects.select_related("agency").order_by("-starts_on")
    people = Employee.objects.visible_to(request.user).prefetch_related(Prefetch("employments", jobs))
    form = PersonSearch(request.POST or None)
    searched = request.method == "POST" and form.is_valid()
    if searched:
        found = people.matching(form.cleaned_data["words"]).order_by("name", "pk")
        page = Page(list(found[: PAGE_SIZE + 1]))
    else:
        page = keyset(request, people, ("name", "pk"), private=True)
    note_list(
        request.user, "people search" if searched else "people", people=(each.pk for each in page.rows[:PAGE_SIZE])
    )
    context = {
        "form": form,
        "searched": searched,
        "page": page,
        "people": page.rows[:PAGE_SIZE],
        "is_cut": searched and len(page.rows) > PAGE_SIZE,
        "may_audit": may(request.user, Right.AUDIT_READING),
        "may_import": may(request.user, Right.IMPORT_STAFF) and request.user.government_id is not None,
    }
    return render(request, "staff_record/list.html", context, status=422 if form.errors else 200)


def detail(request: SignedIn, pk: int) -> HttpResponse:
    """One person. The record opens with a reason; administrators and the person themselves never open it."""
    person = get_object_or_404(Employee.objects.visible_to(request.user), pk=pk)
    now = timezone.now()
    is_walled = is_closed_to(request.user, person)
    is_closed = is_walled or not may(request.user, Right.READ_RECORD) or is_own(request.user, person)
    form = None if is_closed else ReasonForm(request.POST or None)
    if form and request.method == "POST" and form.is_valid():
        open_with(request, person, form.cleaned_data["reason"], now)
        return redirect("person", pk)
    context = {
        "person": person,
        "jobs": person.employments.select_related("agency").order_by("-starts_on"),
        "form": form,
        "is_own": is_own(request.user, person),
        "is_walled": is_walled,
        "may_issue": may(request.user, Right.ISSUE_CLEARANCE) and not is_walled,
        "may_see_readers": sees_readers(request.user, person),
        "moved": person if may(request.user, Right.MANAGE_ORGANISATION) else None,
    }
    if reason := "" if is_closed else reason_for(request, person, now):
        return render(request, "staff_record/record.html", context | record(person, request.user, reason, now))
    note_employee(request, person, "person page")
    return render(request, "staff_record/detail.html", context, status=422 if form and form.errors else 200)


def access(request: SignedIn) -> HttpResponse:
    """Who opened whose record, when and why, newest first; for administrators."""
    if not may(request.user, Right.AUDIT_READING):
        raise Http404
    opened = AccessEntry.objects.filter(employee__in=Employee.objects.visible_to(request.user))
    entries = opened.exclude(what="person page").select_related("user", "employee")
    return render(request, "staff_record/access.html", {"page": keyset(request, entries, ("-at", "-pk"))})
