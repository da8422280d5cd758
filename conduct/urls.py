"""Addresses of the whole site; those of the product are in `cases.urls`."""

from django.contrib import admin
from django.urls import include, path

from conduct.health import healthz

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("admin/", admin.site.urls),
    path("", include("cases.urls")),
]

handler400 = "conduct.errors.bad_request"
handler500 = "conduct.errors.failure"
