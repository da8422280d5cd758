"""The month of examinations, the calendar address of an account, and the iCalendar response."""

import datetime as dt
import hashlib
import re

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cases.hearing_room import docket
from cases.hearing_room import icalendar_feed as feed
from cases.hearing_room.calendar_links import open_link, revoke_link
from cases.models import CalendarLink
from cases.web.file_responses import sandboxed
from cases.web.idempotency import idempotent
from cases.web.signed_in import SignedIn
from lib.sheets.indonesian_days import FIRST_YEAR, LAST_YEAR

WEEK = dt.timedelta(days=7)
MONTH = re.compile(r"(\d{4})-(\d{2})$")


@require_safe
def month(request: SignedIn) -> HttpResponse:
    """The days of a month with up to three examinations each, holidays, and the subscription address."""
    today = request.user.local_date(timezone.now())
    first = _first(request.GET.get("month", "")) or today.replace(day=1)
    link = CalendarLink.objects.filter(user=request.user, revoked_at__isnull=True).first()
    context = {
        "first": first,
        "today": today,
        "previous": first - dt.timedelta(days=1),
        "next": (first + 5 * WEEK).replace(day=1),
        "weeks": docket.month(request.user, first),
        "shown": docket.SHOWN_IN_MONTH,
        "address": feed.address(link) if link else "",
    }
    return render(request, "hearing_room/month.html", context)


@require_POST
@idempotent
def link(request: SignedIn) -> HttpResponse:
    """Create a new calendar address for the account, or revoke the current one."""
    now = timezone.now()
    if "revoke" in request.POST:
        revoke_link(user=request.user, at=now)
        messages.success(request, _("Tautan kalender dicabut."))
    else:
        open_link(user=request.user, at=now)
        messages.success(request, _("Tautan kalender dibuat. Jangan bagikan kepada orang lain."))
    return redirect("calendar")


@login_not_required
@require_safe
def answer(request: HttpRequest, token: str) -> HttpResponseBase:
    """The calendar file: the signed key identifies the account, and the ETag avoids repeated transfers."""
    user = feed.owner(token)
    if user is None:
        raise Http404
    body = feed.written_for(user, timezone.now())
    etag = f'"{hashlib.sha256(body).hexdigest()}"'
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8", headers={"ETag": etag})
    response["Content-Disposition"] = 'inline; filename="pemeriksaan.ics"'
    return sandboxed(get_conditional_response(request, etag=etag, response=response) or response)


def _first(text: str) -> dt.date | None:
    found = MONTH.match(text)
    if not found or not FIRST_YEAR < int(found.group(1)) < LAST_YEAR or not 1 <= int(found.group(2)) <= 12:
        return None
    return dt.date(int(found.group(1)), int(found.group(2)), 1)
