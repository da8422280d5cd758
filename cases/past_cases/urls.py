"""The addresses of this room."""

from django.urls import path

from cases.past_cases import views

urlpatterns = [
    path("people/past-cases/", views.listing, name="past-imports"),
    path("people/past-cases/template/", views.template, name="past-import-template"),
    path("people/past-cases/<int:pk>/", views.detail, name="past-import"),
    path("people/past-cases/<int:pk>/rejects/", views.rejects, name="past-import-rejects"),
]
