"""What the operator keeps in Django's administration: the governments of the installation, and no row of one.

A government keeps its agencies, hours, accounts and people at its own pages (``organisation``, ``accounts.desk``),
cases through the acts of the procedure alone.
"""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from cases.models import Government


@admin.register(Government)
class GovernmentAdmin(admin.ModelAdmin):
    list_display = ["name", "kind", "region", "time_zone"]

    def has_module_permission(self, request: HttpRequest) -> bool:
        return True

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    has_change_permission = has_view_permission

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
