"""The guide of each role is one sheet of paper, with the marking of every printed page."""

import io

import pytest
from pypdf import PdfReader

from cases.help.texts import GUIDES
from tests.browser.sizes import SIZES
from tests.samples.browsing import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_each_guide_is_one_sheet_of_a4(chromium, live_server, putri):
    page = chromium.new_context(viewport=SIZES["desktop"]).new_page()
    sign_in(page, live_server, "putri")
    page.wait_for_load_state()
    for role in GUIDES:
        page.goto(f"{live_server.url}/help/?role={role}")
        sheets = PdfReader(io.BytesIO(page.pdf(format="A4"))).pages
        words = sheets[0].extract_text()
        assert len(sheets) == 1, role
        assert str(GUIDES[role][0].title) in words and "RAHASIA" in words
