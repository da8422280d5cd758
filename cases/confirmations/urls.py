"""The addresses of this room."""

from django.urls import path

from cases.confirmations import views

urlpatterns = [
    path("confirmations/", views.listing, name="confirmations"),
    path("confirmations/<uuid:key>/", views.detail, name="confirmation"),
]
