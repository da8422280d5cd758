"""The addresses of this room."""

from django.urls import path

from cases.messages import views

urlpatterns = [
    path("notifications/", views.inbox, name="notifications"),
    path("notifications/<int:pk>/", views.follow, name="notification"),
    path("notifications/settings/", views.own_settings, name="message-settings"),
    path("notifications/browsers/", views.add_browser, name="browser-add"),
    path("notifications/browsers/<int:pk>/remove/", views.remove_browser, name="browser-remove"),
    path("notifications/worker.js", views.worker, name="push-worker"),
    path("administration/messages/", views.words, name="message-words"),
    path("administration/messages/settings/", views.general_settings, name="message-settings-general"),
]
