"""Every role has a guide of one page whose links open for it."""

import re

import pytest

from cases.help.texts import GUIDES, TERMS
from cases.models import Role

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("who", ["sari", "rina", "joko", "dewi", "putri"])
def test_every_role_has_a_guide_whose_links_open(client, request, who):
    user = request.getfixturevalue(who)
    client.force_login(user)
    text = client.get("/help/").text
    content = text.partition('<ol class="timeline')[2].partition("</ol>")[0]
    assert content.count("<li>") >= 3
    for address in re.findall(r'href="(/[^"]*)"', content):
        assert client.get(address).status_code == 200, address


def test_every_role_of_an_account_has_one():
    assert set(GUIDES) == set(Role) - {Role.SYSTEM}


def test_every_term_has_its_article():
    assert all(re.search(r"\d", term.article) for term in TERMS)


def test_another_guide_is_read_without_links_to_pages_of_others(client, sari):
    client.force_login(sari)
    text = client.get("/help/?role=ADMINISTRATOR").text
    assert "Buka akun" in text
    assert 'href="/account-desk' not in text


def test_an_unknown_role_shows_the_own_guide(client, dewi):
    client.force_login(dewi)
    assert "Bawa ke rapat" in client.get("/help/?role=RAJA").text
