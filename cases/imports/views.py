"""The common part of the pages of imports: upload, list, new check, start."""

from collections.abc import Callable

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.imports import runs
from cases.models.imports.sheet_import import SheetImport
from cases.procedure.refusals import RuleViolation
from cases.web.paging import keyset
from cases.web.signed_in import SignedIn

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SECONDS = "5"  # interval at which a page asks for the progress


def uploads(
    request: SignedIn,
    *,
    title: str,
    form: Form,
    kind: type[SheetImport],
    upload: Callable[..., SheetImport],
    page: str,
    one: str,
) -> HttpResponse:
    """Upload a sheet; the page also lists earlier imports. ``page``: the template; ``one``: the address of one import,
    with ``-template`` appended that of the workbook to fill in."""
    now = timezone.now()
    if request.method == "POST" and form.is_valid():
        kept = upload(actor=request.user, at=now, **form.cleaned_data)
        if kept.uploaded_at != now:
            messages.info(request, _("Berkas yang sama sudah pernah diunggah; ini hasilnya."))
        return redirect(one, kept.pk)
    imports = kind._default_manager.filter(government=request.user.government).select_related("uploaded_by")
    shown = {"title": title, "form": form, "page": keyset(request, imports, ("-uploaded_at", "-pk")), "one": one}
    return render(request, page, shown, status=422 if form.errors else 200)


def carried_out(
    request: SignedIn, row: SheetImport, *, check: Callable[[], object], confirm: Callable[[], object]
) -> HttpResponse:
    """Do what the button asks for, or return the error."""
    try:
        match request.POST.get("act"):
            case "stop":
                runs.stop(row, request.user.own_government, request.user)
            case "check":
                check()
            case _:
                confirm()
    except RuleViolation as refusal:
        messages.error(request, str(refusal))
    return redirect(request.path)


def report(request: SignedIn, row: SheetImport, page: str, shown: dict[str, object]) -> HttpResponse:
    """The page of one import; it reloads while the worker is processing it."""
    response = render(request, page, {"row": row} | shown)
    if row.is_running:
        response.headers["Refresh"] = SECONDS
    return response
