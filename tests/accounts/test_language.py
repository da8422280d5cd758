"""Each account chooses the language of its pages; a browser's wish counts for nothing."""

import pytest
from django.urls import reverse

from cases.models import User

pytestmark = pytest.mark.django_db
ENGLISH = User.Language.ENGLISH


def test_pages_are_indonesian_until_the_account_chooses(client, sari):
    client.force_login(sari)
    assert '<html lang="id">' in client.get(reverse("profile"), headers={"accept-language": "en"}).text
    assert client.post(reverse("language"), {"language": "en"}).status_code == 302
    assert '<html lang="en">' in client.get(reverse("profile")).text
    sari.refresh_from_db()
    assert sari.language == ENGLISH


def test_the_choice_does_not_end_the_session(client, sari):
    client.force_login(sari)
    client.post(reverse("language"), {"language": "en"})
    assert client.get(reverse("profile")).status_code == 200


@pytest.mark.parametrize("word", ["", "fr", "xx-yy"])
def test_an_unknown_language_changes_nothing(client, sari, word):
    client.force_login(sari)
    client.post(reverse("language"), {"language": word})
    sari.refresh_from_db()
    assert sari.language == User.Language.INDONESIAN


def test_one_reader_does_not_change_the_language_of_the_next(client, sari, rina):
    sari.language = ENGLISH
    sari.save()
    client.force_login(sari)
    client.get(reverse("profile"))
    client.force_login(rina)
    assert '<html lang="id">' in client.get(reverse("profile")).text


def test_visitors_read_indonesian(client, db):
    assert '<html lang="id">' in client.get("/login/", headers={"accept-language": "en"}).text
