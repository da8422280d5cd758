"""The addresses of this room."""

from django.urls import path

from cases.retention.views import pages

urlpatterns = [
    path("retention/", pages.listing, name="retention"),
    path("retention/times/", pages.times, name="retention-times"),
    path("retention/holds/<str:number>/", pages.hold, name="legal-hold"),
    path("retention/<int:pk>/", pages.detail, name="disposal"),
    path("retention/certificates/<int:pk>/", pages.certificate, name="destruction"),
]
