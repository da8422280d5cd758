"""Each account chooses light or dark pages, or leaves it to the device."""

import re

import pytest
from django.urls import reverse

from cases.models import User

pytestmark = pytest.mark.django_db
SHEET = re.compile(r'css/dark[^"]*"\s+media="([^"]*)"')


@pytest.mark.parametrize(
    ("theme", "media"),
    [("system", ["screen and (prefers-color-scheme: dark)"]), ("light", ["not all"]), ("dark", ["screen"])],
)
def test_the_choice_says_when_the_dark_colours_hold(client, sari, theme, media):
    client.force_login(sari)
    assert client.post(reverse("theme"), {"theme": theme}).status_code == 302
    assert SHEET.findall(client.get(reverse("profile")).text) == media
    assert SHEET.findall(client.get(reverse("work")).text) == media


@pytest.mark.parametrize("word", ["", "neon"])
def test_an_unknown_theme_changes_nothing(client, sari, word):
    client.force_login(sari)
    client.post(reverse("theme"), {"theme": word})
    sari.refresh_from_db()
    assert sari.theme == User.Theme.SYSTEM


def test_whoever_has_no_account_sees_what_the_device_prefers(client, db):
    assert SHEET.findall(client.get("/login/").text) == ["screen and (prefers-color-scheme: dark)"]
