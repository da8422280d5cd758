"""The floor: an empty page behind the product's own middleware, session and account lookup."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from conduct.urls import urlpatterns as product


def floor(request: HttpRequest) -> HttpResponse:
    """Empty, for a signed-in account: the minimum cost of any page."""
    return HttpResponse(b"")


urlpatterns = [path("floor/", floor), *product]
