"""The addresses of this room."""

from django.urls import path

from cases.help import views

urlpatterns = [
    path("help/", views.guide, name="help"),
    path("help/tour/", views.tour, name="tour"),
    path("help/shortcuts/", views.shortcuts, name="shortcuts"),
    path("help/components/", views.components, name="components"),
]
