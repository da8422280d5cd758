"""The common part of the pages of imports: upload, list, new check, start."""

import dataclasses
from collections.abc import Callable
from typing import Generic, TypeVar

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.imports import runs
from cases.models import User
from cases.models.imports.sheet_import import SheetImport
from cases.procedure.refusals import RuleViolation
from cases.procedure.rights import Right, may
from cases.web.paging import keyset
from cases.web.signed_in import SignedIn

Row = TypeVar("Row", bound=SheetImport)
REFRESH_SECONDS = "5"  # interval at which a page asks for the progress


@dataclasses.dataclass(frozen=True)
class SheetPages(Generic[Row]):
    """The pages of one kind of sheet.

    ``listing`` and ``detail`` are templates; ``one`` is the name of the address of one import, with ``-template``
    appended that of the workbook to fill in. ``upload``, ``check_again`` and ``confirm`` are the services.
    """

    kind: type[Row]
    right: Right
    listing: str
    detail: str
    one: str
    upload: Callable[..., Row]
    check_again: Callable[[Row, User], object]
    confirm: Callable[[Row, User], object]

    def refuse_others(self, request: SignedIn) -> None:
        """Raises Http404 for whoever imports no such sheets, or belongs to no government."""
        if not may(request.user, self.right) or request.user.government_id is None:
            raise Http404

    def of_government(self, request: SignedIn, pk: int) -> Row:
        """An import of the account's own government. Raises Http404."""
        self.refuse_others(request)
        return get_object_or_404(self.kind._default_manager.all(), pk=pk, government=request.user.government)

    def show_all(self, request: SignedIn, form: Form, title: str) -> HttpResponse:
        """Upload a sheet; the page also lists earlier imports."""
        now = timezone.now()
        if request.method == "POST" and form.is_valid():
            kept = self.upload(actor=request.user, at=now, **form.cleaned_data)
            if kept.uploaded_at != now:
                messages.info(request, _("Berkas yang sama sudah pernah diunggah; ini hasilnya."))
            return redirect(self.one, kept.pk)
        imports = self.kind._default_manager.filter(government=request.user.government).select_related("uploaded_by")
        page = keyset(request, imports, ("-uploaded_at", "-pk"))
        shown = {"title": title, "form": form, "page": page, "one": self.one}
        return render(request, self.listing, shown, status=422 if form.errors else 200)

    def show_one(self, request: SignedIn, row: Row, more: Callable[[], dict[str, object]]) -> HttpResponse:
        """The page of one import; it reloads while the worker is processing it. A POST does what the button asks for.

        ``more``: what the template shows besides the row.
        """
        if request.method == "POST":
            return self._carry_out(request, row)
        response = render(request, self.detail, {"row": row} | more())
        if row.is_running:
            response.headers["Refresh"] = REFRESH_SECONDS
        return response

    def _carry_out(self, request: SignedIn, row: Row) -> HttpResponse:
        try:
            match request.POST.get("act"):
                case "stop":
                    runs.stop(row, request.user.own_government, request.user)
                case "check":
                    self.check_again(row, request.user)
                case _:
                    self.confirm(row, request.user)
        except RuleViolation as refusal:
            messages.error(request, str(refusal))
        return redirect(request.path)
