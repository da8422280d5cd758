"""Siapa membaca: who read the data of one person."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from cases.models import Employee, Respondent
from cases.readers import entries
from cases.staff_record.readers import sees_readers
from cases.web.reading import note_employee
from cases.web.signed_in import SignedIn


@require_safe
def of_person(request: SignedIn, pk: int) -> HttpResponse:
    """Pages, cases, searches and lists that showed the person; of cases, those that the account may read."""
    person = get_object_or_404(Employee.objects.visible_to(request.user), pk=pk)
    if not sees_readers(request.user, person):
        raise Http404
    note_employee(request, person, "readers")
    paths = Respondent.objects.visible_to(request.user).filter(employee=person)
    log = entries.of_person(person, paths.values_list("case_id", flat=True))
    page = entries.newest(request.GET.get("after", ""), log)
    return render(request, "readers/of_person.html", {"person": person, "page": page})
