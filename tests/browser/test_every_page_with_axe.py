"""Every page of every role, and every dialog: axe finds nothing, at three widths, in both themes, at 400 % zoom."""

import pytest
from django.test import Client
from django.urls import get_resolver, reverse

from cases.casefile.act_table import ACTS, CASE_ACTS
from tests.browser.sizes import SIZES
from tests.samples.addresses import addresses_of
from tests.samples.axe import COLOURS, EVERYTHING, violations_with_dialogs

# Some 250 pages, each in two themes.
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.timeout(3600)]
# A laptop of 1366 × 768 at 400 % shows this many pixels of CSS.
SCREENS = {**SIZES, "tablet": {"width": 768, "height": 1024}, "zoomed": {"width": 342, "height": 192}}
SCHEMES = {"light": EVERYTHING, "dark": COLOURS}
# In this order: a page that looks the same to the next account is read once.
ACCOUNTS = ("own", "bkpsdm", "inspector", "leader", "admin", "anonymous")
EVERYBODYS = {"work", "cases", "case", "case-people", "dashboard", "people", "help", "profile", "hearings"}
LEFT_OUT = {"logout", "account_logout", "login", "account_login"}


@pytest.fixture
def pages(world, live_server):
    """Account and address of each page: what several accounts may read is read as the first of them."""
    accounts, arguments = world
    names = [each.name for each in addresses_of(get_resolver("cases.urls"))]
    seen, found = set(LEFT_OUT), []
    for who in ACCOUNTS:
        client = Client()
        if who in accounts:
            client.force_login(accounts[who])
        for name in dict.fromkeys(names):
            if name in seen and not (name in EVERYBODYS and who in accounts):
                continue
            address = reverse(name, kwargs=arguments.get(name))
            if is_page(client, address):
                seen.add(name)
                found.append((who, address))
    case, path = arguments["case"]["number"], arguments["respondent-act"]["pk"]
    acts = [reverse("respondent-act", args=[path, act]) for act in ACTS]
    acts += [reverse("case-act", args=[case, act]) for act in CASE_ACTS]
    found += [("own", address) for address in acts]
    found += [("anonymous", "/login/"), ("anonymous", "/tidak/ada/"), ("own", "/status/")]
    return accounts, found


def is_page(client, address):
    answer = client.get(address)
    if answer.streaming:
        answer.getvalue()
    kind = answer.headers.get("Content-Type", "")
    return answer.status_code == 200 and kind.startswith("text/html")


def opened(chromium, live_server, user, size):
    # A button between two colours, as the theme changes, has a contrast that nobody reads.
    context = chromium.new_context(viewport=size, reduced_motion="reduce")
    if user:
        client = Client()
        client.force_login(user)
        value = client.cookies["sessionid"].value
        context.add_cookies([{"name": "sessionid", "value": value, "url": live_server.url}])
    return context.new_page()


@pytest.mark.parametrize("screen", SCREENS)
def test_axe_finds_nothing_on_any_page_or_dialog(chromium, live_server, pages, settings, screen):
    settings.IDLE_MINUTES = 30  # so that the dialog of the idle lock is on the page
    accounts, addresses = pages
    assert len(addresses) > 200
    tabs = {who: opened(chromium, live_server, accounts.get(who), SCREENS[screen]) for who in ACCOUNTS}
    wrong = {}
    for who, address in addresses:
        page = tabs[who]
        assert page.goto(live_server.url + address).status < 500, (who, address)
        for scheme, rules in SCHEMES.items():
            page.emulate_media(color_scheme=scheme)
            found = violations_with_dialogs(page, rules)
            wrong |= {(who, address, scheme): found} if found else {}
        if page.evaluate("document.documentElement.scrollWidth") > SCREENS[screen]["width"]:
            wrong[who, address, "width"] = page.evaluate("document.documentElement.scrollWidth")
    for page in tabs.values():
        page.context.close()
    assert wrong == {}, "\n".join(f"{place}: {what}" for place, what in wrong.items())
