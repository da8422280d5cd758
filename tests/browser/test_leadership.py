"""Ten seconds: what is late, whose turn it is and what awaits the leader stand on the first screen; two taps decide."""

import datetime as dt

import pytest
from django.utils import timezone

from cases.models import Decision, Employee, Role, Status
from cases.procedure.summary import refresh
from regulations.models import SanctionType
from tests import factories
from tests.browser.sizes import SIZES
from tests.samples.browsing import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PAGES = (
    "/dashboard/",
    "/dashboard/statistics/",
    "/dashboard/screen/",
    "/dashboard/definitions/",
    "/prevention/",
    "/help/",
)


@pytest.fixture
def mayor(city):
    person = Employee.objects.create(government=city, name="Wali Kota Contoh", other_number="KDH-1")
    return factories.make_user("walikota", Role.LEADER, city, employee=person)


@pytest.fixture
def path(rina, dinas_a, budi, mayor):
    """A proposal that awaits the mayor, and a summons that is late by law."""
    late = factories.bring_to(factories.make_respondent(by=rina, employee=budi), Status.SUMMONED, by=rina)
    late.deadlines.filter(statutory=True).update(starts_on=dt.date(2026, 1, 5), due_on=dt.date(2026, 1, 12))
    refresh(late.case)
    person = factories.make_employee("Hadi", agency=dinas_a, post_level="JPT_PRATAMA", grade="IV/c")
    path = factories.bring_to(factories.make_respondent(by=rina, employee=person), Status.FINDINGS, by=rina)
    path.findings_reports.update(recommended=SanctionType.objects.get(code="PNS-R2", in_force_until=None))
    return path


@pytest.mark.parametrize("size", SIZES)
def test_late_turn_and_what_awaits_stand_on_the_first_screen(chromium, live_server, path, size):
    page = chromium.new_context(viewport=SIZES[size]).new_page()
    sign_in(page, live_server, "walikota")
    page.wait_for_url("**/dashboard/")
    found = {
        "sentence": page.locator(".headline"),
        "awaits": page.locator("#waiting-title ~ ul li .btn-primary").first,
        "late": page.locator("#exceptions-title ~ ol li a").first,
        "turn": page.locator("#exceptions-title ~ ol li strong").first,
    }
    assert "tenggat hukum terlewat" in found["sentence"].text_content()
    for what, part in found.items():
        box = part.bounding_box()
        assert box and box["y"] + box["height"] <= 700, (what, box)


def test_two_taps_decide_on_a_phone(chromium, live_server, path):
    page = chromium.new_context(viewport=SIZES["phone"], has_touch=True).new_page()
    sign_in(page, live_server, "walikota")
    page.wait_for_url("**/dashboard/")
    page.tap("text=Putuskan")
    agree = page.locator("button[form=agree]")
    assert agree.bounding_box()["y"] < SIZES["phone"]["height"], "the button is in view without scrolling"
    page.fill("[name=mandate]", "Keputusan Mendagri 131/2025")  # of an elected head, once
    agree.tap()
    page.wait_for_url("**/dashboard/")
    assert Decision.objects.get().respondent == path


@pytest.mark.parametrize("size", SIZES)
def test_the_pages_of_leadership_fit_the_screen_and_obey_the_policy(chromium, live_server, path, size):
    page = chromium.new_context(viewport=SIZES[size]).new_page()
    complaints = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    sign_in(page, live_server, "walikota")
    for address in (*PAGES, f"/dashboard/decide/{path.pk}/"):
        assert page.goto(live_server.url + address).status == 200, address
        assert page.evaluate("document.documentElement.scrollWidth") <= SIZES[size]["width"], address
        assert page.locator("h1").count() == 1, address
    assert complaints == []


def test_keys_turn_the_slides(chromium, live_server, path):
    page = chromium.new_context(viewport=SIZES["desktop"]).new_page()
    sign_in(page, live_server, "walikota")
    page.goto(f"{live_server.url}/dashboard/screen/")
    page.keyboard.press("ArrowRight")
    page.wait_for_url("**slide=2")
    page.keyboard.press("ArrowLeft")
    page.wait_for_url("**slide=1")
    page.keyboard.press("Escape")
    page.wait_for_url("**/dashboard/statistics/**")


def test_the_recap_of_the_month_is_taken_along_in_two_actions(chromium, live_server, path):
    """T12: at most three actions to the PDF of a month."""
    page = chromium.new_context(viewport=SIZES["desktop"]).new_page()
    sign_in(page, live_server, "walikota")
    page.goto(f"{live_server.url}/dashboard/statistics/?period={timezone.now():%Y-%m}")
    with page.expect_response("**/report.pdf?*") as answer:
        page.click("text=PDF")
    assert answer.value.headers["content-type"] == "application/pdf"
