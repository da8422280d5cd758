"""Pages of retention: what is due and what was destroyed, one proposal, the schedule, and the certificates."""

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cases.models import Case, Destruction, Disposal, LegalHold
from cases.procedure.refusals import RuleViolation
from cases.procedure.rights import Right, may
from cases.procedure.two_people import NeedsSecond
from cases.retention import holds, schedule
from cases.retention.destroying import destroy
from cases.retention.forms.retention import ChoiceForm, HoldForm
from cases.two_people.pages import lay_before_second
from cases.web.file_responses import FileAnswer, stored_file
from cases.web.idempotency import idempotent
from cases.web.paging import SHORT_PAGE, keyset
from cases.web.reading import note_case, open_case
from cases.web.signed_in import SignedIn
from regulations.models import ClockStep


@require_safe
def listing(request: SignedIn) -> HttpResponse:
    """What waits for two reviewers, what is held, and what was destroyed."""
    _for_reviewers(request)
    seen = Disposal.objects.visible_to(request.user)
    page = keyset(request, seen.waiting().select_related("case", "limit"), ("due_on", "pk"), size=SHORT_PAGE)
    held = LegalHold.objects.filter(lifted_at=None, case__in=seen.values("case"))
    done = Destruction.objects.filter(disposal__in=seen).select_related("first_by", "second_by")
    context = {"page": page, "held": held.select_related("case")[:SHORT_PAGE], "done": done[:SHORT_PAGE]}
    return render(request, "retention/list.html", context)


@idempotent
def detail(request: SignedIn, pk: int) -> HttpResponse:
    """One proposal: destroy with a second reviewer, or hold the case."""
    _for_reviewers(request)
    rows = Disposal.objects.visible_to(request.user).select_related("case__agency", "government", "limit")
    disposal = get_object_or_404(rows, pk=pk)
    if disposal.case is not None:
        note_case(request, disposal.case, "disposal")
    act = request.POST.get("act")
    form = HoldForm(request.POST if act == "hold" else None)
    refusal = ""
    if request.method == "POST":
        try:
            if done := _carry_out(request, disposal, act, form):
                return done
        except NeedsSecond as need:
            return _second(request, disposal, need)
        except RuleViolation as why:
            refusal = str(why)
    hold = LegalHold.objects.filter(case=disposal.case, lifted_at=None).first() if disposal.case else None
    made = Destruction.objects.filter(disposal=disposal).first()
    context = {"disposal": disposal, "form": form, "refusal": refusal, "hold": hold, "made": made}
    return render(request, "retention/detail.html", context, status=422 if refusal or form.errors else 200)


def _carry_out(request: SignedIn, disposal: Disposal, act: str | None, form: HoldForm) -> HttpResponse | None:
    who: dict[str, Any] = {"actor": request.user, "at": timezone.now()}
    if act == "destroy":
        destroy(disposal=disposal, **who)
        messages.success(request, _("Dimusnahkan."))
    elif disposal.case is None or not _held_or_lifted(request, disposal.case, form):
        return None
    return redirect("disposal", disposal.pk)


def _second(request: SignedIn, disposal: Disposal, need: NeedsSecond) -> HttpResponse:
    try:
        return lay_before_second(request, need)
    except RuleViolation as why:
        messages.error(request, str(why))
        return redirect("disposal", disposal.pk)


@idempotent
def hold(request: SignedIn, number: str) -> HttpResponse:
    """Hold one case, also long before its time ends, or lift its hold."""
    _for_reviewers(request)
    case = open_case(request, number, "form legal-hold")
    form = HoldForm(request.POST if request.POST.get("act") == "hold" else None)
    refusal = ""
    if request.method == "POST":
        try:
            if _held_or_lifted(request, case, form):
                return redirect("case", case.number)
        except RuleViolation as why:
            refusal = str(why)
    standing = LegalHold.objects.filter(case=case, lifted_at=None).select_related("placed_by").first()
    context = {"case": case, "form": form, "refusal": refusal, "hold": standing}
    return render(request, "retention/hold.html", context, status=422 if refusal or form.errors else 200)


def _held_or_lifted(request: SignedIn, case: Case, form: HoldForm) -> bool:
    who: dict[str, Any] = {"actor": request.user, "at": timezone.now()}
    act = request.POST.get("act")
    if act == "hold" and form.is_valid():
        holds.place(case=case, **who, **form.cleaned_data)
        messages.success(request, _("Kasus ditahan dari pemusnahan."))
        return True
    if act == "lift":
        holds.lift(case=case, **who)
        messages.success(request, _("Penahanan dicabut."))
        return True
    return False


@idempotent
def times(request: SignedIn) -> HttpResponse:
    """The schedule of the government, with the source of each time; its own times may replace the national ones."""
    user = request.user
    if not (may(user, Right.DISPOSE) or may(user, Right.SET_RETENTION)) or user.government is None:
        raise Http404
    may_set, now = may(user, Right.SET_RETENTION), timezone.now()
    form = ChoiceForm(request.POST or None) if may_set else None
    rows = schedule.schedule_of(user.government, user.local_date(now))
    if form is not None:
        choices: Any = form.fields["step"]
        choices.choices = choices.widget.choices = [(row.limit.step, row.limit.label) for row in rows]
    if form is not None and form.is_valid():
        given = form.cleaned_data | {"step": ClockStep(form.cleaned_data["step"])}
        try:
            schedule.choose(actor=user, at=now, **given)
        except RuleViolation as why:
            form.add_error(None, str(why))
        else:
            messages.success(request, _("Masa simpan daerah tercatat; berlaku bagi usulan berikutnya."))
            return redirect("retention-times")
    context = {"rows": rows, "form": form, "may_dispose": may(user, Right.DISPOSE)}
    return render(request, "retention/times.html", context, status=422 if form and form.errors else 200)


@require_safe
def certificate(request: SignedIn, pk: int) -> FileAnswer:
    """The PDF of a certificate; for everybody who may read the case, because its page says that it is gone."""
    seen = Disposal.objects.visible_to(request.user)
    of_readings = Q(disposal__case=None) if may(request.user, Right.DISPOSE) else Q(pk__in=[])
    rows = Destruction.objects.filter(Q(disposal__in=seen) & (Q(disposal__case__isnull=False) | of_readings))
    made = get_object_or_404(rows, pk=pk)
    return stored_file(request, made.file, sha256=made.sha256, name=f"{made.number}.pdf", shown=True)


def _for_reviewers(request: SignedIn) -> None:
    if not may(request.user, Right.DISPOSE):
        raise Http404
