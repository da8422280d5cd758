"""The request of a page behind sign-in."""

from django.http import HttpRequest

from cases.models import User


class SignedIn(HttpRequest):
    """A request with an account: LoginRequiredMiddleware turns every other visitor away before the view runs."""

    user: User
