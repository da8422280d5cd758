"""The catalogues, read-only. Law is written at the law desk, which dates, checks and records every change."""

from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest

from regulations.models import (
    ActingPower,
    Amendment,
    AttendanceRung,
    DutyType,
    Holiday,
    Interpretation,
    LetterForm,
    LetterWording,
    NationalHours,
    NumberPattern,
    OversightBody,
    Power,
    Provision,
    Question,
    RecordClass,
    Regulation,
    SanctionType,
    ServiceEnding,
    SiasnCode,
    TimeLimit,
)

PERIOD = ("in_force_from", "in_force_until", "confidence")
PROVENANCE = ("in_force_from", "in_force_until", "confidence", "source", "checked_on", "note")


class CatalogueAdmin(admin.ModelAdmin):
    """Rows can be found and read here; only the law desk adds or changes them."""

    list_per_page = 50
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}

    def has_module_permission(self, request: HttpRequest) -> bool:
        return True

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        """The content of the row comes before its source."""
        names = [str(field) for field in super().get_fields(request, obj)]
        content = [name for name in names if name not in ("slug", *PROVENANCE)]
        return ["slug", *content, *(name for name in PROVENANCE if name in names)]


@admin.register(Regulation)
class RegulationAdmin(CatalogueAdmin):
    list_display = ("number", "title", "issuer", "region", *PERIOD)
    list_filter = ("kind", "confidence", "region")
    search_fields = ("slug", "number", "title", "issuer", "region", "sanction_clause")


@admin.register(Amendment)
class AmendmentAdmin(CatalogueAdmin):
    list_display = ("later", "kind", "earlier", "note")
    list_filter = ("kind",)
    list_select_related = ("later", "earlier")
    autocomplete_fields = ("later", "earlier")


@admin.register(Provision)
class ProvisionAdmin(CatalogueAdmin):
    list_display = ("code", "article", "text", "severity_unit", "severity_agency", "severity_state", *PERIOD)
    list_filter = ("use", "confidence", "regulation")
    list_select_related = ("regulation",)
    search_fields = ("code", "article", "text")
    autocomplete_fields = ("regulation", "charged_under")


@admin.register(SanctionType)
class SanctionTypeAdmin(CatalogueAdmin):
    list_display = ("code", "name", "route", "severity", "kind", *PERIOD)
    list_filter = ("route", "severity", "kind", "family", "confidence")
    search_fields = ("code", "name", "basis", "siasn_code")


@admin.register(DutyType)
class DutyTypeAdmin(CatalogueAdmin):
    list_display = ("code", "name", "region", "categories", "routes", *PERIOD)
    list_filter = ("region", "confidence")
    search_fields = ("code", "name", "basis")


@admin.register(Power)
class PowerAdmin(CatalogueAdmin):
    list_display = ("official", "target", "government", "severities", "routes", *PERIOD)
    list_filter = ("official", "government", "confidence")
    search_fields = ("slug", "target", "basis")


@admin.register(ActingPower)
class ActingPowerAdmin(CatalogueAdmin):
    list_display = ("capacity", "officials", "severities", "approval", *PERIOD)
    list_filter = ("capacity", "confidence")
    search_fields = ("slug", "basis")


@admin.register(ServiceEnding)
class ServiceEndingAdmin(CatalogueAdmin):
    list_display = ("reason", "categories", "serving_lapses", "waits_for_severe", *PERIOD)
    list_filter = ("reason", "confidence")
    search_fields = ("slug", "basis")


@admin.register(TimeLimit)
class TimeLimitAdmin(CatalogueAdmin):
    list_display = ("step", "category", "label", "amount", "unit", "statutory", *PERIOD)
    list_filter = ("statutory", "unit", "category", "confidence")
    search_fields = ("step", "label", "basis")


@admin.register(Holiday)
class HolidayAdmin(CatalogueAdmin):
    list_display = ("date", "name", "kind", "region", "decree", "confidence")
    list_filter = ("kind", "confidence", "region")
    search_fields = ("name", "decree")
    date_hierarchy = "date"


@admin.register(OversightBody)
class OversightBodyAdmin(CatalogueAdmin):
    list_display = ("code", "name", *PERIOD)
    list_filter = ("confidence",)
    search_fields = ("code", "name", "role")


@admin.register(Interpretation)
class InterpretationAdmin(CatalogueAdmin):
    list_display = ("question", "chosen", "region", *PERIOD)
    list_filter = ("region",)
    search_fields = ("code", "question", "reason")


@admin.register(AttendanceRung)
class AttendanceRungAdmin(CatalogueAdmin):
    list_display = ("min_days", "max_days", "sanction_code", "transition_sanction_code", *PERIOD)
    list_filter = ("confidence",)
    search_fields = ("slug", "sanction_code")


@admin.register(NationalHours)
class NationalHoursAdmin(CatalogueAdmin):
    list_display = ("season", "starts_at", "weekly_minutes", "break_minutes", "friday_break_minutes", *PERIOD)
    list_filter = ("season",)
    search_fields = ("slug", "basis")


@admin.register(RecordClass)
class RecordClassAdmin(CatalogueAdmin):
    list_display = ("code", "name", "region", "active_years", "inactive_years", "disposal", *PERIOD)
    list_filter = ("region", "confidence")
    search_fields = ("code", "name")


@admin.register(Question)
class QuestionAdmin(CatalogueAdmin):
    list_display = ("stage", "position", "text", "provision_codes", *PERIOD)
    list_filter = ("stage", "confidence")
    search_fields = ("code", "text")


@admin.register(SiasnCode)
class SiasnCodeAdmin(CatalogueAdmin):
    list_display = ("kind", "code", "name", *PERIOD)
    list_filter = ("kind", "confidence")
    search_fields = ("code", "name")


@admin.register(NumberPattern)
class NumberPatternAdmin(CatalogueAdmin):
    list_display = ("pattern", "region", *PERIOD)
    search_fields = ("pattern", "basis")


@admin.register(LetterForm)
class LetterFormAdmin(CatalogueAdmin):
    list_display = ("code", "name", "purpose", *PERIOD)
    list_filter = ("confidence",)
    search_fields = ("code", "name", "purpose")


@admin.register(LetterWording)
class LetterWordingAdmin(CatalogueAdmin):
    list_display = ("code", "form", "layout", "record_code", *PERIOD)
    list_filter = ("layout", "confidence")
    search_fields = ("code", "title", "text")
