"""The worksheet of a breach: the list, a new one, one with its people, the table of people and the notices."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from cases.models import Breach
from cases.personal_data import breaches as service
from cases.personal_data.breach_letters import notice
from cases.personal_data.forms.breaches import AuthorityForm, BreachForm, TellForm
from cases.personal_data.own_page import HOUR
from cases.procedure.refusals import RuleViolation
from cases.procedure.rights import Right, may
from cases.web.account_limits import costly
from cases.web.file_responses import PDF, generated_file, spreadsheet
from cases.web.idempotency import idempotent
from cases.web.paging import keyset
from cases.web.reading import note_list
from cases.web.signed_in import SignedIn
from lib.documents import pdf

READ_AS = "breach"


def _only_handlers(request: SignedIn) -> None:
    if not may(request.user, Right.HANDLE_BREACHES):
        raise Http404


def _of(request: SignedIn, pk: int) -> Breach:
    _only_handlers(request)
    rows = Breach.objects.filter(government=request.user.government_id).exclude(account=request.user)
    return get_object_or_404(rows.select_related("government", "account", "recorded_by"), pk=pk)


@require_safe
def listing(request: SignedIn) -> HttpResponse:
    """The breaches of the government, newest first."""
    _only_handlers(request)
    rows = Breach.objects.filter(government=request.user.government_id)
    return render(request, "personal_data/breaches.html", {"page": keyset(request, rows, ("-recorded_at", "-pk"))})


@idempotent
def new(request: SignedIn) -> HttpResponse:
    """Record a breach."""
    _only_handlers(request)
    now, user = timezone.now(), request.user
    form = BreachForm(request.POST or None, user=user, today=user.local_date(now), zone=user.zone)
    if form.is_valid():
        try:
            breach = service.record_breach(actor=user, at=now, facts=form.cleaned_data)
        except RuleViolation as why:
            form.add_error(None, why.shown())
        else:
            if breach.account_id != user.pk:
                return redirect("breach", breach.pk)
            messages.success(request, _("Tercatat. Kegagalan lewat akun Anda sendiri ditangani orang lain."))
            return redirect("breaches")
    return render(request, "personal_data/breach_new.html", {"form": form}, status=422 if form.errors else 200)


@idempotent
def detail(request: SignedIn, pk: int) -> HttpResponse:
    """One breach: its time, the people who are told and who are not, and the authority."""
    breach, now, user = _of(request, pk), timezone.now(), request.user
    people = service.people_for(breach, user)
    page = keyset(request, people.order_by("pk"), ("pk",))
    day: dict[str, Any] = {"today": user.local_date(now), "zone": user.zone}
    act = request.POST.get("act")
    untold = [row for row in page.rows if row.told_on is None]
    tell = TellForm(request.POST if act == "tell" else None, people=untold, **day)
    authority = AuthorityForm(request.POST if act == "authority" else None, auto_id="id_authority_%s", **day)
    form: Any = {"tell": tell, "authority": authority}.get(act or "")
    if form is not None and form.is_valid():
        try:
            _carry_out(request, breach, act, form.cleaned_data)
        except RuleViolation as why:
            form.add_error(None, why.shown())
        else:
            return redirect("breach", pk)
    if act == "count":
        added = service.count_people(breach)
        words = ngettext("%(n)d orang ditambahkan.", "%(n)d orang ditambahkan.", added)
        messages.success(request, words % {"n": added})
        return redirect("breach", pk)
    note_list(user, READ_AS, people=(row.employee_id for row in page.rows))
    counted = breach.clocks.filter(answers=None).select_related("limit").first()
    context = {
        "breach": breach,
        "page": page,
        "tell": tell,
        "authority": authority,
        "form": form,
        "until": breach.known_at + counted.limit.amount * HOUR if counted and counted.limit.amount else None,
        "limit": counted.limit if counted else None,
        "total": breach.people.count(),
        "untold": breach.people.filter(told_on=None).count(),
        "closed_to_you": breach.people.count() - people.count(),
        "reporters": service.reporters_opened(breach),
        "now": now,
    }
    return render(request, "personal_data/breach.html", context, status=422 if form and form.errors else 200)


def _carry_out(request: SignedIn, breach: Breach, act: str | None, given: dict[str, Any]) -> None:
    who: dict[str, Any] = {"breach": breach, "actor": request.user, "at": timezone.now()}
    if act == "tell":
        given |= {"people": [int(key) for key in given["people"]]}
        service.tell(**who, **given)
    else:
        service.tell_authority(**who, **given)
    messages.success(request, _("Pemberitahuan tercatat."))


@costly
@require_POST
def people(request: SignedIn, pk: int) -> HttpResponseBase:
    """The people affected, as a table for letters."""
    breach = _of(request, pk)
    rows = list(service.people_for(breach, request.user))
    note_list(request.user, READ_AS, people=(row.employee_id for row in rows))
    heading = (_("Nama"), _("Nomor"), _("Pembacaan"), _("Diberitahu"), _("Cara"))
    cells = [
        (
            row.employee.name,
            row.employee.number,
            row.readings,
            f"{row.told_on:%d/%m/%Y}" if row.told_on else "",
            row.how,
        )
        for row in rows
    ]
    return spreadsheet(heading, cells, name=f"terdampak-{breach.number}", as_csv=request.POST.get("format") == "csv")


@costly
@require_safe
def letter(request: SignedIn, pk: int, person: int) -> HttpResponse:
    """The notice to one person, as PDF to be signed."""
    breach, now, user = _of(request, pk), timezone.now(), request.user
    row = get_object_or_404(service.people_for(breach, user), pk=person)
    note_list(user, READ_AS, people=[row.employee_id])
    office = user.agency or user.own_government.agencies.order_by("pk").first()
    if office is None:
        raise Http404
    drawn = pdf.render(notice(breach, row, office=office, on=user.local_date(now)), at=now)
    return generated_file(drawn, PDF, f"pemberitahuan-{breach.number}-{row.pk}.pdf")
