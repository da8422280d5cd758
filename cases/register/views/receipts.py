"""The page of a personal link, without account or session. Opening changes nothing; only the button confirms."""

import datetime as dt
from zoneinfo import ZoneInfo

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from cases.models import Receipt, RegulationDocument
from cases.procedure.refusals import RuleViolation
from cases.register import receipts
from cases.web.file_responses import Answer, FileAnswer, file_response, is_unchanged

NOT_VALID, EXPIRED = "register/publications/receipt_invalid.html", "register/publications/receipt_expired.html"


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def receipt(request: HttpRequest, token: str) -> HttpResponse:
    """The circular and a button. A forged link answers 404, an expired one 410; both say what to do."""
    now = timezone.now()
    found = _named(token)
    if found is None:
        return _private(render(request, NOT_VALID, status=404))
    if request.method == "POST":
        try:
            receipts.confirm(receipt=found, at=now, on=_today(found, now))
        except RuleViolation:
            return _private(render(request, EXPIRED, {"receipt": found}, status=410))
        return _private(redirect("receipt", token))
    if found.confirmed_at is None and _today(found, now) > found.publication.expires_on:
        return _private(render(request, EXPIRED, {"receipt": found}, status=410))
    regulation = found.publication.regulation
    context = {"receipt": found, "regulation": regulation, "has_document": _document(found) is not None, "token": token}
    context["confirmed_on"] = _today(found, found.confirmed_at) if found.confirmed_at else None
    return _private(render(request, "register/publications/receipt.html", context))


@login_not_required
@require_http_methods(["GET", "HEAD"])
def document(request: HttpRequest, token: str) -> FileAnswer:
    """The PDF of the circular, for a valid link."""
    found = _named(token)
    item = _document(found) if found and _today(found, timezone.now()) <= found.publication.expires_on else None
    if item is None or not is_unchanged(item.file, item.sha256):
        raise Http404
    return _private(file_response(item.file, name=item.original_name, content_type=item.content_type))


def _named(token: str) -> Receipt | None:
    rows = Receipt.objects.signed_as(token).select_related(
        "employee", "agency", "publication__regulation", "publication__government"
    )
    return rows.defer("publication__regulation__search").first()


def _today(found: Receipt, now: dt.datetime) -> dt.date:
    """The local day of a time in the government."""
    return now.astimezone(ZoneInfo(found.publication.government.time_zone)).date()


def _document(found: Receipt) -> RegulationDocument | None:
    publication = found.publication
    return RegulationDocument.objects.filter(
        government=publication.government, regulation=publication.regulation
    ).first()


def _private(response: Answer) -> Answer:
    """Headers against indexing of a personal address (a site-wide policy keeps it out of referrers)."""
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response
