"""The addresses of this room."""

from django.urls import path

from cases.evidence.views import detail

urlpatterns = [
    path("cases/<str:number>/evidence/package/", detail.package, name="evidence-package"),
    path("evidence/<int:pk>/", detail.detail, name="evidence"),
    path("evidence/<int:pk>/original/", detail.original, name="evidence-original"),
    path("evidence/copies/<int:pk>/", detail.copy, name="evidence-copy"),
]
