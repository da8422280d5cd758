"""The administration pages: governments, agencies, hours, people, accounts, and failed messages.

Cases are not here; they change only through the acts of the procedure.
"""

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from cases.models import Agency, AgencyHours, Employee, Employment, Government, Notification, User

admin.site.site_header = admin.site.site_title = "Conduct"


@admin.register(Government)
class GovernmentAdmin(admin.ModelAdmin):
    list_display = ["name", "region", "time_zone"]


@admin.register(Agency)
class AgencyAdmin(admin.ModelAdmin):
    list_display = ["name", "short_name", "kind", "government", "path"]
    list_filter = ["government", "kind"]
    search_fields = ["name", "short_name", "code"]
    autocomplete_fields = ["parent"]

    def get_readonly_fields(self, request: HttpRequest, obj: Agency | None = None) -> list[str]:
        """An agency keeps its place in the tree, because cases and accounts refer to its path."""
        return ["government", "parent", "code"] if obj else []

    def save_model(self, request: HttpRequest, obj: Agency, form: Any, change: bool) -> None:
        if not change:
            obj.path = Agency.path_below(obj.parent, obj.code)
        super().save_model(request, obj, form, change)


@admin.register(AgencyHours)
class AgencyHoursAdmin(admin.ModelAdmin):
    list_display = ["government", "agency", "weekday", "starts_at", "ends_at", "in_force_from", "in_force_until"]
    list_filter = ["government", "weekday"]
    autocomplete_fields = ["agency"]


class EmploymentInline(admin.TabularInline):
    model = Employment
    autocomplete_fields = ["agency"]
    extra = 0


@admin.register(Employee)
class EmployeeAdmin(admin.ModelAdmin):
    list_display = ["name", "nip", "other_number", "government"]
    list_filter = ["government"]
    search_fields = ["name", "nip", "other_number"]
    inlines = [EmploymentInline]
    show_full_result_count = False


@admin.register(User)
class AccountAdmin(UserAdmin):
    list_display = ["username", "first_name", "last_name", "role", "government", "agency", "is_active"]
    list_filter = ["role", "government", "is_active"]
    autocomplete_fields = ["agency", "employee"]
    fieldsets = [
        *(UserAdmin.fieldsets or ()),
        (_("Peran dan lingkup"), {"fields": ["role", "government", "agency", "employee"]}),
    ]
    add_fieldsets = [
        *UserAdmin.add_fieldsets,
        (_("Peran dan lingkup"), {"fields": ["email", "role", "government", "agency", "employee"]}),
    ]


@admin.register(Notification)
class NotificationAdmin(admin.ModelAdmin):
    """Read only: sent, waiting and failed messages."""

    list_display = ["created_at", "kind", "recipient", "subject", "attempts", "mailed_at", "failed_at", "last_error"]
    list_filter = ["kind", ("failed_at", admin.EmptyFieldListFilter)]
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Notification | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Notification | None = None) -> bool:
        return False
