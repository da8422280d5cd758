"""Debian's Chromium, as the tests of this folder drive it, and a phone on which somebody is signed in."""

import os
import shutil
import time

import pytest
from django.db import connection
from playwright.sync_api import sync_playwright

from tests.browser.sizes import SIZES

FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
QUIET = 10  # tenths of a second


@pytest.fixture(scope="module")
def chromium():
    """Debian's Chromium; a test without a browser to run in is an error, not a skip."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright's loop runs in this thread, the ORM's calls are ours
    program = shutil.which("chromium") or shutil.which("google-chrome")
    assert program, "install Chromium (Debian: apt-get install chromium) or leave this suite out"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def phone(chromium, live_server, sari, budi, dinas_a):
    """A phone on which Sari is signed in. Requests that pass a worker cannot be cut by a test, so it has none."""
    yield from signed_in(chromium, live_server, service_workers="block")


@pytest.fixture
def sharing_phone(chromium, live_server, sari, budi, dinas_a):
    yield from signed_in(chromium, live_server, service_workers="allow")


def signed_in(chromium, live_server, **more):
    context = chromium.new_context(viewport=SIZES["phone"], has_touch=True, is_mobile=True, **more)
    page = context.new_page()
    page.goto(f"{live_server.url}/login/?next=/incidents/new/")
    page.fill("[name=login]", "sari")
    page.fill("[name=password]", "rahasia-sekali")
    page.click("main button[type=submit]")
    page.wait_for_selector("[data-picker]:not([hidden])")
    yield page
    context.close()
    wait_for_the_server()


def wait_for_the_server():
    """What a page sent as it was closed may still be on its way to the database, which is emptied after the test."""
    busy = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND state <> 'idle'"
    quiet = 0
    for _ in range(100):
        with connection.cursor() as cursor:
            cursor.execute(busy)
            quiet = quiet + 1 if cursor.fetchone()[0] <= 1 else 0  # this question itself
        if quiet == QUIET:
            return
        time.sleep(0.1)
