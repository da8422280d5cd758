"""What an administrator keeps: governments, agencies, hours, people; and the messages that were given up.

An administrator sees the rows of the own government alone. The operator, who belongs to none, opens governments and
sees no row of one. Accounts are opened and changed at their own pages (``accounts.desk``), cases through the acts of
the procedure alone.
"""

from typing import Any

from django.contrib import admin
from django.db import models
from django.forms import ModelChoiceField
from django.http import HttpRequest

from cases.models import Agency, AgencyHours, Employee, Employment, Government, Notification

Rows = models.QuerySet[Any]


class OfGovernment:
    """Rows of the administrator's own government; ``government`` is the way from a row to it."""

    government = "government"

    def get_queryset(self, request: HttpRequest) -> Rows:
        rows: Rows = super().get_queryset(request)  # type: ignore[misc]  # of ModelAdmin, beside which this stands
        return rows.filter(**{self.government: request.user.government})  # type: ignore[union-attr]  # behind sign-in

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.government is not None  # type: ignore[union-attr]  # behind sign-in

    has_add_permission = has_change_permission = has_delete_permission = has_view_permission

    def formfield_for_foreignkey(
        self, db_field: "models.ForeignKey[Any, Any]", request: HttpRequest, **kwargs: Any
    ) -> "ModelChoiceField[Any]":
        """Only rows of the own government are accepted, whatever was sent."""
        own: Any = request.user.government  # type: ignore[union-attr]  # behind sign-in
        known = {Government: Government.objects.filter(pk=own.pk), Agency: own.agencies.all(), Employee: own.employees}
        if db_field.related_model in known:
            kwargs["queryset"] = known[db_field.related_model]
        field: ModelChoiceField[Any] = super().formfield_for_foreignkey(db_field, request, **kwargs)  # type: ignore[misc]  # Django hands over a field of this kind
        return field


@admin.register(Government)
class GovernmentAdmin(OfGovernment, admin.ModelAdmin):
    """The settings of the own government; for the operator, opening one."""

    government = "pk"
    list_display = ["name", "region", "time_zone"]

    def get_queryset(self, request: HttpRequest) -> Rows:
        user = request.user
        every = admin.ModelAdmin.get_queryset(self, request)
        return every if user.government is None else every.filter(pk=user.government.pk)  # type: ignore[union-attr]  # behind sign-in

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    has_change_permission = has_view_permission

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.government is None  # type: ignore[union-attr]  # behind sign-in

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Agency)
class AgencyAdmin(OfGovernment, admin.ModelAdmin):
    list_display = ["name", "short_name", "kind", "government", "path"]
    list_filter = ["kind"]
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
class AgencyHoursAdmin(OfGovernment, admin.ModelAdmin):
    list_display = ["government", "agency", "weekday", "starts_at", "ends_at", "in_force_from", "in_force_until"]
    list_filter = ["weekday"]
    autocomplete_fields = ["agency"]


class EmploymentInline(OfGovernment, admin.TabularInline):
    government = "employee__government"
    model = Employment
    autocomplete_fields = ["agency", "employer"]
    extra = 0


@admin.register(Employee)
class EmployeeAdmin(OfGovernment, admin.ModelAdmin):
    list_display = ["name", "nip", "other_number", "government"]
    search_fields = ["name", "nip", "other_number"]
    inlines = [EmploymentInline]
    show_full_result_count = False


@admin.register(Notification)
class NotificationAdmin(OfGovernment, admin.ModelAdmin):
    """Read only: what was sent, what waits, and what was given up and why."""

    government = "recipient__government"
    list_display = ["created_at", "kind", "recipient", "subject", "attempts", "mailed_at", "failed_at", "last_error"]
    list_filter = ["kind", ("failed_at", admin.EmptyFieldListFilter)]
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Notification | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Notification | None = None) -> bool:
        return False
