"""From an empty installation to the first sanction, in Chromium, by what the pages offer and nothing else."""

import datetime as dt
import re
from urllib.parse import urlparse

import pytest
from django.core import mail
from django.utils import timezone

from cases.models import Case, Respondent, Sanction
from cases.organisation import founding
from tests.browser.sizes import SIZES

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.timeout(1800)]
PASSWORD = "kata-sandi-yang-panjang-7"
MOST_STEPS = 20
OFFICIAL = "19700412 199501 1 001"


@pytest.fixture
def desktop(chromium, live_server):
    context = chromium.new_context(viewport=SIZES["desktop"], base_url=live_server.url)
    context.set_default_timeout(180_000)  # ms: a busy machine must not fail it
    return context


def fill(page, name, value):
    field = page.locator(f"[name='{name}']").first
    kind = field.evaluate("(each) => each.type")
    if kind in ("radio", "checkbox"):
        page.locator(f"[name='{name}'][value='{value}']").check()
    elif kind.startswith("select"):
        field.select_option(value)
    else:
        field.fill(value)


def send(page, fields):
    """Fill a form by the names of its fields and send it; what the page says is wrong is the failure."""
    for name, value in fields.items():
        fill(page, name, value)
    with page.expect_navigation() as answer:
        page.locator("main form .btn-primary").first.click()
    assert answer.value.status < 400, page.locator("[data-error-summary], main").first.inner_text()


def found_the_city(desktop):
    """The set-up, its agencies and its first employees, by the administrator."""
    page = desktop.new_page()
    page.goto(urlparse(founding.link()).path)
    words = {"kind": "CITY", "name": "Kota Baru", "username": "ani", "first_name": "Ani", "email": "ani@example.go.id"}
    send(page, words | {"password": PASSWORD, "password_again": PASSWORD})
    assert "Belum ada perangkat daerah" in page.content()
    for name, short, kind, head in (
        ("Badan Kepegawaian", "BKPSDM", "BOARD", "Kepala Badan"),
        ("Inspektorat", "Inspektorat", "INSPECTORATE", "Inspektur"),
        ("Dinas Pendidikan", "Disdik", "DEPARTMENT", "Kepala Dinas"),
    ):
        page.goto("/organisation/agencies/new/")
        send(page, {"name": name, "short_name": short, "kind": kind, "head_title": head})
    for name, post, category, number in (
        ("Kepala Contoh", "Kepala Dinas", "PNS", {"nip": OFFICIAL, "post_level": "JPT_PRATAMA", "grade": "IV/c"}),
        ("Tenaga Contoh", "Staf", "CONTRACT", {"other_number": "TKK-1"}),
    ):
        page.goto("/organisation/employees/new/")
        agency = page.locator("[name=agency] option", has_text="Dinas Pendidikan").get_attribute("value")
        said = {"name": name, "category": category, "agency": agency, "post": post, "starts_on": "1/3/2020"}
        send(page, said | number)
    return page


def invite(page, desktop, username, role, agency=""):
    """An account by invitation, whose owner chooses a password by the link in the mail."""
    page.goto("/administration/accounts/invite/")
    said = {"username": username, "first_name": username.title(), "email": f"{username}@example.go.id", "role": role}
    if agency:
        said["agency"] = page.locator("[name=agency] option", has_text=agency).get_attribute("value")
    send(page, said)
    message = next(each for each in reversed(mail.outbox) if f"{username}@example.go.id" in each.to)
    base = urlparse(page.url)
    visitor = desktop.browser.new_context(
        viewport=SIZES["desktop"], base_url=f"{base.scheme}://{base.netloc}"
    ).new_page()
    link = urlparse(re.search(r"https?://\S+/reset/\S+", message.body)[0]).path
    visitor.goto(link)
    send(visitor, {"password1": PASSWORD, "password2": PASSWORD})
    visitor.goto("/login/")
    send(visitor, {"login": username, "password": PASSWORD})
    return visitor


