"""The main pages in Chromium: strict policy obeyed, nothing wider than the screen, usable without JavaScript."""

from pathlib import Path

import pytest
from django.urls import reverse

from cases.models import Case, Heartbeat, Status
from cases.web.case_tabs import CaseTab
from lib.sheets.tables import sheet_rows
from tests import factories
from tests.browser.sizes import SIZES
from tests.samples.browsing import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def world(city, dinas_a, sari, rina, joko, dewi, putri, budi):
    respondent = factories.make_respondent(by=sari, employee=budi)
    factories.bring_to(respondent, Status.HEARD, by=joko)
    return respondent


def test_the_keyboard_goes_from_the_name_straight_to_the_password(chromium, live_server, sari):
    page = chromium.new_context(viewport=SIZES["phone"]).new_page()
    page.goto(f"{live_server.url}/login/")
    page.focus("[name=login]")
    page.keyboard.type("sari")
    page.keyboard.press("Tab")
    page.keyboard.type("rahasia-sekali")
    page.keyboard.press("Enter")
    page.wait_for_url("**/work/")


def test_the_marks_of_a_list_lie_inside_its_card(chromium, live_server, sari):
    page = chromium.new_context(viewport=SIZES["phone"]).new_page()
    sign_in(page, live_server, "sari")
    page.wait_for_url("**/work/")
    page.goto(f"{live_server.url}/accounts/")
    padding = page.locator(".card ul").evaluate_all("lists => lists.map(list => getComputedStyle(list).paddingLeft)")
    assert padding == ["20px", "20px"]


@pytest.fixture
def beats(now):
    """Scheduled tasks as the page of the system shows them, one with a failure of one long word."""
    for name, failure in (("work_off_staff_imports", ""), ("deliver_messages", "OperationalError: " + "x" * 150)):
        Heartbeat.objects.create(name=name, began_at=now, ended_at=now, failure=failure, failures=bool(failure))


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("username", ["sari", "rina", "joko", "dewi", "putri"])
def test_the_pages_of_a_role_obey_the_policy_and_fit_the_screen(chromium, live_server, world, beats, username, size):
    page = chromium.new_context(viewport=SIZES[size]).new_page()
    complaints = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    sign_in(page, live_server, username)
    paths = ["/people/", "/documents/", "/notifications/"]
    if username == "putri":
        paths += ["/status/"]
    if username != "putri":
        hearing = f"/hearings/{world.hearings.get().pk}/"
        act = f"/respondents/{world.pk}/record-fact/"
        tabs = [reverse(tab.value, args=[world.case.number]) for tab in CaseTab]
        paths += ["/work/", "/cases/", *tabs, act, "/hearings/", hearing, "/dashboard/"]
    for path in paths:
        answer = page.goto(live_server.url + path)
        assert answer.status == 200, path
        assert page.evaluate("document.documentElement.scrollWidth") <= SIZES[size]["width"], path
        assert page.locator("h1").count() == 1, path
    assert complaints == []


def test_the_refused_rows_of_an_export_are_saved_from_a_page_that_fits_a_phone(chromium, live_server, rina):
    page = chromium.new_context(viewport=SIZES["phone"]).new_page()
    sign_in(page, live_server, "rina")
    page.goto(f"{live_server.url}/incoming/import/")
    export = b"Tracking ID;Isi Laporan;Tanggal Laporan\n1;Pegawai joget;kemarin\n2;;\n"
    page.set_input_files("[name=file]", {"name": "lapor.csv", "mimeType": "text/csv", "buffer": export})
    page.click("main button[type=submit]")
    with page.expect_download() as saving:
        page.click("a[download]")
    with Path(saving.value.path()).open("rb") as file:
        assert [line[1] for line in sheet_rows(file)][1:] == ["Tanggal laporan", "Isi laporan"]
    assert page.evaluate("document.documentElement.scrollWidth") <= SIZES["phone"]["width"]


def test_a_viral_post_is_logged_on_a_phone_without_javascript(chromium, live_server, world, dinas_a):
    page = chromium.new_context(viewport=SIZES["phone"], java_script_enabled=False).new_page()
    sign_in(page, live_server, "sari")
    page.goto(f"{live_server.url}/incidents/new/")
    page.fill("[name=links]", "lihat ini https://www.tiktok.com/@contoh/video/7300000000000000001 ramai sekali")
    page.fill("[name=people]", "Budi")
    page.click("main button[type=submit]")
    # The same person stands in a case of that day already: the page says so once, and never blocks.
    assert world.case.number in page.text_content(".similar")
    page.click("main button[type=submit]")
    assert page.url.endswith(f"/cases/{Case.objects.latest('pk').number}/")
    assert "Laporan tersimpan" in page.content()
    assert Case.objects.latest("pk").incidents.get().posts.get().account == "@contoh"


def test_a_long_number_in_a_card_does_not_widen_a_phone(chromium, live_server, world):
    page = chromium.new_context(viewport=SIZES["phone"]).new_page()
    sign_in(page, live_server, "rina")
    page.goto(f"{live_server.url}/cases/")
    page.locator("td[data-label]:not(.nowrap, .cell-status)").last.evaluate(
        "cell => { cell.textContent = '800.1.6.2/270/BKPSDM/2026'.repeat(3) }"
    )
    assert page.evaluate("document.documentElement.scrollWidth") <= SIZES["phone"]["width"]
