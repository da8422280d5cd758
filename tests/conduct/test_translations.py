"""Every text of pages and messages has its English, and the compiled catalogue is the written one."""

import pytest
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext

from cases.models import User
from conduct import translations

ENGLISH_PAGES = ("home", "cases", "dashboard", "notifications", "people", "hearings", "regulations", "profile")


def test_no_text_lacks_its_english_and_none_is_stale():
    assert translations.faults(translations.kept(), translations.collected()) == []


def test_a_missing_a_fuzzy_and_a_stale_text_are_found():
    catalogue, wanted = translations.kept(), translations.collected()
    catalogue.get("Kasus").string = ""
    catalogue.get("Terlapor").flags.add("fuzzy")
    catalogue.add("Tidak dipakai lagi", "No longer used")
    wanted_faults = ["fuzzy: ('', 'Terlapor')", "missing: ('', 'Kasus')", "stale: ('', 'Tidak dipakai lagi')"]
    assert translations.faults(catalogue, wanted) == wanted_faults


def test_a_place_to_fill_in_that_english_lacks_is_found():
    catalogue = translations.kept()
    catalogue.get("Terbaca: %(words)s").string = "Read as: %(other)s"
    assert any("Terbaca" in fault for fault in translations.faults(catalogue, translations.collected()))


def test_the_compiled_catalogue_is_the_written_one():
    assert translations.COMPILED.read_bytes() == translations.compiled(translations.kept())


def test_english_is_shown_where_it_is_chosen():
    with translation.override("en"):
        assert gettext("Kasus") == "Cases"
    with translation.override("id"):
        assert gettext("Kasus") == "Kasus"


@pytest.mark.django_db
@pytest.mark.parametrize("page", ENGLISH_PAGES)
def test_main_pages_open_in_english(client, rina, page):
    rina.language = User.Language.ENGLISH
    rina.save()
    client.force_login(rina)
    answer = client.get(reverse(page), follow=True)
    assert answer.status_code == 200 and '<html lang="en">' in answer.text
    assert "My work" in answer.text and "Pekerjaan saya" not in answer.text
