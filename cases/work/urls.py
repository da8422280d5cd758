"""The addresses of this room."""

from django.urls import path

from cases.work import views

urlpatterns = [
    path("home/", views.home, name="home"),
    path("work/", views.queue, name="work"),
    path("deadlines/<int:pk>/", views.deadline, name="deadline"),
]
