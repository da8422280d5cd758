"""The addresses of this room."""

from django.urls import path

from cases.messages import views

urlpatterns = [
    path("notifications/", views.inbox, name="notifications"),
    path("notifications/<int:pk>/", views.follow, name="notification"),
]
