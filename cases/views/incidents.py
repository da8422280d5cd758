"""Recording what the public saw."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from cases.forms.intake import IntakeForm
from cases.models import Case, Role
from cases.services.intake import report_incident
from cases.workflow import RuleViolation

from .once import once

RECORDERS = (Role.HR_OFFICER, Role.BKPSDM, Role.INSPECTOR, Role.LEADER)


@once
def new(request: HttpRequest) -> HttpResponse:
    """One page; link, file or a sentence, and an agency are enough to save."""
    if request.user.role not in RECORDERS:
        raise PermissionDenied
    now = timezone.now()
    form = IntakeForm(request.POST or None, request.FILES or None, user=request.user, now=now)
    if request.method == "POST" and form.is_valid():
        try:
            case = report_incident(actor=request.user, at=now, report=form.report())
        except RuleViolation as refusal:
            form.add_error(None, str(refusal))
        else:
            _tell(request, case)
            return redirect("case", case.number)
    return render(request, "cases/intake.html", {"form": form}, status=422 if form.errors else 200)


def _tell(request: HttpRequest, case: Case) -> None:
    is_known = case.respondents.filter(employee__isnull=False).exists()
    following = _("minta klarifikasi") if is_known else _("kenali terlapor")
    messages.success(
        request,
        _("Laporan tersimpan dengan nomor %(number)s. Berikutnya: %(following)s.")
        % {"number": case.number, "following": following},
    )
    links = case.incidents.exclude(posts__url="").values("posts__url")
    twins = Case.objects.visible_to(request.user).filter(incidents__posts__url__in=links).exclude(pk=case.pk)
    if found := list(twins.distinct().order_by("-opened_at").values_list("number", "number")[:3]):
        numbers = format_html_join(", ", '<a href="/cases/{}/">{}</a>', found)
        messages.warning(request, format_html(_("Mungkin sudah tercatat, tautannya sama: {}."), numbers))
