"""The addresses of this room."""

from django.urls import path

from cases.handling import views

urlpatterns = [
    path("cases/<str:number>/handling/", views.handling, name="case-handling"),
    path("cases/<str:number>/handling/<slug:verb>/", views.assign, name="case-assign"),
    path("cases/<str:number>/handling/notes/<int:pk>/delete/", views.delete, name="case-note-delete"),
    path("deputies/", views.deputies, name="deputies"),
]
