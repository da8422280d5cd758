"""Pencegahan: early warnings, corrective actions, and the months around each circular."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.dashboard.forms import DashboardFilter
from cases.dashboard.scope import Scope
from cases.dashboard.views import read_scope
from cases.models import CorrectiveAction, WarningReview
from cases.prevention import acts
from cases.prevention.forms import ActionForm, FinishForm, ReviewForm
from cases.prevention.reviews import readable_by
from cases.prevention.warnings import Warned, effects_of, warnings_of
from cases.procedure.refusals import RuleViolation
from cases.procedure.rights import Right, may
from cases.web.idempotency import idempotent
from cases.web.reading import note_case, note_list
from cases.web.signed_in import SignedIn

SHOWN = 20  # of reviews and of finished actions


def overview(request: SignedIn) -> HttpResponse:
    """What is warned of, what was made of it, what has to change, and what circulars changed."""
    _form, scope, _address = read_scope(request, DashboardFilter)
    own = CorrectiveAction.objects.filter(owner__in=scope.agencies).select_related("owner", "case", "regulation")
    actions = own.readable_by(request.user)
    reviews = WarningReview.objects.filter(government=request.user.own_government).select_related("reviewed_by")
    context = {
        "warnings": _warnings(request, scope),
        "reviews": readable_by(request.user, reviews[:SHOWN]) if may(request.user, Right.PREVENT) else [],
        "open_actions": actions.open()[:SHOWN],
        "done_actions": actions.filter(done_on__isnull=False).order_by("-done_on", "-pk")[:SHOWN],
        "effects": effects_of(scope),
        "may_prevent": may(request.user, Right.PREVENT),
        "today": scope.today,
    }
    return render(request, "prevention/overview.html", context)


@idempotent
def review(request: SignedIn, subject: str) -> HttpResponse:
    """One warning and the form of its review; 404 where it no longer stands."""
    _require_right(request)
    _form, scope, _address = read_scope(request, DashboardFilter)
    standing = warnings_of(request.user, scope, request.user.working_calendar())
    warned = next((each for each in standing if each.subject == subject), None)
    if warned is None:
        raise Http404
    form = ReviewForm(request.POST or None)
    if form.is_valid():
        acts.review(warned=warned, actor=request.user, at=timezone.now(), **form.cleaned_data)
        messages.success(request, _("Penilaian tersimpan."))
        return redirect("prevention")
    if warned.case_id is not None and request.method == "GET":
        note_list(request.user, "warning", cases=[warned.case_id])
    earlier = WarningReview.objects.filter(
        government=request.user.own_government, kind=warned.kind, subject=subject
    ).select_related("reviewed_by")
    context = {"warned": warned, "form": form, "earlier": earlier}
    return render(request, "prevention/review.html", context, status=422 if form.errors else 200)


@idempotent
def assign(request: SignedIn) -> HttpResponse:
    """Assign a corrective action."""
    _require_right(request)
    now = timezone.now()
    form = ActionForm(
        request.POST or None, user=request.user, today=request.user.local_date(now), zone=request.user.zone
    )
    if form.is_valid():
        try:
            acts.assign(actor=request.user, at=now, **form.keywords())
        except RuleViolation as why:
            form.add_error(None, str(why))
        else:
            messages.success(request, _("Tindakan perbaikan ditugaskan."))
            return redirect("prevention")
    return render(request, "prevention/action.html", {"form": form}, status=422 if form.errors else 200)


@idempotent
def finish(request: SignedIn, pk: int) -> HttpResponse:
    """Report a corrective action as done, with its proof."""
    own = CorrectiveAction.objects.filter(government=request.user.government).select_related("owner", "case")
    action = get_object_or_404(own, pk=pk)
    if not acts.may_finish(request.user, action):
        raise Http404
    if action.case is not None:
        note_case(request, action.case, "corrective action")
    now = timezone.now()
    form = FinishForm(request.POST or None, today=request.user.local_date(now), zone=request.user.zone)
    if form.is_valid():
        try:
            acts.finish(action=action, actor=request.user, at=now, **form.cleaned_data)
        except RuleViolation as why:
            form.add_error(None, str(why))
        else:
            messages.success(request, _("Dilaporkan selesai."))
            return redirect("prevention")
    context = {"form": form, "action": action}
    return render(request, "prevention/action.html", context, status=422 if form.errors else 200)


def _warnings(request: SignedIn, scope: Scope) -> list[tuple[Warned, WarningReview | None]]:
    """Each warning with its newest review."""
    warned = warnings_of(request.user, scope, request.user.working_calendar())
    known = WarningReview.objects.filter(
        government=request.user.own_government, subject__in=[each.subject for each in warned]
    ).order_by("reviewed_at", "pk")
    newest = {(each.kind, each.subject): each for each in known}
    return [(each, newest.get((each.kind.value, each.subject))) for each in warned]


def _require_right(request: SignedIn) -> None:
    if not may(request.user, Right.PREVENT):
        raise PermissionDenied
