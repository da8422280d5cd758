"""The public page that a QR leads to, in a browser without an account."""

import pytest

from cases.staff_record import clearance
from tests.browser.sizes import SIZES

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def letter(budi, rina, now):
    signed = {"signed_post": "Kepala BKPSDM", "signed_by": "Contoh Kepala"}
    return clearance.issue(employee=budi, actor=rina, at=now, purpose="AWARD", **signed)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("script", [True, False])
def test_a_stranger_checks_a_letter(chromium, live_server, letter, rina, now, size, script):
    context = chromium.new_context(viewport=SIZES[size], java_script_enabled=script)
    page = context.new_page()
    complaints = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    answer = page.goto(f"{live_server.url}/verify/{letter.code}/")
    assert answer.status == 200
    assert page.locator("h1").count() == 1
    words = page.locator("main").inner_text()
    assert letter.number in words and "masih berlaku" in words and letter.sha256 in "".join(words.split())
    assert "Budi" not in page.content()
    if script:
        assert page.evaluate("document.documentElement.scrollWidth") <= SIZES[size]["width"]
    clearance.withdraw(letter=letter, actor=rina, at=now, reason="Salah nama")
    page.reload()
    assert "sudah ditarik" in page.locator("main").inner_text()
    assert "Salah nama" not in page.content()
    assert context.cookies() == []
    assert complaints == []
