"""The addresses of this room."""

from django.urls import path

from cases.people import views

urlpatterns = [
    path("people/imports/", views.listing, name="staff-imports"),
    path("people/imports/template/", views.template, name="staff-import-template"),
    path("people/imports/<int:pk>/", views.detail, name="staff-import"),
    path("people/imports/<int:pk>/rejects/", views.rejects, name="staff-import-rejects"),
]
