"""All addresses by room; addresses of acts on a case or path come last, because their patterns are the widest."""

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
    "prevention",
    "register",
    "law_desk",
    "messages",
    "operations",
    "organisation",
    "sealing",
    "help",
    "confirmations",
    "personal_data",
    "retention",
    "handling",
    "casefile",
)

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="home"), name="root"),
    *(path("", include(f"cases.{room}.urls")) for room in ROOMS),
]
