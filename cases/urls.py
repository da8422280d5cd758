"""Every address of the product, room by room; an address of an act on a case or a path stands last, as the widest."""

from django.urls import include, path
from django.views.generic import RedirectView

ROOMS = (
    "accounts",
    "work",
    "intake",
    "reports",
    "evidence",
    "letters",
    "hearing_room",
    "minutes",
    "aftermath",
    "dashboard",
    "staff_record",
    "people",
    "past_cases",
    "register",
    "law_desk",
    "messages",
    "operations",
    "casefile",
)

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="home"), name="root"),
    *(path("", include(f"cases.{room}.urls")) for room in ROOMS),
]
