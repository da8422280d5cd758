"""The addresses of this room."""

from django.urls import path

from cases.aftermath import views

urlpatterns = [
    path("respondents/<int:pk>/handover/overview/", views.overview, name="handover"),
    path("respondents/<int:pk>/handover/<slug:kind>/file/", views.file, name="handover-file"),
]
