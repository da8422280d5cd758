"""A page that nobody touches is covered, and what is typed in it stays."""

import pytest

from tests.browser.sizes import SIZES

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_the_lock_covers_the_page_asks_in_place_and_keeps_what_is_typed(
    chromium, live_server, rina, settings, never_idle
):
    settings.IDLE_MINUTES = 30
    page = chromium.new_context(viewport=SIZES["phone"]).new_page()
    complaints = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.clock.install()
    page.goto(f"{live_server.url}/login/")
    page.fill("[name=login]", "rina")
    page.fill("[name=password]", "rahasia-sekali")
    page.click("main button[type=submit]")
    page.wait_for_url("**/work/")
    page.goto(f"{live_server.url}/people/")
    page.fill("main [name=words]", "Budi")
    page.clock.run_for(29 * 60 * 1000)
    assert not page.locator("#idle-lock").is_visible()
    page.clock.run_for(2 * 60 * 1000)
    assert page.locator("#idle-lock").is_visible()
    page.keyboard.press("Escape")
    assert page.locator("#idle-lock").is_visible()
    page.fill("#idle-password", "salah")
    page.click("#idle-lock button")
    page.wait_for_selector("#idle-lock [role=alert]:not([hidden])")
    page.fill("#idle-password", "rahasia-sekali")
    page.click("#idle-lock button")
    page.wait_for_selector("#idle-lock", state="hidden")
    assert page.input_value("main [name=words]") == "Budi"
    assert complaints == ["Failed to load resource: the server responded with a status of 422 (Unprocessable Entity)"]
