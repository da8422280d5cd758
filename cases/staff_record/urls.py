"""The addresses of this room."""

from django.urls import path

from cases.staff_record.views import clearance, people, readers

urlpatterns = [
    path("people/", people.listing, name="people"),
    path("people/access/", people.access, name="people-access"),
    path("people/sanctions/", clearance.import_history, name="sanction-history"),
    path("people/<int:pk>/", people.detail, name="person"),
    path("people/<int:pk>/readers/", readers.of_person, name="person-readers"),
    path("people/<int:pk>/clearance/", clearance.issue, name="clearance-new"),
    path("clearance/<int:pk>/", clearance.download, name="clearance"),
    path("clearance/<int:pk>/withdraw/", clearance.withdraw, name="clearance-withdraw"),
    path("clearance/<int:pk>/signed/", clearance.signed, name="clearance-signed"),
    path("verify/<uuid:code>/", clearance.verify, name="verify"),
]
