"""Pages of one employee: a new one, and another post."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.models import Employee
from cases.organisation import staff
from cases.organisation.forms.staff import EmployeeForm, PostForm
from cases.organisation.views.settings import dated, own_government
from cases.people.moves import running_paths
from cases.procedure.refusals import RuleViolation
from cases.procedure.table import NO_MOVE
from cases.web.idempotency import idempotent
from cases.web.signed_in import SignedIn


@idempotent
def new(request: SignedIn) -> HttpResponse:
    """Record a person who is not in the payroll yet."""
    government = own_government(request)
    form = EmployeeForm(request.POST or None, government=government, **dated(request))
    if request.method == "POST" and form.is_valid():
        person = staff.add(government=government, actor=request.user, person=form.person(), post=form.post())
        messages.success(request, _("%(name)s dicatat.") % {"name": person.name})
        return redirect("people")
    context = {"form": form, "title": _("Tambah pegawai")}
    return render(request, "organisation/employee.html", context, status=422 if form.errors else 200)


@idempotent
def post(request: SignedIn, pk: int) -> HttpResponse:
    """Record another post of an employee from a day on."""
    government = own_government(request)
    person = get_object_or_404(Employee, pk=pk, government=government)
    latest = person.employments.order_by("starts_on").last()
    initial = {name: getattr(latest, name) for name in PostForm.Meta.fields if name != "starts_on"} if latest else {}
    form = PostForm(request.POST or None, government=government, initial=initial, **dated(request))
    if request.method == "POST" and form.is_valid():
        try:
            staff.move(person, actor=request.user, at=timezone.now(), post=form.post())
        except RuleViolation as refusal:
            form.add_error("starts_on", str(refusal))
        else:
            messages.success(request, _("Jabatan baru %(name)s dicatat.") % {"name": person.name})
            for path in running_paths(person).visible_to(request.user):
                warning = _("%(who)s masih dalam perkara %(number)s. %(basis)s.")
                messages.warning(request, warning % {"who": person, "number": path.case.number, "basis": NO_MOVE})
            return redirect("person", pk)
    context = {"form": form, "person": person, "title": _("Jabatan baru")}
    return render(request, "organisation/employee.html", context, status=422 if form.errors else 200)
