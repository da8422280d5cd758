"""The addresses of this room."""

from django.urls import path

from cases.hearing_room.views import calendar, docket, room, snippets

urlpatterns = [
    path("respondents/<int:pk>/room/", room.open_room, name="room-open"),
    path("rooms/snippets/", snippets.edit, name="snippets"),
    path("rooms/<int:pk>/", room.room, name="room"),
    path("rooms/<int:pk>/changes/", room.changes, name="room-changes"),
    path("rooms/<int:pk>/key/", room.key, name="room-key"),
    path("rooms/<int:pk>/record/", room.record_room, name="room-record"),
    path("hearings/", docket.docket, name="hearings"),
    path("hearings/calendar/", calendar.month, name="calendar"),
    path("hearings/calendar/link/", calendar.link, name="calendar-link"),
    path("hearings/calendar/<str:token>.ics", calendar.answer, name="calendar-feed"),
    path("hearings/<int:pk>/", docket.record, name="hearing"),
]
