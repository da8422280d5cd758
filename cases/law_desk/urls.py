"""The addresses of this room."""

from django.urls import path

from cases.law_desk.views import desk, edit, working_calendar

urlpatterns = [
    path("regulations/", desk.desk, name="law-desk"),
    path("regulations/changes/", desk.changes, name="law-changes"),
    path("regulations/calendar/<int:year>/", working_calendar.year, name="law-calendar"),
    path("regulations/calendar/<int:year>/decree/", working_calendar.adopt, name="law-decree"),
    path("regulations/calendar/<int:year>/add/", working_calendar.add, name="law-day-off"),
    path("regulations/calendar/<slug:slug>/withdraw/", working_calendar.withdraw, name="law-withdraw"),
    path("regulations/readings/<slug:slug>/own/", edit.own_reading, name="law-own-reading"),
    path("regulations/<slug:kind>/", desk.catalogue, name="law-catalogue"),
    path("regulations/<slug:kind>/new/", edit.new_rule, name="law-new"),
    path("regulations/<slug:kind>/<slug:slug>/", desk.row, name="law-row"),
    path("regulations/<slug:kind>/<slug:slug>/version/", edit.new_version, name="law-version"),
    path("regulations/<slug:kind>/<slug:slug>/wording/", edit.reword, name="law-reword"),
]
