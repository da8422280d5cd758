"""The addresses of the reference pages."""

from django.contrib import admin
from django.urls import path

from benchmarks.reference import views

urlpatterns = [
    path("hello-auth/", views.hello_auth),
    path("raw/list-auth/", views.raw_list_auth),
    path("fast/list/", views.fast_list),
    path("fast/case/<int:key>/", views.fast_case),
    path("fast/dashboard/", views.fast_dashboard),
    path("admin/", admin.site.urls),
]
