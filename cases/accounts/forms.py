"""The form of the sign-in page."""

from allauth.account.fields import PasswordField
from allauth.account.forms import LoginForm
from django.utils.translation import gettext_lazy as _


class SignInForm(LoginForm):
    """Name and password. The link to a new password is below the form, not between the two fields."""

    password = PasswordField(label=_("Kata sandi"), autocomplete="current-password")
