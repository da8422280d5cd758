"""The page of a reporter, for accounts with the right, each time with a reason."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from cases.models import PendingAct, Reporter, ReporterReading, ReportOriginal
from cases.procedure.refusals import RuleViolation
from cases.procedure.rights import Right, may
from cases.procedure.two_people import NeedsSecond, confirmed_reason
from cases.reports.reporters import read_reporter
from cases.two_people.pages import lay_before_second
from cases.web.file_responses import FileAnswer, stored_file
from cases.web.forms.reasons import ReasonForm
from cases.web.paging import keyset
from cases.web.signed_in import SignedIn


def identity(request: SignedIn, pk: int) -> FileAnswer:
    """Ask for the reason; the response is the identity or the original mail. No access remains open."""
    readable = Reporter.objects.readable_by(request.user)
    row = get_object_or_404(readable.only("pk", "incident", "report", "outside_report"), pk=pk)
    now = timezone.now()
    granted = confirmed_reason(PendingAct.Kind.REPORTER, actor=request.user, at=now, of=row)
    form = ReasonForm(request.POST or None, initial={"reason": granted})
    shown = None
    original = ReportOriginal.objects.filter(report=row.report_id or 0).select_related("report").first()
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            shown = read_reporter(reporter=row, actor=request.user, at=now, reason=reason)
        except NeedsSecond as need:
            return _proposed(request, need, form, {"reporter": row, "shown": None, "form": form, "original": original})
        if original and "original" in request.POST:
            name, kind = original.original_name, original.content_type
            return stored_file(request, original.file, sha256=original.sha256, name=name, content_type=kind)
    context = {"reporter": row, "shown": shown, "form": form, "original": original}
    return render(request, "reports/reporters/identity.html", context, status=422 if form.errors else 200)


def _proposed(request: SignedIn, need: NeedsSecond, form: ReasonForm, context: dict[str, object]) -> HttpResponse:
    """The page of the proposal; the form again, where nobody could confirm it."""
    try:
        return lay_before_second(request, need)
    except RuleViolation as why:
        form.add_error(None, str(why))
        return render(request, "reports/reporters/identity.html", context, status=422)


def readings(request: SignedIn) -> HttpResponse:
    """Who read which identity, when and why, newest first; for administrators, who cannot read identities."""
    if not may(request.user, Right.AUDIT_READING):
        raise Http404
    rows = ReporterReading.objects.select_related("user")
    if request.user.government_id:
        rows = rows.filter(user__government=request.user.government_id)
    return render(request, "reports/reporters/readings.html", {"page": keyset(request, rows, ("-at", "-pk"))})
