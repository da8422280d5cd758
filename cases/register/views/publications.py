"""Pages of published circulars: who received them, who has confirmed, and the links for officers."""

from collections.abc import Iterator
from typing import Any

import segno
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.http import FileResponse, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cases.evidence.file_types import LARGEST_PDF
from cases.models import Agency, Publication, Receipt, regulations_visible_to
from cases.procedure.refusals import RuleViolation
from cases.procedure.rights import Right, may
from cases.register import publishing, receipts
from cases.register.circulars import keeps_register
from cases.register.forms.publishing import PublishForm, SheetForm
from cases.web.account_limits import costly
from cases.web.file_responses import spreadsheet
from cases.web.file_senders import takes_files
from cases.web.idempotency import idempotent
from cases.web.paging import keyset
from cases.web.signed_in import SignedIn

MISSING_BY_STATE = {"missing": True, "confirmed": False}
ROWS_PER_READ = 2000  # rows read at once for a file


def listing(request: SignedIn) -> HttpResponse:
    """The published circulars that concern the account, with the number of confirmations."""
    page = keyset(
        request,
        Publication.objects.visible_to(request.user).select_related("regulation").defer("regulation__search"),
        ("-published_on", "-pk"),
    )
    counts = {
        row["publication"]: row
        for row in _counted(Receipt.objects.visible_to(request.user).filter(publication__in=page.rows), "publication")
    }
    rows = [(row, counts.get(row.pk)) for row in page.rows]
    context = {"rows": rows, "page": page, "today": request.user.local_date(timezone.now())}
    return render(request, "register/publications/list.html", context)


def report(request: SignedIn, pk: int) -> HttpResponse:
    """For each agency the receipts and confirmations, counted by the database without loading receipts."""
    publication = _visible(request, pk)
    reached = publication.receipts.visible_to(request.user)
    rows = _counted(reached, "agency", "agency__name", "agency__path")
    total = {"reached": sum(row["reached"] for row in rows), "confirmed": sum(row["confirmed"] for row in rows)}
    context = {
        "publication": publication,
        "rows": sorted(rows, key=lambda row: row["agency__path"]),
        "total": total | {"percent": _percent(total)},
        "may_hand_out": may(request.user, Right.HAND_OUT_LINKS),
        "may_publish": keeps_register(request.user),
        "today": request.user.local_date(timezone.now()),
    }
    return render(request, "register/publications/report.html", context)


@idempotent
def publish(request: SignedIn, slug: str) -> HttpResponse:
    """The form that publishes a circular: agencies and the last day of the links."""
    user, now = request.user, timezone.now()
    if not keeps_register(user):
        raise PermissionDenied
    regulation = get_object_or_404(regulations_visible_to(user), slug=slug)
    today = user.local_date(now)
    form = PublishForm(request.POST or None, user=user, today=today)
    if request.method == "POST" and form.is_valid():
        chosen = {"agencies": list(form.cleaned_data["agencies"]), "expires_on": form.cleaned_data["expires_on"]}
        try:
            publication = publishing.publish(regulation=regulation, actor=user, at=now, on=today, **chosen)
        except RuleViolation as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Diterbitkan. Tautan pribadi siap dibagikan."))
            return redirect("publication", publication.pk)
    context = {"form": form, "regulation": regulation}
    return render(request, "register/publications/publish.html", context, status=422 if form.errors else 200)


