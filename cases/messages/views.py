"""The inbox of an account. Reading the list changes nothing; the button that opens a message marks it as read."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cases.models import Notification
from cases.web.paging import PAGE_SIZE, keyset
from cases.web.signed_in import SignedIn

COLUMNS = ("pk", "kind", "subject", "body", "created_at", "read_at", "case__number")


def inbox(request: SignedIn) -> HttpResponse:
    """Unread messages first, then read ones with pagination; a POST marks all as read."""
    unread = Notification.objects.unread(request.user)
    if request.method == "POST":
        unread.update(read_at=timezone.now())
        messages.success(request, _("Semua pemberitahuan ditandai sudah dibaca."))
        return redirect("notifications")
    read = Notification.objects.filter(recipient=request.user, read_at__isnull=False)
    context = {
        "unread": list(unread.values_list(*COLUMNS, named=True)[:PAGE_SIZE]),
        "page": keyset(request, read.values_list(*COLUMNS, named=True), ("-created_at", "-pk")),
        "kinds": {str(kind): str(word) for kind, word in Notification.Kind.choices},
    }
    return render(request, "messages/inbox.html", context)


@require_POST
def follow(request: SignedIn, pk: int) -> HttpResponse:
    """Mark one message as read and redirect to its link."""
    message = get_object_or_404(Notification, pk=pk, recipient=request.user)
    Notification.objects.unread(request.user).filter(pk=pk).update(read_at=timezone.now())
    return redirect(message.path)
