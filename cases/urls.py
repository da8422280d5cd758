"""Every address of the product."""

from django.contrib.auth import views as auth
from django.urls import path
from django.views.generic import RedirectView

from .views import (
    acts,
    cases,
    circulars,
    dashboard,
    evidence,
    hearings,
    incidents,
    inforce,
    notifications,
    people,
    regulations,
    staff_imports,
    work,
)

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="home"), name="root"),
    path("home/", work.home, name="home"),
    path("login/", auth.LoginView.as_view(redirect_authenticated_user=True), name="login"),
    path("logout/", auth.LogoutView.as_view(), name="logout"),
    path("work/", work.queue, name="work"),
    path("incidents/new/", incidents.new, name="incident-new"),
    path("incidents/similar/", incidents.similar, name="incident-similar"),
    path("cases/", cases.listing, name="cases"),
    path("cases/<str:number>/", cases.detail, name="case"),
    path("cases/<str:number>/history/", cases.history, name="case-history"),
    path("cases/<str:number>/<slug:act>/", acts.on_case, name="case-act"),
    path("respondents/<int:pk>/<slug:act>/", acts.on_respondent, name="respondent-act"),
    path("instructions/<int:pk>/answer/", acts.answer_instruction, name="instruction-answer"),
    path("restorations/<int:pk>/", acts.restore, name="restoration"),
    path("evidence/<int:pk>/", evidence.download, name="evidence"),
    path("deadlines/<int:pk>/", work.deadline, name="deadline"),
    path("hearings/", hearings.docket, name="hearings"),
    path("hearings/<int:pk>/", hearings.record, name="hearing"),
    path("dashboard/", dashboard.overview, name="dashboard"),
    path("dashboard/metric/<slug:code>/", dashboard.metric, name="metric"),
    path("people/", people.listing, name="people"),
    path("people/imports/", staff_imports.listing, name="staff-imports"),
    path("people/imports/template/", staff_imports.template, name="staff-import-template"),
    path("people/imports/<int:pk>/", staff_imports.detail, name="staff-import"),
    path("people/imports/<int:pk>/rejects/", staff_imports.rejects, name="staff-import-rejects"),
    path("people/<int:pk>/", people.detail, name="person"),
    path("documents/", regulations.listing, name="regulations"),
    path("documents/new/", circulars.new, name="circular-new"),
    path("documents/in-force/", inforce.in_force, name="in-force"),
    path("documents/files/<int:pk>/", circulars.document, name="regulation-document"),
    path("documents/<slug:slug>/correct/", circulars.correct, name="circular-correct"),
    path("documents/<slug:slug>/attach/", circulars.attach, name="regulation-attach"),
    path("documents/<slug:slug>/", regulations.detail, name="regulation"),
    path("notifications/", notifications.inbox, name="notifications"),
    path("notifications/<int:pk>/", notifications.follow, name="notification"),
]
