"""Opens a government with its first administrator.

On an empty installation a signed link lets whoever starts it do so; later only the operator can.
"""

import datetime as dt

from django.conf import settings
from django.core import signing
from django.db import connection, transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _

from cases.accounts import desk, events
from cases.models import AccountEvent, Government, Role, User
from cases.procedure.refusals import NotAllowed, RuleViolation

SALT = "conduct.setup"
LINK_LIVES = dt.timedelta(days=3)
LOCK = 4_107_210_553  # any number that no other advisory lock uses


def is_empty() -> bool:
    """Whether the installation has no account yet."""
    return not User.objects.exists()


def link() -> str:
    """The address at which an empty installation is set up; it is valid for three days, until there is an account."""
    token = signing.TimestampSigner(salt=SALT).sign("first")
    return f"{settings.BASE_URL}{reverse('setup', args=[token])}"


def opens(token: str) -> bool:
    """Whether a token opens the set-up: signed here, not older than three days, and nobody was before."""
    try:
        signing.TimestampSigner(salt=SALT).unsign(token, max_age=LINK_LIVES)
    except signing.BadSignature:
        return False
    return is_empty()


@transaction.atomic
def found(government: Government, administrator: User, *, password: str, request: HttpRequest, at: dt.datetime) -> User:
    """The first government and the account of its administrator.

    Raises RuleViolation if somebody else was faster.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    if not is_empty():
        raise RuleViolation(_("Pemasangan ini sudah punya akun. Masuk dengan akun itu."))
    administrator.set_password(password)
    administrator.tour_step = 1
    _plant(government, administrator).save()
    events.record(
        AccountEvent.What.INVITED, account=administrator, request=request, at=at, note=administrator.get_role_display()
    )
    administrator.refresh_from_db()  # its session is bound to a number that a trigger raises
    return administrator


@transaction.atomic
def open_another(
    government: Government, administrator: User, *, actor: User, request: HttpRequest, at: dt.datetime
) -> User:
    """A further government; its administrator is invited by mail.

    Raises NotAllowed for everybody but the operator, and as ``accounts.desk.invite``.
    """
    if not actor.is_operator:
        raise NotAllowed(_("Pemerintah daerah dibuka oleh operator."))
    return desk.invite(_plant(government, administrator), actor=actor, request=request, at=at)


def _plant(government: Government, administrator: User) -> User:
    government.region = slugify(government.name)
    government.save()
    administrator.government, administrator.role = government, Role.ADMINISTRATOR
    return administrator
