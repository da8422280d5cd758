"""The inbox of an account, and how it wants to be told.

Reading the list changes nothing; the button that opens a message marks it as read.
"""

from collections.abc import Mapping
from itertools import groupby

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cases.messages import browsers
from cases.messages.forms import BrowserForm, ManyForm, OwnForm
from cases.messages.preview import previews
from cases.models import MessageSettings, Notification
from cases.procedure.refusals import RuleViolation
from cases.procedure.rights import Right, may
from cases.web.paging import PAGE_SIZE, keyset
from cases.web.signed_in import SignedIn

COLUMNS = ("pk", "kind", "subject", "body", "created_at", "read_at", "case__number")
KINDS = {str(kind): str(word) for kind, word in Notification.Kind.choices}


def inbox(request: SignedIn) -> HttpResponse:
    """Unread messages grouped by case, then read ones with pagination; ``?kind=`` keeps one kind.

    A POST marks as read what the filter shows.
    """
    kind = request.GET.get("kind", "")
    shown = Notification.objects.shown_to(request.user).filter(**({"kind": kind} if kind in KINDS else {}))
    unread, read = shown.filter(read_at__isnull=True), shown.filter(read_at__isnull=False)
    if request.method == "POST":
        unread.update(read_at=timezone.now())
        messages.success(request, _("Semua pemberitahuan ditandai sudah dibaca."))
        return redirect("notifications")
    rows = list(unread.values_list(*COLUMNS, named=True)[:PAGE_SIZE])
    newest = {row.case__number: -at for at, row in reversed(list(enumerate(rows)))}
    rows.sort(key=lambda row: -newest[row.case__number])
    context = {
        "unread": [(number, list(group)) for number, group in groupby(rows, key=lambda row: row.case__number)],
        "page": keyset(request, read.values_list(*COLUMNS, named=True), ("-created_at", "-pk")),
        "kinds": KINDS,
        "kind": kind,
    }
    return render(request, "messages/inbox.html", context)


@require_POST
def follow(request: SignedIn, pk: int) -> HttpResponse:
    """Mark one message as read and redirect to its link."""
    message = get_object_or_404(Notification.objects.shown_to(request.user), pk=pk)
    Notification.objects.unread(request.user).filter(pk=pk).update(read_at=timezone.now())
    return redirect(message.path)


def own_settings(request: SignedIn) -> HttpResponse:
    """When and by which channels the account wants its messages."""
    mine = MessageSettings.objects.filter(user=request.user).first()
    general = MessageSettings.objects.filter(government=request.user.government, government__isnull=False).first()
    initial = {} if mine or not general else {name: getattr(general, name) for name in ManyForm.Meta.fields}
    form = OwnForm(request.POST or None, instance=mine or MessageSettings(user=request.user), initial=initial)
    about = {"browsers": request.user.browsers.all(), "vapid_key": settings.VAPID_PUBLIC_KEY}
    return _saved(request, form, "messages/own_settings.html", "profile", about)


@require_POST
def add_browser(request: SignedIn) -> HttpResponse:
    """Tell this account in the browser that asks. A script sends what the browser's push service gave it."""
    form = BrowserForm(request.POST)
    if not settings.VAPID_KEY or not form.is_valid():
        return JsonResponse({"problem": _("Peramban ini tidak mengirim alamat pemberitahuan.")}, status=422)
    try:
        browsers.subscribe(request.user, **form.cleaned_data, at=timezone.now())
    except RuleViolation as refusal:
        return JsonResponse({"problem": str(refusal)}, status=422)
    return JsonResponse({})


@require_POST
def remove_browser(request: SignedIn, pk: int) -> HttpResponse:
    """Tell a browser of this account nothing more."""
    get_object_or_404(request.user.browsers, pk=pk).delete()
    return redirect("message-settings")


@login_not_required
@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker that shows what is pushed; it handles nothing else."""
    return render(request, "messages/worker.js", content_type="text/javascript")


def general_settings(request: SignedIn) -> HttpResponse:
    """What holds for the accounts of the administrator's government that chose nothing."""
    if not may(request.user, Right.WORD_MESSAGES) or request.user.government is None:
        raise Http404
    found = MessageSettings.objects.filter(government=request.user.government).first()
    form = ManyForm(request.POST or None, instance=found or MessageSettings(government=request.user.government))
    return _saved(request, form, "messages/general_settings.html", "message-words")


@require_safe
def words(request: SignedIn) -> HttpResponse:
    """Every message with sample values, for administrators."""
    if not may(request.user, Right.WORD_MESSAGES):
        raise Http404
    return render(request, "messages/words.html", {"previews": previews()})


def _saved(
    request: SignedIn, form: ManyForm, template: str, after: str, about: Mapping[str, object] | None = None
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Pengaturan pemberitahuan disimpan."))
        return redirect(after)
    return render(request, template, {"form": form, **(about or {})}, status=422 if form.errors else 200)
