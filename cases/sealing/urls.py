"""The addresses of this room."""

from django.urls import path

from cases.sealing import views

urlpatterns = [path("record/", views.record, name="sealed-record")]
