"""Every role has a guide of one page whose links open for it."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import render_to_string

from cases.help.texts import GUIDES, KEYS, TERMS
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


def step(client, verb):
    return client.post("/help/tour/", {"verb": verb})


def test_the_first_tour_leads_through_the_guide_and_ends(client, sari):
    client.force_login(sari)
    assert "Panduan pertama" not in client.get("/work/").text
    steps = GUIDES[Role.HR_OFFICER]
    assert step(client, "start").url == "/incidents/new/"
    for number in range(1, len(steps) + 1):
        page = client.get("/work/").text
        assert f"Panduan pertama, {number} dari {len(steps)}" in page and str(steps[number - 1].title) in page
        step(client, "next")
    assert "Panduan pertama" not in client.get("/work/").text


def test_the_first_tour_is_closed_for_good(client, dewi):
    dewi.tour_step = 2
    dewi.save()
    client.force_login(dewi)
    assert "Tutup panduan" in client.get("/dashboard/").text
    assert step(client, "stop").status_code == 302
    assert "Panduan pertama" not in client.get("/dashboard/").text


@pytest.mark.parametrize("verb", ["", "fly"])
def test_another_word_ends_the_tour(client, sari, verb):
    client.force_login(sari)
    step(client, "start")
    step(client, verb)
    sari.refresh_from_db()
    assert sari.tour_step == 0


def test_every_term_unfolds_somewhere_with_its_article():
    used = " ".join(path.read_text() for path in Path(settings.BASE_DIR, "templates").rglob("*.html"))
    assert [each.key for each in TERMS if f'{{% term "{each.key}" %}}' not in used] == []
    for each in TERMS:
        shown = render_to_string("help/_term.html", {"term": each})
        assert each.article in shown and str(each.meaning) in shown


def test_the_page_of_shortcuts_names_the_keys_of_every_place(client, sari):
    client.force_login(sari)
    page = client.get("/help/shortcuts/").text
    assert all(f"<kbd>{key.keys}</kbd>" in page for _place, keys in KEYS for key in keys)
    assert "<kbd>Ctrl Enter</kbd>" in page  # of the hearing room


def test_the_page_of_components_shows_every_partial(client, putri):
    client.force_login(putri)
    assert client.get("/help/components/").status_code == 200
    page = Path(settings.BASE_DIR, "templates/help/components.html").read_text()
    listed = (
        Path(settings.BASE_DIR, "docs/components.md").read_text().partition("## Partials")[2].partition("\n\n##")[0]
    )
    named = re.findall(r"`(_\w+)`", listed.partition("`_kpis`, `_bars`")[0])
    assert len(named) > 12
    assert [name for name in named if name != "_icon" and f"components/{name}" not in page] == []
