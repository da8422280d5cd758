"""The administration pages are for administrators, by their role; no flag of an account opens them."""

from django.contrib.admin import AdminSite
from django.contrib.admin.apps import AdminConfig
from django.http import HttpRequest


class AdministrationSite(AdminSite):
    site_header = site_title = "Conduct"

    def has_permission(self, request: HttpRequest) -> bool:
        user = request.user
        return bool(user.is_active and getattr(user, "role", "") == "ADMINISTRATOR")


class AdministrationConfig(AdminConfig):
    default_site = "conduct.administration.AdministrationSite"
