"""The type of a request behind sign-in."""

from django.http import HttpRequest

from cases.models import User


class SignedIn(HttpRequest):
    """A request with an account: LoginRequiredMiddleware redirects every other visitor before the view runs."""

    user: User
