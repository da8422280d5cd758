"""A person who does a task in a browser: what is counted are taps, choices, and keys that commit, and the pages used.

A field that is filled in is one action, however long its text is; what a page says by itself costs nothing.
"""

import time
from urllib.parse import urlparse

from django.test import Client

BUSY = 180_000  # ms: a busy machine must not fail a task; its seconds are printed
PASTE = """(field, text) => {
  const data = new DataTransfer();
  data.setData("text", text);
  field.focus();
  field.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}"""


class Walk:
    """Actions, pages and seconds of one task on one screen."""

    def __init__(self, chromium, server, user, size, start, **more):
        context = chromium.new_context(viewport=size, service_workers="block", **more)
        context.set_default_timeout(BUSY)
        client = Client()
        client.force_login(user)
        value = client.cookies["sessionid"].value
        context.add_cookies([{"name": "sessionid", "value": value, "url": server.url}])
        self.page, self.url = context.new_page(), server.url
        self.page.goto(server.url + start)
        self.actions, self.pages, self.began = [], [], time.monotonic()

    def _act(self, what):
        self.actions.append(what)
        path = urlparse(self.page.url).path
        # A draft that got an address of its own while it was typed is the same page.
        path = "/incidents/" if path.startswith("/incidents/") else path
        if path not in self.pages:
            self.pages.append(path)

    def tap(self, selector, role="", leads=False):
        """A tap on what is shown first; ``role``: the selector is the name of a button or link."""
        self._act(f"tap {selector}")
        found = self.page.get_by_role(role, name=selector) if role else self.page.locator(selector)
        if leads:
            with self.page.expect_navigation():
                found.first.click()
        else:
            found.first.click()

    def link(self, name):
        self.tap(name, role="link", leads=True)

    def button(self, name):
        self.tap(name, role="button", leads=True)

    def fill(self, name, text):
        self._act(f"fill {name}")
        self.page.locator(f"[name={name}]").first.fill(text)

    def choose(self, name, value):
        self._act(f"choose {name}")
        self.page.locator(f"[name={name}]").first.select_option(value)

    def tick(self, selector):
        self._act(f"tick {selector}")
        self.page.locator(selector).first.check()

    def paste(self, selector, text):
        """What Ctrl+V does: the event with its text, which is all that a page sees of it."""
        self._act(f"paste into {selector}")
        self.page.locator(selector).first.evaluate(PASTE, text)

    def press(self, key):
        self._act(f"press {key}")
        self.page.keyboard.press(key)

    def files(self, selector, paths):
        self._act("choose files")
        self.page.set_input_files(selector, paths)

    def seconds(self):
        return time.monotonic() - self.began
