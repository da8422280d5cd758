"""Pages on the installation itself: readiness and metrics for programs, the status for its operator."""

import secrets

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST

from cases.models import Channel, Heartbeat, VaultCheck, VaultFinding, VaultRound
from cases.operations import faults, figures, unsent
from cases.procedure.rights import Right, may
from cases.web.keys import key_of
from cases.web.signed_in import SignedIn

SHOWN = 100  # of each list
ACTS = {"again": unsent.send_again, "go": unsent.let_go}


@login_not_required
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """200 if database, broker, storage and the sweeps work, otherwise 503 with the names of the faults."""
    now = timezone.now()
    found = [*faults.broker(), *faults.storage(), *faults.stalled_queues(now), *faults.silent_tasks(now)]
    names = "".join(f"{fault.name}\n" for fault in found) or "ok\n"
    return HttpResponse(names, status=503 if found else 200, content_type="text/plain")


@login_not_required
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Metrics for Prometheus with the token CONDUCT_METRICS_TOKEN; 404 without the setting."""
    token = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not settings.METRICS_TOKEN or not secrets.compare_digest(token.encode(), settings.METRICS_TOKEN.encode()):
        raise Http404
    return HttpResponse(figures.written(timezone.now()), content_type=CONTENT_TYPE_LATEST)


@require_safe
def status(request: SignedIn) -> HttpResponse:
    """Faults, channels, heartbeats and the last check of the evidence, for administrators."""
    _administrators_only(request)
    check = VaultCheck.objects.order_by("-at").first()
    context = {
        "faults": faults.present(timezone.now()),
        "channels": Channel.objects.order_by("name"),
        "set_aside": {name: unsent.set_aside(name, request.user).count() for name in unsent.OUTBOXES},
        "beats": Heartbeat.objects.order_by("name"),
        "check": check,
        "findings": VaultFinding.objects.filter(round__result=check)[:SHOWN] if check else [],
        "under_way": VaultRound.objects.filter(result=None).first(),
    }
    return render(request, "operations/status.html", context)


def unsent_mail(request: SignedIn) -> HttpResponse:
    """What was set aside, newest first; a POST sends one or all of an outbox again, or lets them go."""
    _administrators_only(request)
    if request.method == "POST":
        return _carried_out(request)
    lists = [
        (name, rows[:SHOWN], rows.count()) for name in unsent.OUTBOXES if (rows := unsent.set_aside(name, request.user))
    ]
    return render(request, "operations/unsent.html", {"lists": lists})


def _carried_out(request: SignedIn) -> HttpResponse:
    act, row = ACTS.get(request.POST.get("act", "")), request.POST.get("row", "")
    key = key_of(row)
    if act is None or request.POST.get("outbox") not in unsent.OUTBOXES or (row and key is None):
        raise Http404
    rows = unsent.set_aside(request.POST["outbox"], request.user)
    count = act(rows.filter(pk=key) if row else rows, actor=request.user, at=timezone.now())
    said = _("%d surel dikirim lagi.") if act is unsent.send_again else _("%d surel dilepas.")
    messages.success(request, said % count)
    return redirect("unsent-mail")


def _administrators_only(request: SignedIn) -> None:
    if not may(request.user, Right.SEE_STATUS):
        raise Http404
