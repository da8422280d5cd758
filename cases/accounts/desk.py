"""Acts of administrators on accounts: open one by invitation, change its rights, deactivate it.

Nobody sets the password of another account: a mailed link lets the owner choose one, once and within three days. Each
change is recorded, ends the sessions of the account, and is told to its owner and to the other administrators.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.contrib.auth.models import Permission
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from cases.accounts import events
from cases.accounts.adapter import tell_change
from cases.messages.outbox import notify
from cases.messages.wording import texts_of
from cases.models import AccountEvent, Notification, Role, User
from cases.procedure.refusals import NotAllowed, RuleViolation
from cases.procedure.rights import Right, require

What = AccountEvent.What


def accounts_of(actor: User) -> QuerySet[User]:
    """Accounts of the administrator's government; for an operator without a government, the administrators of all."""
    accounts = User.objects.select_related("government", "agency", "employee")
    if actor.government_id is None:
        return accounts.filter(role=Role.ADMINISTRATOR, government__isnull=False)
    return accounts.filter(government=actor.government_id)


@transaction.atomic
def invite(account: User, *, actor: User, request: HttpRequest, at: dt.datetime) -> User:
    """Create an account without a password and mail its link.

    Raises NotAllowed, and OSError or SMTPException if the mail cannot be sent; then no account is created.
    """
    require(actor, Right.MANAGE_ACCOUNTS)
    if account.government_id is None or actor.government_id not in (None, account.government_id):
        raise NotAllowed(_("Akun dibuka di pemerintah daerah Anda sendiri."))
    if actor.government_id is None and account.role != Role.ADMINISTRATOR:
        raise NotAllowed(_("Operator hanya mengundang administrator; akun lain diundang administrator itu."))
    account.set_unusable_password()
    account.tour_step = 1
    account.save()
    _write_invitation(account, actor, request, at)
    return account


@transaction.atomic
def invite_again(account: User, *, actor: User, request: HttpRequest, at: dt.datetime) -> None:
    """Mail a new link to an account that never chose a password. Raises RuleViolation, and as ``invite``."""
    require(actor, Right.MANAGE_ACCOUNTS)
    if account.has_usable_password():
        raise RuleViolation(_("Akun ini sudah punya kata sandi. Pemiliknya meminta yang baru lewat halaman masuk."))
    _write_invitation(account, actor, request, at)


@transaction.atomic
def change(
    account: User,
    values: Mapping[str, Any],
    *,
    reads_reporters: bool,
    actor: User,
    request: HttpRequest,
    at: dt.datetime,
) -> list[str]:
    """Set name, mail and rights of an account. Returns the changed rights. Raises NotAllowed for one's own account."""
    require(actor, Right.MANAGE_ACCOUNTS)
    if account.pk == actor.pk:
        raise NotAllowed(_("Akun sendiri diubah oleh administrator lain."))
    locked = User.objects.select_for_update(of=("self",), no_key=True).get(pk=account.pk)
    before = _said(locked)
    for name, value in values.items():
        setattr(locked, name, value)
    locked.save(update_fields=list(values))
    permission = Permission.objects.get(codename="read_reporter")
    (locked.user_permissions.add if reads_reporters else locked.user_permissions.remove)(permission)
    after = _said(User.objects.get(pk=account.pk))
    changed = [f"{name}: {before[name]} → {after[name]}" for name in before if before[name] != after[name]]
    if changed:
        event = tell_change(What.RIGHTS, account=locked, request=request, at=at, by=actor, note="; ".join(changed))
        _tell_administrators(event, locked, actor, at)
    return changed


def _said(account: User) -> dict[str, str]:
    """The rights of an account in words, by name."""
    return {
        _("peran"): account.get_role_display(),
        _("perangkat daerah"): str(account.agency or "–"),
        _("pegawai"): str(account.employee or "–"),
        _("aktif"): _("ya") if account.is_active else _("tidak"),
        _("membaca identitas pelapor"): _("ya") if reads_reporters(account) else _("tidak"),
    }


def reads_reporters(account: User) -> bool:
    """Whether the account has the right to read the identity of reporters."""
    return account.user_permissions.filter(codename="read_reporter").exists()


def _write_invitation(account: User, actor: User, request: HttpRequest, at: dt.datetime) -> None:
    event = events.record(
        What.INVITED, account=account, request=request, at=at, by=actor, note=account.get_role_display()
    )
    _tell_administrators(event, account, actor, at)
    key = default_token_generator.make_token(account)
    path = reverse("account_reset_password_from_key", args=[user_pk_to_url_str(account), key])
    context = {"account": account, "url": request.build_absolute_uri(path)}
    get_adapter(request).send_mail("account/email/invitation", account.email, context)


def _tell_administrators(event: AccountEvent, account: User, actor: User, at: dt.datetime) -> None:
    """Tell the other administrators of the government, so that no change is made unseen."""
    others: Iterable[User] = User.objects.filter(
        role=Role.ADMINISTRATOR, government=account.government_id, is_active=True
    ).exclude(pk__in=[actor.pk, account.pk])
    subject, body = texts_of("administration", what=event.get_what_display())
    notify(
        case=None,
        kind=Notification.Kind.ACCOUNT,
        cause=f"administration:{event.pk}",
        recipients=others,
        subject=subject,
        body=body,
        at=at,
        path=reverse("account-change", args=[account.pk]),
    )
