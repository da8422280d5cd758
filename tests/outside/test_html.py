"""Every page of every account passes the checker of the W3C, the Nu HTML Checker."""

import json
from html.parser import HTMLParser

import pytest
from django.urls import get_resolver, reverse

from tests.samples.addresses import addresses_of

CHECKER = "node_modules/vnu-jar/build/dist/vnu.jar"
ACCOUNTS = ("anonymous", "own", "bkpsdm", "inspector", "leader", "admin")
LEFT_OUT = {"logout", "account_logout"}


class Buttons(HTMLParser):
    """Counts the forms without a button that sends them; a button may stand elsewhere and name its form."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.without: list[str] = []
        self.named: set[str] = set()
        self.form: tuple[str, bool] | None = None
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        told = dict(attrs)
        sends = (tag == "button" and told.get("type", "submit") == "submit") or told.get("type") in ("submit", "image")
        if tag == "form":
            self.form = told.get("id", ""), False
        elif sends and "form" in told:
            self.named.add(told["form"])
        elif sends and self.form:
            self.form = self.form[0], True

    def handle_endtag(self, tag):
        if tag == "form" and self.form:
            name, has_button = self.form
            self.without += [] if has_button else [name]
            self.form = None

    @property
    def lacking(self) -> list[str]:
        return [name for name in self.without if name not in self.named]


@pytest.fixture
def pages(world, client, tmp_path):
    """The pages of all accounts as files; the text of one that several see in the same way is one file."""
    accounts, addresses = world
    folder = tmp_path / "pages"
    folder.mkdir()
    names = {address.name for address in addresses_of(get_resolver("cases.urls"))} - LEFT_OUT
    for who in ACCOUNTS:
        if who in accounts:
            client.force_login(accounts[who])
        for name in names:
            answer = client.get(reverse(name, kwargs=addresses.get(name)))
            content = answer.getvalue().strip()
            if content and answer.headers.get("Content-Type", "").startswith("text/html"):
                (folder / f"{name}-{who}-{answer.status_code}.html").write_bytes(content)
        client.logout()
    return folder


def test_every_page_is_html_without_an_error_and_every_form_has_a_button(pages, run):
    assert len(list(pages.glob("*.html"))) > 200
    done = run("java", "-jar", CHECKER, "--errors-only", "--format", "json", "--exit-zero-always", str(pages))
    messages = json.loads(done.stderr)["messages"]
    told = {
        (message["url"].rpartition("/")[2].rpartition("-")[0], message.get("lastLine"), message["message"])
        for message in messages
    }
    assert not told, "\n".join(f"{page}:{line} {words}" for page, line, words in sorted(told, key=str))
    lacking = {file.name: Buttons(file.read_text()).lacking for file in pages.glob("*.html")}
    assert {name: forms for name, forms in lacking.items() if forms} == {}


def test_a_form_without_a_button_is_noticed():
    assert Buttons("<form id=a><input type=search></form>").lacking == ["a"]
    assert Buttons("<form id=a><input></form><button form=a>Cari</button>").lacking == []
    assert Buttons("<form><button type=button>x</button></form>").lacking == [""]
