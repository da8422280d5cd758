"""Signing in with a security key in Chromium: a virtual one that the browser's own protocol provides."""

import pytest
from allauth.mfa.models import Authenticator
from django.utils import timezone

from cases.models import AccountEvent
from tests.browser.sizes import SIZES

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

KEY = {
    "protocol": "ctap2", "transport": "usb", "hasResidentKey": True, "hasUserVerification": True,
    "isUserVerified": True, "automaticPresenceSimulation": True,
}  # fmt: skip


@pytest.fixture
def page(chromium):
    """A page whose browser has a security key plugged in."""
    page = chromium.new_context(viewport=SIZES["phone"]).new_page()
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
    return page


def sign_in(page, url):
    page.goto(f"{url}/login/")
    page.fill("[name=login]", "rina")
    page.fill("[name=password]", "rahasia-sekali")
    page.click("main button[type=submit]")


def test_a_security_key_is_added_and_asked_for_at_the_next_sign_in(page, live_server, rina):
    url = live_server.url.replace("127.0.0.1", "localhost")  # keys are bound to a name, not to an address
    sign_in(page, url)
    page.wait_for_url("**/work/")
    page.goto(f"{url}/accounts/second-factor/keys/add/")
    page.fill("[name=password]", "rahasia-sekali")  # asked once more before a factor is added
    page.click("main button[type=submit]")
    page.fill("[name=name]", "Kunci kantor")
    page.click("#add-key")
    page.wait_for_url(lambda address: "keys/add" not in address)
    assert Authenticator.objects.filter(user=rina, type="webauthn").exists()
    assert rina.notifications.filter(subject="Faktor kedua akun Anda diubah").exists()

    page.context.clear_cookies()
    sign_in(page, url)
    page.wait_for_url("**/second-factor/authenticate/")
    page.goto(f"{url}/cases/")
    assert page.url.startswith(f"{url}/login/") or page.url.endswith("/authenticate/")  # nothing opens before the key
    page.goto(f"{url}/accounts/second-factor/authenticate/")
    page.click("#use-key")
    page.wait_for_url("**/work/")
    assert rina.events.filter(what=AccountEvent.What.SIGNED_IN, at__lte=timezone.now()).count() == 2
