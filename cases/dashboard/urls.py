"""The addresses of this room."""

from django.urls import path

from cases.dashboard import decide, public, statistics, views

urlpatterns = [
    path("dashboard/", views.overview, name="dashboard"),
    path("dashboard/decide/<int:pk>/", decide.decide_in_place, name="decide-in-place"),
    path("dashboard/statistics/", statistics.statistics, name="statistics"),
    path("dashboard/statistics/report.pdf", statistics.pdf, name="statistics-pdf"),
    path("dashboard/statistics/report.xlsx", statistics.sheet, name="statistics-sheet"),
    path("dashboard/screen/", statistics.screen, name="screen"),
    path("dashboard/definitions/", statistics.definitions, name="definitions"),
    path("dashboard/publish/", public.publish_year, name="statistics-publish"),
    path("statistik/", public.index, name="public-statistics"),
    path("statistik/<slug:region>/<int:year>/", public.year_page, name="public-statistics-year"),
    path("statistik/<slug:region>/<int:year>.csv", public.year_csv, name="public-statistics-csv"),
    path("dashboard/metric/<slug:code>/", views.metric, name="metric"),
]
