"""Debian's Chromium, as the tests of this folder drive it."""

import os
import shutil

import pytest
from playwright.sync_api import sync_playwright

FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


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
