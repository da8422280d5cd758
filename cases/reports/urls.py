"""The addresses of this room."""

from django.urls import path

from cases.reports.views import citizen_page, incoming, reporters

urlpatterns = [
    path("lapor/", citizen_page.start, name="report-start"),
    path("lapor/ikuti/", citizen_page.follow, name="report-follow"),
    path("lapor/<slug:region>/", citizen_page.new, name="report-new"),
    path("incoming/", incoming.listing, name="incoming"),
    path("incoming/import/", incoming.take_in, name="incoming-import"),
    path("incoming/<int:pk>/", incoming.detail, name="incoming-report"),
    path("incoming/<int:pk>/accept/", incoming.accept, name="incoming-accept"),
    path("incoming/files/<int:pk>/", incoming.file, name="incoming-file"),
    path("reporters/readings/", reporters.readings, name="reporter-readings"),
    path("reporters/<int:pk>/", reporters.identity, name="reporter"),
]
