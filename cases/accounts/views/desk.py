"""Pages of administrators: the accounts of a government, an invitation, the rights of one account."""

from smtplib import SMTPException
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from cases.accounts import desk
from cases.accounts.desk_forms import AdministratorForm, ChangeForm, InvitationForm
from cases.models import Role, User
from cases.procedure.refusals import RuleViolation
from cases.procedure.rights import Right, may
from cases.web.idempotency import idempotent
from cases.web.paging import keyset
from cases.web.signed_in import SignedIn

EVENTS_SHOWN = 30
MAIL_FAILS = (OSError, SMTPException)
NO_MAIL = gettext_lazy("Undangan tidak dapat dikirim: peladen surel tidak menerimanya. Coba lagi nanti.")


@require_safe
def accounts(request: SignedIn) -> HttpResponse:
    """The accounts that the administrator manages."""
    _administrator(request)
    page = keyset(request, desk.accounts_of(request.user), ("username",))
    return render(request, "accounts/desk/list.html", {"page": page})


@idempotent
def invite(request: SignedIn) -> HttpResponse:
    """Create an account with a role; its owner receives a link."""
    actor = _administrator(request)
    account = User(government=actor.government, role=Role.ADMINISTRATOR if actor.government is None else "")
    form: InvitationForm | AdministratorForm
    if actor.government is None:
        form = AdministratorForm(request.POST or None, instance=account)
    else:
        form = InvitationForm(request.POST or None, instance=account, actor=actor)
    if request.method == "POST" and form.is_valid():
        try:
            desk.invite(form.save(commit=False), actor=actor, request=request, at=timezone.now())
        except MAIL_FAILS:
            form.add_error("email", NO_MAIL)
        except RuleViolation as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Undangan dikirim ke %(mail)s.") % {"mail": account.email})
            return redirect("account-desk")
    return render(request, "accounts/desk/invite.html", {"form": form}, status=422 if form.errors else 200)


@idempotent
def change(request: SignedIn, pk: int) -> HttpResponse:
    """Name, mail and rights of one account, and its security events."""
    actor = _administrator(request)
    account = get_object_or_404(desk.accounts_of(actor), pk=pk)
    if actor.government is None:
        return render(request, "accounts/desk/account.html", _told(account))
    form = ChangeForm(request.POST or None, instance=account, actor=actor)
    if request.method == "POST" and form.is_valid():
        reads = form.cleaned_data["may_read_reporters"]
        act: dict[str, Any] = {"actor": actor, "request": request, "at": timezone.now()}
        try:
            changed = desk.change(account, form.rights(), reads_reporters=reads, **act)
        except RuleViolation as refusal:
            form.add_error(None, str(refusal))
        else:
            ended = _("Hak diubah, semua sesi akun itu berakhir.") if changed else _("Disimpan.")
            messages.success(request, ended)
            return redirect("account-change", pk)
    context = {"form": form, **_told(get_object_or_404(desk.accounts_of(actor), pk=pk))}
    return render(request, "accounts/desk/account.html", context, status=422 if form.errors else 200)


@require_POST
@idempotent
def invite_again(request: SignedIn, pk: int) -> HttpResponse:
    """Mail a new link to an account that never chose a password."""
    actor = _administrator(request)
    account = get_object_or_404(desk.accounts_of(actor), pk=pk)
    try:
        desk.invite_again(account, actor=actor, request=request, at=timezone.now())
    except MAIL_FAILS:
        messages.error(request, NO_MAIL)
    except RuleViolation as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Undangan dikirim ke %(mail)s.") % {"mail": account.email})
    return redirect("account-change", pk)


def _told(account: User) -> dict[str, object]:
    events = account.events.select_related("by")[:EVENTS_SHOWN]
    return {"account": account, "events": events, "is_waiting": not account.has_usable_password()}


def _administrator(request: SignedIn) -> User:
    if not may(request.user, Right.MANAGE_ACCOUNTS):
        raise Http404
    return request.user
