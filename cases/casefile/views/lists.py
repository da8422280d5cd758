"""What an account does with a list: save it as a view, export it, remind or assign the chosen cases."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cases.casefile import exports, kept_searches, saved_views
from cases.casefile.filters import CaseFilter, filtered, query_of
from cases.casefile.forms import SaveViewForm
from cases.handling import owners
from cases.models import Case, ListExport, SavedView, User
from cases.procedure.refusals import RuleViolation
from cases.procedure.rights import Right, may
from cases.web.account_limits import costly
from cases.web.file_responses import WORKBOOK, FileAnswer, file_response
from cases.web.signed_in import SignedIn

SECONDS = "2"  # interval at which the page asks for the progress
CHOSEN = "case"  # the name of the boxes; each holds the number of a case
MOST_AT_ONCE = 200
CHOSEN_ACTS = ("remind", "assign", *ListExport.Format.values)


def views(request: SignedIn) -> HttpResponse:
    """The views that the account saved."""
    return render(request, "casefile/lists/views.html", {"views": SavedView.objects.filter(user=request.user)})


def save(request: SignedIn) -> HttpResponse:
    """Save the filters of the address under a name."""
    given = _given(request)
    today = request.user.local_date(timezone.now())
    try:
        filtered(request.user, given, today)
    except RuleViolation as refusal:
        messages.error(request, str(refusal))
        return _to_list(request)
    form = SaveViewForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        saved_views.save_view(actor=request.user, filters=given, **form.cleaned_data)
        messages.success(request, _("Tampilan disimpan."))
        return redirect("saved-views")
    context = {"form": form, "tags": CaseFilter(query_of(given), user=request.user, today=today).tags()}
    return render(request, "casefile/lists/save.html", context, status=422 if form.errors else 200)


def view(request: SignedIn, pk: int) -> HttpResponse:
    """Open a saved view; a POST deletes it."""
    found = get_object_or_404(SavedView, pk=pk, user=request.user)
    if request.method == "POST":
        found.delete()
        return redirect("saved-views")
    return redirect(f"{reverse('cases')}?{kept_searches.with_keys(request.session, found.filters).urlencode()}")


@costly
@require_POST
def export(request: SignedIn) -> HttpResponse:
    """Order a file with the cases of the address, or with the chosen ones."""
    form = request.POST.get("format", "")
    wanted = form if form in ListExport.Format.values else ListExport.Format.XLSX
    return _ordered(request, _given(request), str(wanted), [])


def one_export(request: SignedIn, key: Any) -> HttpResponse:
    """How far a file is; then its download."""
    row = get_object_or_404(ListExport, key=key, user=request.user)
    response = render(request, "casefile/lists/export.html", {"row": row})
    if row.is_waiting:
        response.headers["Refresh"] = SECONDS
    return response


def export_file(request: SignedIn, key: Any) -> FileAnswer:
    """The file, within its day."""
    row = get_object_or_404(ListExport, key=key, user=request.user)
    if not row.is_ready or row.expires_at <= timezone.now():
        raise Http404
    content_type = WORKBOOK if row.format == ListExport.Format.XLSX else "text/csv; charset=utf-8"
    day = row.user.local_date(row.ordered_at)
    return file_response(row.file, name=f"kasus-{day}.{row.format.lower()}", content_type=content_type)


@costly
@require_POST
def chosen(request: SignedIn) -> HttpResponse:
    """Remind, assign or export the chosen cases; those for which it is refused are told."""
    back, act = _to_list(request), request.POST.get("act", "")
    if act not in CHOSEN_ACTS:
        raise Http404
    numbers = list(dict.fromkeys(request.POST.getlist(CHOSEN)))[:MOST_AT_ONCE]
    if not numbers:
        messages.error(request, _("Pilih paling sedikit satu kasus."))
        return back
    if act in ListExport.Format.values:
        return _ordered(request, {}, act, numbers)
    if not may(request.user, Right.HANDLE_CASE):
        raise Http404
    to = next((each for each in receivers(request.user) if str(each.pk) == request.POST.get("to")), None)
    if act == "assign" and to is None:
        messages.error(request, _("Pilih petugas yang menerima kasus ini."))
        return back
    cases = Case.objects.visible_to(request.user).filter(number__in=numbers).select_related("agency", "owner")
    done, refused = _for_each(request, list(cases.order_by("pk")), to if act == "assign" else None)
    said = _("%(n)d kasus diserahkan.") if act == "assign" else _("Pengingat dikirim untuk %(n)d kasus.")
    messages.success(request, said % {"n": done})
    for line in refused:
        messages.error(request, line)
    return back


def _for_each(request: SignedIn, cases: list[Case], to: User | None) -> tuple[int, list[str]]:
    """Hand each case over, or without a receiver remind in it. The number done, and each refusal with its case."""
    done, refused = 0, []
    for case in cases:
        who: dict[str, Any] = {"case": case, "actor": request.user, "at": timezone.now()}
        try:
            if to is not None:
                owners.hand_over(**who, to=to)
            else:
                owners.remind(**who)
            done += 1
        except RuleViolation as why:
            refused.append(f"{case.number}: {why}")
    return done, refused


def receivers(user: User) -> list[User]:
    """The accounts of the government that may handle cases; whether one may handle this case is asked for each."""
    same = User.objects.filter(government_id=user.government_id or 0, is_active=True, role__in=Right.HANDLE_CASE.roles)
    return list(same.order_by("first_name", "username"))


def _ordered(request: SignedIn, given: dict[str, str], wanted: str, only: list[str]) -> HttpResponse:
    try:
        row = exports.order(
            actor=request.user, at=timezone.now(), filters=given, wanted=wanted, request=request, only=only
        )
    except RuleViolation as refusal:
        messages.error(request, str(refusal))
        return _to_list(request)
    return redirect("list-export", row.key)


def _to_list(request: SignedIn) -> HttpResponseRedirect:
    """The list with the filters of the address."""
    return redirect(f"{reverse('cases')}?{request.GET.urlencode()}")


def _given(request: SignedIn) -> dict[str, str]:
    """The filters of the address, with the words of its keys."""
    asked, _knows_all = kept_searches.with_words(request.session, request.GET)
    return {name: value for name in CaseFilter.base_filters if (value := asked.get(name))}
