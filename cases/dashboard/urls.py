"""The addresses of this room."""

from django.urls import path

from cases.dashboard import views

urlpatterns = [
    path("dashboard/", views.overview, name="dashboard"),
    path("dashboard/metric/<slug:code>/", views.metric, name="metric"),
]
