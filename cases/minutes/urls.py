"""The addresses of this room."""

from django.urls import path

from cases.minutes.views import minutes, reading_back

urlpatterns = [
    path("hearings/<int:pk>/read/", reading_back.read_back, name="hearing-read"),
    path("hearings/<int:pk>/minutes/", minutes.overview, name="minutes"),
    path("hearings/<int:pk>/minutes/<slug:verb>/", minutes.change, name="minutes-change"),
    path("minutes/<int:pk>/<slug:kind>/", minutes.file, name="minutes-file"),
    path("respondents/<int:pk>/statement/blank/", minutes.statement, name="statement-blank"),
    path("respondents/<int:pk>/minutes/blank/", minutes.blank, name="minutes-blank"),
]
