"""The addresses of the whole site; those of the product are in `cases.urls`."""

from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.generic import RedirectView

from conduct import csp_reports, site_files
from conduct.health import healthz

SIGN_IN = login_not_required(RedirectView.as_view(pattern_name="login", query_string=True))

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("csp-reports/", csp_reports.take, name="csp-reports"),
    path("robots.txt", site_files.robots),
    path("favicon.ico", site_files.favicon),
    path("apple-touch-icon.png", site_files.touch_icon),
    path("apple-touch-icon-precomposed.png", site_files.touch_icon),
    path(".well-known/security.txt", site_files.security),
    path("admin/login/", SIGN_IN),  # the only sign-in page, with its limits and the second factor
    path("admin/password_change/", RedirectView.as_view(pattern_name="account_change_password")),
    path("admin/", admin.site.urls),
    path("", include("cases.urls")),
]

handler400 = "conduct.errors.bad_request"
handler500 = "conduct.errors.failure"
