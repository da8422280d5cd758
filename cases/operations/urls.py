"""The addresses of this room."""

from django.urls import path

from cases.operations import views

urlpatterns = [
    path("readyz", views.readyz, name="readyz"),
    path("metrics", views.metrics, name="metrics"),
    path("status/", views.status, name="status"),
    path("status/mail/", views.unsent_mail, name="unsent-mail"),
]
