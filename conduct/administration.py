"""Django's administration pages are for the operator: an administrator of no government. No flag opens them."""

from django.contrib.admin import AdminSite
from django.contrib.admin.apps import AdminConfig
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


class AdministrationSite(AdminSite):
    site_header = site_title = index_title = _("Halaman operator Conduct")

    def has_permission(self, request: HttpRequest) -> bool:
        user = request.user
        is_administrator = user.is_active and getattr(user, "role", "") == "ADMINISTRATOR"
        return bool(is_administrator and getattr(user, "government_id", 0) is None)


class AdministrationConfig(AdminConfig):
    default_site = "conduct.administration.AdministrationSite"
