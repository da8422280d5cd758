"""The pages for citizens: no account, no cookie, no stored IP address, no secret in a URL.

They have no CSRF token, because it needs a cookie and protects an account. Here nobody has an account, and the only key
is a code in the form. The browser's headers show whether another site sent the form (decision 25).
"""

import datetime as dt
import uuid
from collections.abc import Callable
from functools import wraps
from urllib.parse import urlsplit

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from cases.models import Government, IncomingReport
from cases.procedure.refusals import RuleViolation
from cases.reports import citizen_page as report_page
from cases.reports.forms.citizen_page import LARGEST_REQUEST, CitizenReportForm, CodeForm, FollowUpForm
from cases.web import limits
from cases.web.file_responses import Answer
from cases.web.file_senders import takes_files
from cases.web.forms.fields import SUBMISSION
from cases.web.rate_limit import HOUR, counted, counted_before, is_too_often, origin_of

BUSY = 100  # reports an hour in a government; from then on each address is slowed
REPORTS_PER_HOUR, CODES_PER_HOUR, MESSAGES_PER_HOUR = limits.REPORTS.most, limits.CODES.most, limits.MESSAGES.most


def for_everybody(view: Callable[..., Answer]) -> Callable[..., Answer | HttpResponse]:
    """A page without account, cookie or session that refuses forms from other sites."""

    @csrf_exempt
    @login_not_required
    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def open_page(request: HttpRequest, *args: object, **kwargs: object) -> Answer | HttpResponse:
        if request.method == "POST" and _is_from_elsewhere(request):
            return _says(request, _("Formulir ini hanya dapat dikirim dari halaman ini sendiri."), 403)
        response = view(request, *args, **kwargs)
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return open_page


def _is_from_elsewhere(request: HttpRequest) -> bool:
    """Whether the browser says that another site caused the request; old browsers say nothing."""
    if site := request.headers.get("Sec-Fetch-Site"):
        return site not in ("same-origin", "none")
    origin = request.headers.get("Origin")
    return origin is not None and urlsplit(origin).netloc != request.get_host()


def _says(request: HttpRequest, sentence: str, status: int) -> HttpResponse:
    return render(request, "reports/citizen/refusal.html", {"sentence": sentence}, status=status)


def _open_governments() -> list[Government]:
    """The governments whose page is open today."""
    now = timezone.now()
    return [government for government in Government.objects.exclude(reports_from=None) if government.takes_reports(now)]


@for_everybody
def start(request: HttpRequest) -> HttpResponse:
    """The governments that accept reports; 404 if there is none."""
    governments = _open_governments()
    if not governments:
        raise Http404
    if len(governments) == 1:
        return redirect("report-new", governments[0].region)
    return render(request, "reports/citizen/start.html", {"governments": governments})


@takes_files(most=LARGEST_REQUEST, anonymous=True)
@for_everybody
def new(request: HttpRequest, region: str) -> HttpResponse:
    """The form of a report; the response shows the reporter's code, only this once."""
    government = next((government for government in _open_governments() if government.region == region), None)
    if government is None:
        raise Http404
    if request.method == "POST" and _is_flood(request, government):
        return _says(request, _("Terlalu banyak laporan dalam satu jam. Coba lagi nanti."), 429)
    form = CitizenReportForm(request.POST or None, request.FILES or None)
    context = {"form": form, "government": government}
    if form.is_valid():
        try:
            code = report_page.submit(government=government, at=timezone.now(), **form.keywords())
        except RuleViolation as why:
            form.add_error(None, str(why))
            status = 409 if isinstance(why, report_page.SentBefore) else 422
            return render(request, "reports/citizen/new.html", context, status=status)
        counted(_accepted_key(request, government), HOUR)
        return render(request, "reports/citizen/sent.html", {"government": government, "code": code})
    return render(request, "reports/citizen/new.html", context, status=422 if form.errors else 200)


def _is_flood(request: HttpRequest, government: Government) -> bool:
    """Whether the address sent too much. Accepted reports count; after many of them every address is slowed, but nobody
    is excluded."""
    an_hour_ago = timezone.now() - dt.timedelta(hours=1)
    is_busy = government.incoming_reports.filter(received_at__gt=an_hour_ago).exclude(receipt="")[BUSY:].exists()
    most = limits.REPORTS_WHILE_BUSY.most if is_busy else REPORTS_PER_HOUR
    if counted_before(_accepted_key(request, government)) >= most:
        return True
    return is_too_often(request, f"report-form:{government.pk}", most=limits.REFUSED_REPORTS.most, within=HOUR)


def _accepted_key(request: HttpRequest, government: Government) -> str:
    """The count of accepted reports of an address; forms with errors count apart and much further."""
    return f"report:{government.pk}:{origin_of(request)}"


@takes_files(most=LARGEST_REQUEST, anonymous=True)
@for_everybody
def follow(request: HttpRequest) -> HttpResponse:
    """The state of a report and the conversation with the office. The code is sent in the form, never in a URL."""
    if not Government.objects.exclude(reports_from=None).exists():
        raise Http404
    if request.method != "POST":
        return render(request, "reports/citizen/follow.html", {"form": CodeForm()})
    if is_too_often(request, "receipt", most=CODES_PER_HOUR, within=HOUR):
        return _says(request, _("Terlalu banyak percobaan. Coba lagi dalam satu jam."), 429)
    form = CodeForm(request.POST)
    report = report_page.find(form.cleaned_data["code"]) if form.is_valid() else None
    if report is None:
        if form.is_valid():
            form.add_error("code", _("Kode ini tidak dikenal. Periksa lagi tulisannya."))
        return render(request, "reports/citizen/follow.html", {"form": form}, status=422)
    return _conversation(request, report, form.cleaned_data["code"])


def _conversation(request: HttpRequest, report: IncomingReport, code: str) -> HttpResponse:
    """The report as its reporter sees it, with their new message, if any."""
    is_adding = request.POST.get("act") == "add"
    if is_adding and is_too_often(request, "report-message", most=MESSAGES_PER_HOUR, within=HOUR):
        return _says(request, _("Terlalu banyak pesan dalam satu jam. Coba lagi nanti."), 429)
    form = FollowUpForm(request.POST if is_adding else None, request.FILES if is_adding else None)
    was_added = False
    if form.is_valid():
        try:
            report_page.add(report=report, at=timezone.now(), **form.keywords())
        except RuleViolation as why:
            form.add_error(None, str(why))
        else:
            form, was_added = FollowUpForm(), True
    context = {
        "report": report,
        "talk": report.messages.all(),
        "files": report.files.count(),
        "form": form,
        "code": code,
        "was_added": was_added,
        "key": form.data.get(SUBMISSION) or uuid.uuid4(),  # the message is stored; the next one needs a new key
    }
    return render(request, "reports/citizen/conversation.html", context, status=422 if form.errors else 200)
