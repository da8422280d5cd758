"""The addresses of this room."""

from django.urls import path

from cases.casefile.views import acts, listing

urlpatterns = [
    path("cases/", listing.listing, name="cases"),
    path("cases/<str:number>/", listing.detail, name="case"),
    path("cases/<str:number>/history/", listing.history, name="case-history"),
    path("cases/<str:number>/<slug:act>/", acts.on_case, name="case-act"),
    path("respondents/<int:pk>/<slug:act>/", acts.on_respondent, name="respondent-act"),
    path("instructions/<int:pk>/answer/", acts.answer_instruction, name="instruction-answer"),
    path("outside-reports/<int:pk>/answer/", acts.answer_outside_report, name="outside-answer"),
    path("restorations/<int:pk>/", acts.restore, name="restoration"),
]
