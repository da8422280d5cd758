"""The hearing room: typing during a hearing. Every page also works as a plain form."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse, QueryDict
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from cases.hearing_room import drafts, presence, recording
from cases.hearing_room import page as rooms
from cases.hearing_room.forms.room import ButtonForm, LeaseForm, RecordingForm, SentRows
from cases.hearing_room.snippets import snippets_of
from cases.models import Act, Attendance, HearingDraft, Respondent, User
from cases.procedure import offers
from cases.procedure.refusals import RuleViolation
from cases.procedure.rights import Right, may
from cases.web.file_responses import sandboxed
from cases.web.idempotency import idempotent
from cases.web.reading import note_case, open_in_case
from cases.web.signed_in import SignedIn

STRANGE = gettext_lazy(
    "Halaman itu dibuka untuk akun lain, jadi tidak ada yang disimpan. Masuk lagi dengan akun itu, lalu kirim lagi."
)


@idempotent
def open_room(request: SignedIn, pk: int) -> HttpResponse:
    """Open the room of a respondent, or enter the open one."""
    respondents = Respondent.objects.select_related("agency", "employee")
    respondent = open_in_case(request, respondents, "case", "form hearing room", pk=pk)
    refusal = offers.refusal(respondent, Act.HOLD_HEARING, request.user)
    there = respondent.hearing_drafts.unrecorded().first()
    if request.method == "POST" and not refusal:
        there = drafts.open_room(respondent=respondent, actor=request.user, at=timezone.now())
    if there and may(request.user, Right.EXAMINE):
        return redirect("room", there.pk)
    context = {"respondent": respondent, "case": respondent.case, "refusal": refusal}
    return render(request, "hearing_room/open.html", context, status=422 if request.method == "POST" else 200)


def room(request: SignedIn, pk: int) -> HttpResponse:
    """The page and its saves: with script in the background, without script the whole form."""
    draft, now = _draft(request, pk), timezone.now()
    if request.method != "POST":
        note_case(request, draft.respondent.case, "hearing room")
        return _page(request, draft)
    by_script = "application/json" in request.headers.get("Accept", "")
    if request.POST.get("account") != str(request.user.pk):
        return _strange() if by_script else _page(request, draft, refusal=str(STRANGE), status=409)
    lease = _claimed(request, draft, now)
    if "leave" in request.POST:
        return HttpResponse(status=204)
    sent = SentRows(request.POST, draft)
    refusal = _keep(request, draft, sent, now)
    if by_script:
        answer = {"refusal": refusal, "wrong": sent.complaints(), "lease": lease}
        return JsonResponse(_changes(request, draft, request.POST) | answer)
    if refusal or sent.wrong:
        return _page(request, draft, sent, refusal or _("Ada baris yang belum dapat disimpan."), status=422)
    messages.success(request, _("Draf tersimpan."))
    return redirect("room", pk)


def _keep(request: SignedIn, draft: HearingDraft, sent: SentRows, now: dt.datetime) -> str:
    """Store the rows and do what the pressed button asks for; returns the error, if any."""
    statements, attendances, notes = (sent.typed(table) for table in ("statement", "attendance", "note"))
    button = ButtonForm(request.POST, draft=draft)
    try:
        if statements or attendances or notes:
            drafts.save_draft(
                draft=draft, actor=request.user, at=now, statements=statements, attendances=attendances, notes=notes
            )
        if button.is_valid():
            button.press(draft=draft, actor=request.user, at=now)
    except RuleViolation as why:
        return str(why)
    return ""


def _claimed(request: SignedIn, draft: HearingDraft, now: dt.datetime) -> dict[str, object] | None:
    """The lease after the request of this page; None for a page that is closing or does not ask."""
    form = LeaseForm(request.POST)
    if not form.is_valid() or form.cleaned_data["page"] is None:
        return None
    page = form.cleaned_data["page"]
    if form.cleaned_data["leave"]:
        presence.release(draft=draft, page=page, at=now)
        return None
    takes_over = form.cleaned_data["take"]
    lease = presence.claim(draft=draft, page=page, actor=request.user, at=now, takes_over=takes_over)
    return {"is_ours": lease.page == page, "by": str(lease.user)}


@require_GET
def changes(request: SignedIn, pk: int) -> JsonResponse:
    """The changes since a revision; pages that are open at the same time poll this address."""
    if _is_strange(request):
        return _strange()
    return JsonResponse(_changes(request, _draft(request, pk), request.GET))


@require_GET
def key(request: SignedIn, pk: int) -> HttpResponse:
    """The key of the encrypted copies of this draft for this account; the browser does not store it.

    It is derived and therefore survives an expired session and a restart; no other account gets it.
    """
    draft = _draft(request, pk)
    if _is_strange(request):
        return _strange()
    secret = salted_hmac("cases.views.room.key", f"{request.user.pk}:{draft.pk}", algorithm="sha256").digest()
    return sandboxed(HttpResponse(secret, content_type="application/octet-stream"))


@idempotent
def record_room(request: SignedIn, pk: int) -> HttpResponse:
    """Show the draft for review, and write it into the record."""
    draft, now = _draft(request, pk), timezone.now()
    if draft.hearing_id and request.method == "GET":
        return redirect("hearing", draft.hearing_id)
    note_case(request, draft.respondent.case, "hearing room record")
    form = RecordingForm(request.POST or None, draft=draft, user=request.user, now=now)
    if form.is_valid():
        try:
            hearing = recording.record_draft(draft=draft, actor=request.user, at=now, session=form.session())
        except RuleViolation as why:
            form.add_error(None, why.shown())
        else:
            messages.success(request, _("Pemeriksaan tercatat. Bacakan, lalu tutup."))
            return redirect("hearing", hearing.pk)
    context = _frame(draft, request.user) | {
        "form": form,
        "complaints": recording.complaints(draft),
        "checklist": recording.checklist(draft),
        "is_absent": recording.is_absent(draft),
    }
    return render(request, "hearing_room/room_record.html", context, status=422 if form.errors else 200)


def _is_strange(request: SignedIn) -> bool:
    """Whether the page was rendered for another account than the one that is signed in."""
    return request.GET.get("account", str(request.user.pk)) != str(request.user.pk)


def _strange() -> JsonResponse:
    """The response (409) to a page of another account: nothing is stored or returned."""
    return JsonResponse({"refusal": str(STRANGE)}, status=409)


def _draft(request: SignedIn, pk: int) -> HearingDraft:
    """The draft, for accounts that may write it; 404 for all others, including leadership."""
    draft = get_object_or_404(rooms.drafts_of(request.user), pk=pk)
    if not may(request.user, Right.EXAMINE):
        raise Http404
    return draft


def _changes(request: SignedIn, draft: HearingDraft, asked: QueryDict) -> dict[str, object]:
    since = asked.get("since", "")
    known = int(since) if since.isascii() and since.isdigit() and len(since) < 10 else 0
    clock = timezone.now().astimezone(draft.respondent.agency.zone).strftime("%H.%M")
    answer = rooms.changes(draft, request.user, since=known)
    return answer | {"token": get_token(request), "clock": clock}


def _frame(draft: HearingDraft, reader: User) -> dict[str, Any]:
    rows = rooms.rows(draft, reader)
    return {"draft": draft, "respondent": draft.respondent, "case": draft.respondent.case, **rows}


def _page(
    request: SignedIn, draft: HearingDraft, sent: SentRows | None = None, refusal: str = "", status: int = 200
) -> HttpResponse:
    context, on = _frame(draft, request.user), draft.respondent.agency.local_date(draft.opened_at)
    if sent:
        sent.give_back(*(context[table] or [] for table in ("statements", "attendances", "notes")))
    context |= {
        "refusal": refusal,
        "bank": rooms.keyed(drafts.bank(draft, on)),
        "evidence": rooms.evidence_for(draft, request.user),
        "particulars": rooms.particulars(draft.respondent, on),
        "summonses": draft.respondent.summonses.select_related("examiner"),
        "allegations": draft.respondent.allegations.select_related("provision__regulation"),
        "lease": presence.lease_of(draft, timezone.now()),
        "snippets": snippets_of(request.user),
        "parts": Attendance.Part.choices,
        "states": Attendance.State.choices,
    } | rooms.blank_rows(draft)
    return render(request, "hearing_room/room.html", context, status=status)
