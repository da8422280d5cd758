"""The list of Django's admin with the options that its documentation suggests."""

from django.contrib import admin

from benchmarks.reference.models import PlainCase


@admin.register(PlainCase)
class PlainCaseAdmin(admin.ModelAdmin):
    """Cases, newest first, 25 a page."""

    list_display = ("number", "title", "person", "agency", "stage", "people", "opened_at", "due_on")
    list_filter = ("stage", "people", "agency")
    search_fields = ("number", "title", "person", "summary")
    ordering = ("-opened_at",)
    list_per_page = 25
