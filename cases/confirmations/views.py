"""What waits for another account: the list, and one proposal with its contents."""

import uuid

from django.contrib import messages
from django.db import transaction
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.confirmations import carriers
from cases.confirmations.contents import contents_of
from cases.confirmations.forms import DecisionForm
from cases.models import PendingAct
from cases.procedure.refusals import RuleViolation
from cases.procedure.two_people import awaiting
from cases.two_people import acts
from cases.web.idempotency import idempotent
from cases.web.paging import SHORT_PAGE, keyset
from cases.web.reading import note_case
from cases.web.signed_in import SignedIn


def listing(request: SignedIn) -> HttpResponse:
    """What waits for this account, and what it proposed or decided itself."""
    own = PendingAct.objects.filter(Q(proposed_by=request.user) | Q(decided_by=request.user))
    page = keyset(request, own.select_related("proposed_by", "decided_by"), ("-proposed_at", "-pk"), size=SHORT_PAGE)
    waiting = awaiting(request.user).select_related("proposed_by").order_by("pk")[:SHORT_PAGE]
    return render(request, "confirmations/list.html", {"waiting": waiting, "page": page, "now": timezone.now()})


@idempotent
def detail(request: SignedIn, key: uuid.UUID) -> HttpResponse:
    """One proposal: what exactly is confirmed, and the decision on it."""
    waits = awaiting(request.user).values("pk")
    seen = PendingAct.objects.filter(Q(proposed_by=request.user) | Q(decided_by=request.user) | Q(pk__in=waits))
    pending = get_object_or_404(seen.select_related("proposed_by__agency", "decided_by", "case__agency"), key=key)
    if pending.case is not None:
        note_case(request, pending.case, f"confirmation {pending.kind}")
    form = DecisionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(_decided(request, pending, form.cleaned_data["reason"]))
        except RuleViolation as why:
            form.add_error(None, why.shown())
    context = {
        "pending": pending,
        "contents": contents_of(pending),
        "form": form,
        "is_own": pending.proposed_by_id == request.user.pk,
        "is_open": pending.is_waiting and pending.expires_at > timezone.now(),
        "zone": request.user,
    }
    return render(request, "confirmations/detail.html", context, status=422 if form.errors else 200)


@transaction.atomic
def _decided(request: SignedIn, pending: PendingAct, reason: str) -> str:
    """Confirm and carry out, or decline; the address that follows."""
    now, here = timezone.now(), request.path
    if request.POST.get("act") != "confirm":
        acts.decline(pending=pending, actor=request.user, at=now, reason=reason)
        messages.success(request, _("Usulan tidak dilanjutkan."))
        return here
    confirmed = acts.confirm(pending=pending, actor=request.user, at=now)
    is_done = carriers.carry_out(confirmed, now)
    messages.success(request, _("Dikonfirmasi dan dilaksanakan.") if is_done else _("Dikonfirmasi."))
    return here
