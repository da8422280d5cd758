"""Pages of agencies: the tree, a new one, a sheet of many, and one with its names."""

import io
from typing import Any

import xlsxwriter
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cases.imports.forms import SheetForm
from cases.models import Agency
from cases.organisation import agencies
from cases.organisation.agency_sheet import COLUMNS, EXAMPLES, KINDS, add_from
from cases.organisation.forms.agencies import AgencyForm, ClosingForm, NameForm
from cases.organisation.views.settings import dated, own_government
from cases.procedure.refusals import RuleViolation
from cases.procedure.rights import Right
from cases.web.file_responses import WORKBOOK, generated_file
from cases.web.file_senders import takes_files
from cases.web.idempotency import idempotent
from cases.web.signed_in import SignedIn
from lib.media.sizes import MEGABYTE
from lib.sheets.problems import SheetError

LARGEST_SHEET = 5 * MEGABYTE  # bytes; a province has a few thousand units
TEMPLATE_ROWS = 1_000
REFUSED = "refused_agencies"  # key of the session: the rows of the last sheet that were not added


@require_safe
def listing(request: SignedIn) -> HttpResponse:
    """All agencies as a tree."""
    rows = own_government(request).agencies.order_by("path")
    context = {"agencies": [(row, row.path.count("/") - 1) for row in rows]}
    return render(request, "organisation/agencies.html", context)


@idempotent
def new(request: SignedIn) -> HttpResponse:
    """Add one agency or unit."""
    government = own_government(request)
    initial = {"time_zone": government.time_zone, "parent": request.GET.get("parent")}
    form = AgencyForm(request.POST or None, government=government, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            agency = agencies.add(government=government, actor=request.user, **form.cleaned_data)
        except RuleViolation as refusal:
            form.add_error("short_name", str(refusal))
        else:
            messages.success(request, _("%(name)s ditambahkan.") % {"name": agency.name})
            return redirect("organisation-agencies")
    return render(request, "organisation/agency_new.html", {"form": form}, status=422 if form.errors else 200)


@takes_files(most=LARGEST_SHEET, right=Right.MANAGE_ORGANISATION)
@idempotent
def sheet(request: SignedIn) -> HttpResponse:
    """Add the agencies of a sheet. Refused rows are shown; without any, the list of agencies follows."""
    government = own_government(request)
    form = SheetForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"form": form}
    if request.method == "POST" and form.is_valid():
        try:
            outcome = add_from(form.cleaned_data["file"], government=government, actor=request.user)
        except SheetError as unreadable:
            form.add_error("file", str(unreadable))
        else:
            summary = _("%(added)d ditambahkan, %(known)d sudah ada, %(refused)d ditolak.") % {
                "added": outcome.added,
                "known": outcome.known,
                "refused": len(outcome.problems),
            }
            request.session[REFUSED] = [[each.row, each.column, each.value, each.message] for each in outcome.problems]
            (messages.warning if outcome.problems else messages.success)(request, summary)
            return redirect("organisation-agency-sheet" if outcome.problems else "organisation-agencies")
    context["refused"] = request.session.pop(REFUSED, []) if request.method == "GET" else []
    return render(request, "organisation/agency_sheet.html", context, status=422 if form.errors else 200)


@require_safe
def template(request: SignedIn) -> HttpResponse:
    """An empty workbook with the columns, two example rows, and the kinds to choose from."""
    own_government(request)
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        page = book.add_worksheet("Perangkat daerah")
        page.set_column(0, len(COLUMNS) - 1, 28)
        page.write_row(0, 0, [column.title for column in COLUMNS.values()], book.add_format({"bold": True}))
        for number, row in enumerate(EXAMPLES, 1):
            page.write_row(number, 0, row)
        kind = list(COLUMNS).index("kind")
        page.data_validation(1, kind, TEMPLATE_ROWS, kind, {"validate": "list", "source": list(KINDS.labels)})
        page.freeze_panes(1, 0)
    return generated_file(content.getvalue(), WORKBOOK, "templat-perangkat-daerah.xlsx")


@idempotent
def detail(request: SignedIn, pk: int) -> HttpResponse:
    """One agency: its names by date, another name, and its end."""
    agency = get_object_or_404(Agency.objects.select_related("government"), pk=pk, government=own_government(request))
    initial = {"name": agency.name, "short_name": agency.short_name, "head_title": agency.head_title}
    is_closing = request.POST.get("act") == "close"
    naming = NameForm(None if is_closing else request.POST or None, initial=initial, **dated(request))
    closing = ClosingForm(request.POST if is_closing else None, **dated(request))
    form = closing if is_closing else naming
    if request.method == "POST" and form.is_valid():
        try:
            if is_closing:
                agencies.close(agency, actor=request.user, closed_on=form.cleaned_data["closed_on"],
                               basis=form.cleaned_data["closing_basis"])  # fmt: skip
            else:
                agencies.rename(agency, actor=request.user, at=timezone.now(), **form.cleaned_data)
        except RuleViolation as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Disimpan: %(name)s.") % {"name": form.cleaned_data.get("name", agency.name)})
            return redirect("organisation-agency", pk)
    context = {
        "agency": agency,
        "names": agency.names.select_related("made_by"),
        "naming": naming,
        "closing": closing,
        "form": form,
    }
    return render(request, "organisation/agency.html", context, status=422 if form.errors else 200)
