"""The addresses of this room."""

from django.urls import path

from cases.prevention import views

urlpatterns = [
    path("prevention/", views.overview, name="prevention"),
    path("prevention/warnings/<str:subject>/", views.review, name="warning-review"),
    path("prevention/actions/new/", views.assign, name="corrective-action-new"),
    path("prevention/actions/<int:pk>/", views.finish, name="corrective-action"),
]
