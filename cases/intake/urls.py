"""The addresses of this room."""

from django.urls import path

from cases.intake.views import drafts, employees, incidents, share, working_hours

urlpatterns = [
    path("incidents/new/", incidents.new, name="incident-new"),
    path("incidents/similar/", incidents.similar, name="incident-similar"),
    path("incidents/drafts/key/", drafts.key, name="incident-key"),
    path("incidents/drafts/<uuid:key>/", drafts.draft, name="incident-draft"),
    path("incidents/drafts/<uuid:key>/discard/", drafts.discard, name="incident-draft-discard"),
    path("incidents/drafts/<uuid:key>/files/<uuid:file>/", drafts.file, name="incident-file"),
    path("incidents/hours/", working_hours.hours, name="incident-hours"),
    path("manifest.webmanifest", share.manifest, name="manifest"),
    path("incidents/worker.js", share.worker, name="incident-worker"),
    path("incidents/share/", share.share, name="incident-share"),
    path("incidents/people/", employees.people, name="incident-people"),
]