@takes_files(most=LARGEST_PDF, right=Right.HAND_OUT_LINKS)
@idempotent
def people(request: SignedIn, pk: int, agency: int) -> HttpResponse:
    """The people of one agency, missing or confirmed; a POST stores a sheet that some signed by hand."""
    publication, place = _visible(request, pk), _place(request, agency)
    may_hand_out = may(request.user, Right.HAND_OUT_LINKS)
    form = SheetForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            receipts.confirm_on_behalf(
                publication=publication,
                receipts=form.cleaned_data["receipts"].filter(agency=place),
                actor=request.user,
                at=timezone.now(),
                note=form.cleaned_data["note"],
                upload=form.cleaned_data["document"],
            )
        except RuleViolation as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Konfirmasi tercatat."))
            return redirect("publication-people", pk, agency)
    missing = MISSING_BY_STATE.get(request.GET.get("state", ""), True)
    context = {
        "publication": publication, "agency": place, "form": form, "missing": missing, "may_hand_out": may_hand_out,
        "page": _page(request, publication, place, missing), "typed": request.POST.getlist("receipts"),
    }  # fmt: skip
    return render(request, "register/publications/people.html", context, status=422 if form.errors else 200)


@costly
@require_POST
def links(request: SignedIn, pk: int) -> FileResponse | StreamingHttpResponse:
    """The missing people with their personal links, for a spreadsheet; the download is recorded."""
    publication = _handing_out(request, pk)
    missing = (
        publication.receipts.visible_to(request.user).unconfirmed().order_by("agency__path", "employee__name", "pk")
    )
    receipts.record_hand_out(publication=publication, actor=request.user, at=timezone.now(), what=_("berkas"))
    heading = (_("Nama"), _("Nomor"), _("Unit"), _("Surel"), _("Tautan pribadi"))
    as_csv = request.POST.get("format") == "csv"
    return spreadsheet(heading, _cells(missing), name=f"tautan-{publication.pk}", as_csv=as_csv)


@require_POST
def sheet(request: SignedIn, pk: int, agency: int) -> HttpResponse:
    """A page to print: a code to scan and a space to sign for each person."""
    publication, place = _handing_out(request, pk), _place(request, agency)
    missing = publication.receipts.visible_to(request.user).unconfirmed().filter(agency=place)
    receipts.record_hand_out(publication=publication, actor=request.user, at=timezone.now(), what=place.name)
    rows = [
        (receipt.employee, mark_safe(segno.make(_address(receipt), error="l").svg_inline(scale=2, border=2)))  # noqa: S308 - drawn here
        for receipt in missing.select_related("employee").order_by("employee__name", "pk")
    ]
    return render(
        request, "register/publications/sheet.html", {"publication": publication, "agency": place, "rows": rows}
    )


def _visible(request: SignedIn, pk: int) -> Publication:
    rows = Publication.objects.visible_to(request.user).select_related("regulation", "government")
    return get_object_or_404(rows.defer("regulation__search"), pk=pk)


def _handing_out(request: SignedIn, pk: int) -> Publication:
    publication = _visible(request, pk)
    if not may(request.user, Right.HAND_OUT_LINKS):
        raise PermissionDenied
    return publication


def _place(request: SignedIn, pk: int) -> Agency:
    return get_object_or_404(Agency.objects.reached_by(request.user), pk=pk)


def _counted(rows: Any, *by: str) -> list[dict[str, Any]]:
    counted = rows.order_by().values(*by).annotate(reached=Count("pk"), confirmed=Count("confirmed_at"))
    return [row | {"percent": _percent(row)} for row in counted]


def _percent(row: dict[str, int]) -> int:
    """Rounded down, so that 100 means everybody."""
    return 100 * row["confirmed"] // row["reached"] if row["reached"] else 0


def _page(request: SignedIn, publication: Publication, place: Agency, missing: bool) -> Any:
    rows = publication.receipts.visible_to(request.user).filter(agency=place, confirmed_at__isnull=missing)
    return keyset(request, rows.select_related("employee", "sheet__added_by"), ("pk",))


def _address(receipt: Receipt) -> str:
    return f"{settings.BASE_URL}{receipt.path}"


def _cells(missing: Any) -> Iterator[tuple[str, ...]]:
    for receipt in missing.select_related("employee", "agency").iterator(chunk_size=ROWS_PER_READ):
        person = receipt.employee
        yield person.name, person.nip or person.other_number, receipt.agency.name, person.email, _address(receipt)
