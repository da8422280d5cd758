"""Addresses of the whole site; those of the product are in `cases.urls`."""

from django.contrib import admin
from django.urls import include, path

from conduct import site_files
from conduct.health import healthz

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("robots.txt", site_files.robots),
    path("favicon.ico", site_files.favicon),
    path("apple-touch-icon.png", site_files.touch_icon),
    path("apple-touch-icon-precomposed.png", site_files.touch_icon),
    path(".well-known/security.txt", site_files.security),
    path("admin/", admin.site.urls),
    path("", include("cases.urls")),
]

handler400 = "conduct.errors.bad_request"
handler500 = "conduct.errors.failure"
