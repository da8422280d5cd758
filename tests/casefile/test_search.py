"""The list of cases finds what was recorded: by link, number of a post, NIP and name, however they are typed."""

import pytest
from django.urls import reverse

from cases.intake.seen_posts import SeenPost
from cases.links.pasted import link_of
from cases.models import Case, Employee, Post
from cases.parties.search_words import index
from tests import factories

pytestmark = pytest.mark.django_db
NIP = "198501022010121511"


@pytest.fixture
def recorded(sari, dinas_a):
    """A case with a post, a comment and a person, and another beside it."""
    person = factories.make_employee("Ma'sum Hidayat", agency=dinas_a)
    Employee.objects.filter(pk=person.pk).update(nip=NIP)
    person.refresh_from_db()
    addresses = ["https://www.tiktok.com/@budi/video/7300000000000000001", "https://youtu.be/dQw4w9WgXcQ?lc=UgxAbC"]
    posts = [SeenPost.at(link_of(address), Post.Part.ORIGINAL) for address in addresses]
    factories.make_case(by=sari, agency=dinas_a, posts=[factories.seen_post()])
    return factories.make_case(by=sari, agency=dinas_a, posts=posts, people=(person,), title="Ma’sum joget di loket")


def search(client, words):
    return client.post(reverse("cases"), {"q": words}, follow=True)


def leads_to(page, case):
    """The only answer opens by itself."""
    return page.status_code == 200 and page.request["PATH_INFO"] == reverse("case", args=[case.number])


@pytest.mark.parametrize(
    "typed",
    [
        "https://www.tiktok.com/@budi/video/7300000000000000001",
        "m.tiktok.com/v/7300000000000000001.html?_r=1",
        "https://www.tiktok.com/foryou?item_id=7300000000000000001",
        "7300000000000000001",
        "https://www.youtube.com/watch?v=dQw4w9WgXcQ&lc=UgxAbC",
        "dQw4w9WgXcQ",
        "UgxAbC",
        NIP,
        "19850102 201012 1 511",
        "NIP. 19850102.201012.1.511",
        "'198501022010121511",
        "198501022010121511\u200e",
        "Ma'sum",
        "Ma’sum",
        "maʼsum hidayat",
        "Ma`sum  joget",
        "@budi",
    ],
)
def test_a_case_is_found_by_what_was_recorded(client, sari, recorded, typed):
    client.force_login(sari)
    assert leads_to(search(client, typed), recorded)


@pytest.mark.parametrize(
    "typed",
    [
        "https://www.tiktok.com/@budi/video/7300000000000000002",
        "https://youtu.be/dQw4w9WgXcQ",
        "7300000000000000002",
        "198501022010121512",
        "a" * 1000,
        " ".join(["joget"] * 150 + ["tiada"]),
    ],
)
def test_what_was_not_recorded_is_not_found(client, sari, recorded, typed):
    client.force_login(sari)
    page = search(client, typed)
    assert page.status_code == 200
    assert page.context["rows"] == []


def test_a_short_link_is_found_by_itself_by_the_same_code_elsewhere_and_by_its_target(client, sari, dinas_a):
    short = SeenPost.at(link_of("https://vt.tiktok.com/ZSabc12/"), Post.Part.ORIGINAL)
    case = factories.make_case(by=sari, agency=dinas_a, posts=[short])
    Post.objects.filter(incident__case=case).update(target_key="TIKTOK:7300000000000000009")
    client.force_login(sari)
    links = ("vt.tiktok.com/ZSabc12", "vm.tiktok.com/ZSabc12", "https://www.tiktok.com/@x/video/7300000000000000009")
    for typed in links:
        assert leads_to(search(client, typed), case)


def test_more_than_a_thousand_letters_are_refused_in_words(client, sari):
    client.force_login(sari)
    page = search(client, "a" * 1001)
    assert page.status_code == 422
    assert "1000" in page.text


def test_rewriting_the_search_text_changes_nothing(recorded):
    before = Case.objects.get(pk=recorded.pk).search
    index(recorded)
    assert Case.objects.get(pk=recorded.pk).search == before


def test_no_searched_word_is_in_an_address_of_the_list(client, sari, recorded):
    client.force_login(sari)
    found = client.post(reverse("cases"), {"q": "Ma'sum", "state": "open"}, follow=True)
    assert [row[0].number for row in found.context["rows"]] == [recorded.number]
    place = found.redirect_chain[0][0]
    assert "state=open" in place and "sum" not in place.casefold()
    assert not [url for _label, url in found.context["tags"] if "sum" in url.casefold()]
    assert [row[0].number for row in client.get(place).context["rows"]] == [recorded.number]


def test_the_key_of_a_search_finds_nothing_for_another_session(client, sari, tono, recorded):
    client.force_login(sari)
    place = client.post(reverse("cases"), {"q": "joget"}).url
    client.force_login(tono)
    assert "sudah berakhir" in client.get(place).text


def test_words_in_the_address_are_not_searched(client, sari, recorded):
    client.force_login(sari)
    assert len(client.get(reverse("cases"), {"q": "tiada"}).context["rows"]) == 2