def words_of(act, page):
    """What is typed for an act of the procedure; a day or a moment is that of now."""
    clock = f"{timezone.localtime(timezone.now() - dt.timedelta(minutes=1)):%d/%m/%Y %H.%M}"
    allegation = page.locator("[name^=outcome_]").first
    number = allegation.get_attribute("name").partition("_")[2] if allegation.count() else ""
    return {
        "confirm-identity": {"kind": "UNIT", "said_by": "Kepala Dinas", "how": "Dikenali dari wajah dan suara"},
        "request-clarification": {"channel": "PHONE"},
        "record-clarification": {"answer": "Benar, itu saya."},
        "choose-route": {"route": "CONTRACT", "reason": "Perlu diperiksa"},
        "summon": {"hearing_at": clock, "place": "Ruang rapat"},
        "record-receipt": {"received_by": "Tenaga Contoh"},
        "hold-hearing": {"held_at": clock, "place": "Ruang rapat"},
        "allege": {"text": "Siaran langsung berseragam pada jam kerja"},
        "report-findings": (
            {f"outcome_{number}": "PROVEN", f"reason_{number}": "Diakui dan tampak"} if number else {}
        ) | {"recommendation": "Sanksi ringan"},
        "decide": {
            "official": "AGENCY_HEAD", "person": OFFICIAL, "tie": "NONE", "considerations": "Terbukti dan diakui",
        },
    }[act]  # fmt: skip


def next_step(pages, number):
    """The page of the act that the case offers to one of the accounts, or that a refusal there leads to."""
    for page in pages:
        page.goto(f"/cases/{number}/")
        offered = page.locator(".next-action .btn-primary")
        if offered.count():
            with page.expect_navigation():
                offered.click()
            mended = page.locator("p.locked ~ p > .btn-primary")
            if mended.count():
                with page.expect_navigation():
                    mended.first.click()
            return page
    raise AssertionError(f"nobody is offered a step: {pages[0].locator('.next-action').inner_text()}")


def take(page):
    """Fill in the act that stands open and send it; a warning that can be confirmed is confirmed."""
    act = urlparse(page.url).path.rstrip("/").rpartition("/")[2]
    said = words_of(act, page)
    rule = page.locator("[name^=provision_]")
    if act == "report-findings" and rule.count():
        said[rule.first.get_attribute("name")] = rule.first.locator(
            "option[value]:not([value=''])"
        ).first.get_attribute("value")
    if act == "decide":
        said["sanction"] = page.locator("[name=sanction]").first.get_attribute("value")
    if page.locator("[name=turn_reason]").count():
        said["turn_reason"] = "Pemasangan baru"
    for name, value in said.items():
        fill(page, name, value)
    with page.expect_navigation() as answer:
        page.locator("main form .btn-primary").first.click()
    if answer.value.status == 422 and page.locator("[name=despite]").count():
        page.locator("[name=despite]").check()
        with page.expect_navigation() as answer:
            page.locator("main form .btn-primary").first.click()
    mends = page.locator("main > p > a.btn[href^='/respondents/']")
    if answer.value.status == 422 and mends.count():  # the refusal says what is done first
        with page.expect_navigation():
            mends.first.click()
        return take(page)
    assert answer.value.status < 400, (act, page.locator("[data-error-summary]").first.inner_text())
    return act


def test_an_empty_installation_comes_to_its_first_sanction(desktop, db):
    assert founding.is_empty()
    administrator = found_the_city(desktop)
    bkpsdm = invite(administrator, desktop, "rina", "BKPSDM", "Badan Kepegawaian")
    officer = invite(administrator, desktop, "sari", "HR_OFFICER", "Dinas Pendidikan")
    inspector = invite(administrator, desktop, "joko", "INSPECTOR", "Inspektorat")
    officer.goto("/incidents/new/")
    officer.wait_for_selector("[data-picker]:not([hidden])")
    officer.fill("[name=links]", "https://www.tiktok.com/@contoh/video/7300000000000000001")
    officer.locator("[data-day]").first.click()
    officer.locator("#person-search").click()
    officer.keyboard.type("tenaga")
    officer.wait_for_selector("[role=option]")
    officer.keyboard.press("Enter")
    with officer.expect_navigation(url="**/cases/KS-*/"):
        officer.locator("main .btn-primary").click()
    number, acts = Case.objects.get().number, []
    while not Sanction.objects.exists():
        acts.append(take(next_step([officer, bkpsdm, inspector], number)))
        assert len(acts) <= MOST_STEPS, acts
    assert Sanction.objects.get().decision.respondent == Respondent.objects.get()
