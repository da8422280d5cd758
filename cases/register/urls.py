"""The addresses of this room."""

from django.urls import path

from cases.register.views import circulars, in_force, publications, receipts, regulations

urlpatterns = [
    path("documents/", regulations.listing, name="regulations"),
    path("documents/new/", circulars.new, name="circular-new"),
    path("documents/in-force/", in_force.in_force, name="in-force"),
    path("documents/files/<int:pk>/", circulars.document, name="regulation-document"),
    path("documents/<slug:slug>/publish/", publications.publish, name="publish"),
    path("publications/", publications.listing, name="publications"),
    path("publications/<int:pk>/", publications.report, name="publication"),
    path("publications/<int:pk>/agencies/<int:agency>/", publications.people, name="publication-people"),
    path("publications/<int:pk>/agencies/<int:agency>/sheet/", publications.sheet, name="publication-sheet"),
    path("publications/<int:pk>/links/", publications.links, name="publication-links"),
    path("receipts/<str:token>/", receipts.receipt, name="receipt"),
    path("receipts/<str:token>/document/", receipts.document, name="receipt-document"),
    path("documents/<slug:slug>/correct/", circulars.correct, name="circular-correct"),
    path("documents/<slug:slug>/attach/", circulars.attach, name="regulation-attach"),
    path("documents/<slug:slug>/", regulations.detail, name="regulation"),
]
