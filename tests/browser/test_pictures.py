"""Key pages look as they did: kept pictures at two widths in both themes, compared dot by dot.

A dot differs where one of its colours is off by more than 48 of 255: less is how a version of the browser smooths
letters. At most 2 of 100 dots may differ, measured at half size, so that a letter moved by one dot counts for little
and a block that moved, vanished or lost its colour counts. A changed page is looked at and kept anew:
``KEEP_PICTURES=1 make test-one T=tests/browser/test_pictures.py``.
"""

import datetime as dt
import io
import os
from pathlib import Path

import pytest
import time_machine
from django.test import Client
from PIL import Image, ImageChops

from cases.models import Status
from tests import factories
from tests.browser.sizes import SIZES

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.timeout(1800)]
KEPT = Path(__file__).parent / "pictures"
NOW = dt.datetime(2026, 11, 26, 9, 0, tzinfo=dt.UTC)
OFF = 48  # of 255
MOST = 0.02  # of all dots


@pytest.fixture
def pages(city, dinas_a, sari, rina, dewi, putri, budi):
    """Account and address of each key page, always with the same content."""
    with time_machine.travel(NOW, tick=True):
        path = factories.make_respondent(by=sari, employee=budi, at=NOW)
        factories.bring_to(path, Status.SUMMONED, by=sari, at=NOW)
        factories.make_respondent(by=sari, employee=factories.make_employee("Citra", agency=dinas_a), at=NOW)
        yield {
            "login": (None, "/login/"),
            "work": (sari, "/work/"),
            "case": (sari, f"/cases/{path.case.number}/"),
            "dashboard": (dewi, "/dashboard/"),
            "components": (putri, "/help/components/"),
        }


def picture(chromium, live_server, user, address, size, scheme):
    context = chromium.new_context(viewport=size, color_scheme=scheme, reduced_motion="reduce")
    context.set_default_timeout(180_000)  # ms: a busy machine must not fail it
    if user:
        client = Client()
        client.force_login(user)
        value = client.cookies["sessionid"].value
        context.add_cookies([{"name": "sessionid", "value": value, "url": live_server.url}])
    page = context.new_page()
    assert page.goto(live_server.url + address).status == 200
    page.evaluate("document.fonts.ready.then(() => true)")
    # The page of components is kept whole, the others as they open.
    whole = address.endswith("/components/")
    shown = Image.open(io.BytesIO(page.screenshot(full_page=whole))).convert("RGB")
    context.close()
    return shown


def differing(one, other):
    """The share of dots that differ, at half size; everything where the sizes differ."""
    if one.size != other.size:
        return 1.0
    half = (one.width // 2, one.height // 2)
    red, green, blue = ImageChops.difference(one.resize(half), other.resize(half)).split()
    worst = ImageChops.lighter(red, ImageChops.lighter(green, blue)).histogram()
    return sum(worst[OFF + 1 :]) / sum(worst)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
def test_the_key_pages_look_as_they_were_kept(chromium, live_server, pages, size, scheme, tmp_path):
    found = {}
    for name, (user, address) in pages.items():
        shown = picture(chromium, live_server, user, address, SIZES[size], scheme)
        kept = KEPT / f"{name}-{SIZES[size]['width']}-{scheme}.png"
        if os.environ.get("KEEP_PICTURES"):
            shown.quantize(64, dither=Image.Dither.NONE).save(kept, optimize=True)
            continue
        share = differing(Image.open(kept).convert("RGB"), shown)
        if share > MOST:
            shown.save(tmp_path / kept.name)
            found[kept.name] = f"{share:.1%} of the dots differ; now: {tmp_path / kept.name}"
    assert found == {}


@pytest.mark.parametrize(("colour", "is_noticed"), [("#0A5F6E", True), ("#E0F1F4", False)])
def test_a_new_block_is_noticed_and_a_shade_is_not(colour, is_noticed):
    page = Image.new("RGB", (400, 400), "white")
    changed = page.copy()
    changed.paste(colour, (20, 200, 380, 230))
    assert (differing(page, changed) > MOST) == is_noticed
