"""The tab of handling: owner, reminder, notes and checklist; and the deputies of an account."""

from functools import cache
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db.models import Exists, OuterRef
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cases.handling import notes, owners
from cases.handling.checklist import checklist
from cases.handling.forms import DeputyForm, HandOverForm, NoteForm
from cases.models import Allegation, Assignment, AuditEntry, Case, CaseNote, Deputy, Respondent, User
from cases.procedure.refusals import RuleViolation
from cases.procedure.rights import Right, may
from cases.web import case_tabs
from cases.web.case_tabs import CaseTab, rows_of_case
from cases.web.idempotency import idempotent
from cases.web.keys import key_of
from cases.web.reading import open_case
from cases.web.signed_in import SignedIn
from lib.nested_rows import Rows

NAMED = ("username", "first_name", "last_name")
NEWEST = 5  # assignments that the tab shows
MOST = 100  # notes


@idempotent
def handling(request: SignedIn, number: str) -> HttpResponse:
    """Who handles the case, what the handlers wrote, and what the procedure still asks. A POST writes a note."""
    case: Any = open_case(request, number, "handling")
    others = [each for each in owners.handlers_of(case) if each != request.user]
    form = NoteForm(request.POST or None, handlers=others)
    if request.method == "POST" and form.is_valid():
        notes.write_note(case=case, actor=request.user, at=timezone.now(), **form.cleaned_data)
        return redirect("case-handling", number)
    _read().fill(case)
    today = case.agency.local_date(timezone.now())
    context = {
        "may_handle": may(request.user, Right.HANDLE_CASE),
        "is_mine": case.owner_id == request.user.pk,
        "deputy": _deputy_of(case.owner, today),
        "hand_over": HandOverForm(handlers=others),
        "note_form": form,
        "reminder": _reminder(case),
        "checklists": [
            (path, _checked(path, request.user)) for path in case.respondents.all() if path.status != "CLOSED"
        ],
        "assignments": case.newest_assignments,
    }
    shown = case_tabs.shown(case, CaseTab.HANDLING) | context
    return render(request, "handling/tab.html", shown, status=422 if form.errors else 200)


@require_POST
def assign(request: SignedIn, number: str, verb: str) -> HttpResponse:
    """Take the case, hand it over, lay it down, or remind who has to act."""
    case = open_case(request, number, "handling")
    who: dict[str, Any] = {"case": case, "actor": request.user, "at": timezone.now()}
    try:
        said = _carry_out(verb, case, request, who)
    except RuleViolation as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, said)
    return redirect("case-handling", number)


def _carry_out(verb: str, case: Case, request: SignedIn, who: dict[str, Any]) -> str:
    match verb:
        case "take":
            owners.take(**who)
            return _("Kasus ini sekarang Anda tangani.")
        case "lay-down":
            owners.lay_down(**who)
            return _("Kasus ini tidak lagi Anda tangani.")
        case "remind":
            told = owners.remind(**who)
            return _("%(n)d akun diingatkan.") % {"n": told}
    if verb != "hand-over":
        raise Http404
    form = HandOverForm(request.POST, handlers=owners.handlers_of(case))
    if not form.is_valid():
        raise RuleViolation(_("Pilih petugas yang menerima kasus ini."))
    owners.hand_over(**who, **form.cleaned_data)
    return _("Kasus diserahkan kepada %(who)s.") % {"who": form.cleaned_data["to"]}


@require_POST
def delete(request: SignedIn, number: str, pk: int) -> HttpResponse:
    """Delete a note of one's own."""
    case = open_case(request, number, "handling")
    notes.delete_note(note=get_object_or_404(case.notes.filter(author=request.user), pk=pk), actor=request.user)
    return redirect("case-handling", number)


@idempotent
def deputies(request: SignedIn) -> HttpResponse:
    """Who stands in for the account, and when. A POST adds one, or with ``end`` ends one."""
    now = timezone.now()
    today = request.user.local_date(now)
    mine = Deputy.objects.filter(user=request.user).not_over(today).select_related("deputy")
    if request.method == "POST" and (ended := request.POST.get("end")):
        if (key := key_of(ended)) is not None:
            mine.filter(pk=key).delete()
        return redirect("deputies")
    form = DeputyForm(request.POST or None, user=request.user, today=today, zone=request.user.zone)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Pengganti disimpan."))
        return redirect("deputies")
    context = {"form": form, "deputies": mine}
    return render(request, "handling/deputies.html", context, status=422 if form.errors else 200)


def _deputy_of(owner: User | None, today: Any) -> Deputy | None:
    if owner is None:
        return None
    return Deputy.objects.on(today).filter(user=owner).select_related("deputy").first()


def _reminder(case: Case) -> str:
    """The text to copy into a message: number and address only."""
    address = f"{settings.BASE_URL}{reverse('case', args=[case.number])}"
    return _("Mohon tindak lanjuti %(number)s: %(address)s") % {"number": case.number, "address": address}


def _checked(path: Any, user: User) -> list[Any]:
    done = {entry.act for entry in path.round_acts if path.reopened_on is None or entry.on >= path.reopened_on}
    return checklist(path, done, has_allegation=path.has_allegation, role=user.role)


@cache
def _read() -> Rows[Case]:
    paths = Rows(
        Respondent.objects.all(),
        joined={"employee": ("name",)},
        lists={"round_acts": Rows(AuditEntry.objects.order_by("pk"), only=("act", "on"), of="respondent")},
        also={"has_allegation": Exists(Allegation.objects.filter(respondent=OuterRef("pk")))},
    )
    said = Rows(CaseNote.objects.newest(), joined={"author": NAMED}, lists={}, most=MOST)
    history = Rows(Assignment.objects.all(), joined={"owner": NAMED, "by": NAMED}, of="case", most=NEWEST)
    return rows_of_case({"respondents": paths, "notes": said, "newest_assignments": history})
