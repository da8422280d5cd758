"""Django's administration pages are for the operator: an administrator of no government. No flag opens them."""

from typing import Any

from csp.decorators import csp_replace
from django.contrib.admin import AdminSite
from django.contrib.admin.apps import AdminConfig
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

WITHOUT_TRUSTED_TYPES = {"require-trusted-types-for": None, "trusted-types": None}


class AdministrationSite(AdminSite):
    site_header = site_title = index_title = _("Halaman operator Conduct")

    def has_permission(self, request: HttpRequest) -> bool:
        user = request.user
        return user.is_active and getattr(user, "is_operator", False)  # an anonymous visitor is no account

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        """Django's own pages come with jQuery, which makes elements of text; they are the operator's alone."""
        return csp_replace(WITHOUT_TRUSTED_TYPES)(super().admin_view(view, cacheable))


class AdministrationConfig(AdminConfig):
    default_site = "conduct.administration.AdministrationSite"
