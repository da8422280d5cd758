"""The addresses of this room."""

from django.urls import path

from cases.help import views

urlpatterns = [path("help/", views.guide, name="help")]
