"""The addresses of this room."""

from django.urls import path

from cases.personal_data.views import breaches, own_page, requests

urlpatterns = [
    path("my-case/", own_page.own, name="own-page"),
    path("respondents/<int:pk>/code/", requests.give_code, name="give-code"),
    path("data-requests/<int:pk>/", requests.answer, name="data-request"),
    path("breaches/", breaches.listing, name="breaches"),
    path("breaches/new/", breaches.new, name="breach-new"),
    path("breaches/<int:pk>/", breaches.detail, name="breach"),
    path("breaches/<int:pk>/people/", breaches.people, name="breach-people"),
    path("breaches/<int:pk>/letters/<int:person>/", breaches.letter, name="breach-letter"),
]
