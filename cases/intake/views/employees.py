"""Suggestions while a number or name is typed, and the resolution of several numbers."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cases.models import Employee, User
from cases.procedure.rights import Right, may
from cases.web.account_limits import costly
from cases.web.forms.employees import find_employee, suggest, with_work
from cases.web.forms.person_search import PersonSearch
from cases.web.reading import note_list
from cases.web.signed_in import SignedIn

MOST_LINES = 100


@costly
@require_POST
def people(request: SignedIn) -> JsonResponse:
    """``words``: the typed text. ``lines``: chosen or pasted people, one a line, each found or refused."""
    if not may(request.user, Right.RECORD_INCIDENT):
        raise PermissionDenied
    if "lines" in request.POST:
        return JsonResponse(_resolved(request.POST["lines"].splitlines()[:MOST_LINES], request.user))
    form = PersonSearch(request.POST)
    found = suggest(form.cleaned_data["words"], request.user) if form.is_valid() else []
    note_list(request.user, "people search", people=(employee.pk for employee in found))
    return JsonResponse({"people": [_card(employee) for employee in found]})


def _resolved(lines: list[str], user: User) -> dict[str, object]:
    found, wrong = {}, {}
    for line in filter(None, map(str.strip, lines)):
        try:
            found[line] = find_employee(line, user).pk
        except ValidationError as why:
            wrong[line] = why.messages[0]
    note_list(user, "people search", people=found.values())
    cards = {employee.pk: _card(employee) for employee in with_work(Employee.objects.filter(pk__in=found.values()))}
    return {"people": [cards[pk] | {"line": line} for line, pk in found.items()], "wrong": wrong}


def _card(employee: Employee) -> dict[str, str]:
    """Data that distinguish people of the same name: number, post, agency and category, the latest known."""
    job = next(iter(employee.employments.all()), None)
    about = [job.post, job.agency.short_name, job.get_category_display()] if job else [_("riwayat jabatan belum diisi")]
    return {
        "value": employee.nip or employee.other_number or employee.name,
        "name": employee.name,
        "number": employee.number,
        "about": " · ".join(filter(None, about)),
    }
