"""The addresses of this room."""

from django.urls import path

from cases.casefile.views import acts, joint_handling, listing, lists, readers
from cases.casefile.views.tabs import decisions, evidence, examination, history, people, summary

urlpatterns = [
    path("cases/", listing.listing, name="cases"),
    path("lists/views/", lists.views, name="saved-views"),
    path("lists/views/new/", lists.save, name="saved-view-new"),
    path("lists/views/<int:pk>/", lists.view, name="saved-view"),
    path("lists/chosen/", lists.chosen, name="list-chosen"),
    path("lists/exports/", lists.export, name="list-export-new"),
    path("lists/exports/<uuid:key>/", lists.one_export, name="list-export"),
    path("lists/exports/<uuid:key>/file/", lists.export_file, name="list-export-file"),
    path("cases/<str:number>/", summary.summary, name="case"),
    path("cases/<str:number>/people/", people.people, name="case-people"),
    path("cases/<str:number>/evidence/", evidence.evidence, name="case-evidence"),
    path("cases/<str:number>/examination/", examination.examination, name="case-examination"),
    path("cases/<str:number>/decisions/", decisions.decisions, name="case-decisions"),
    path("cases/<str:number>/history/", history.history, name="case-history"),
    path("cases/<str:number>/readers/", readers.of_case, name="case-readers"),
    path("cases/<str:number>/chronology/", history.chronology, name="case-chronology"),
    path("cases/<str:number>/<slug:act>/", acts.on_case, name="case-act"),
    path("respondents/<int:pk>/<slug:act>/", acts.on_respondent, name="respondent-act"),
    path("instructions/<int:pk>/answer/", acts.answer_instruction, name="instruction-answer"),
    path("outside-reports/<int:pk>/answer/", acts.answer_outside_report, name="outside-answer"),
    path("joint-handlings/<int:pk>/answer/", joint_handling.answer, name="joint-answer"),
    path("joint-handlings/<int:pk>/end/", joint_handling.end, name="joint-end"),
    path("restorations/<int:pk>/", acts.restore, name="restoration"),
]
