"""The addresses of this room."""

from django.urls import path

from cases.organisation.views import agencies, founding, hours, settings, staff

urlpatterns = [
    path("setup/<str:token>/", founding.first_run, name="setup"),
    path("organisation/", settings.overview, name="organisation"),
    path("organisation/open/", founding.another, name="organisation-open"),
    path("organisation/government/", settings.government, name="organisation-government"),
    path("organisation/agencies/", agencies.listing, name="organisation-agencies"),
    path("organisation/agencies/new/", agencies.new, name="organisation-agency-new"),
    path("organisation/agencies/sheet/", agencies.sheet, name="organisation-agency-sheet"),
    path("organisation/agencies/template/", agencies.template, name="organisation-agency-template"),
    path("organisation/agencies/<int:pk>/", agencies.detail, name="organisation-agency"),
    path("organisation/hours/", hours.listing, name="organisation-hours"),
    path("organisation/hours/new/", hours.new, name="organisation-hours-new"),
    path("organisation/employees/new/", staff.new, name="organisation-employee-new"),
    path("organisation/employees/<int:pk>/post/", staff.post, name="organisation-employee-post"),
]
