"""Is it still the owner who sits there? The password, within the limits of signing in."""

from allauth.account.adapter import get_adapter
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _

from cases.models import User

PASSWORD = "unlock_password"  # noqa: S105 - the name of a field


def is_owner(request: HttpRequest, user: User, password: str) -> str:
    """Empty when the password is right, else what to tell: a wrong one counts and is recorded as at the sign-in."""
    try:
        found = get_adapter(request).authenticate(request, username=user.username, password=password)
    except ValidationError as refusal:
        return " ".join(refusal.messages)
    return "" if found is not None and found.pk == user.pk else _("Kata sandi salah.")
