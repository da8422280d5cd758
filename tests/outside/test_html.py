"""Every page of every account passes the checker of the W3C, the Nu HTML Checker."""

import json

import pytest
from django.urls import get_resolver, reverse

from tests.samples.addresses import addresses_of

CHECKER = "node_modules/vnu-jar/build/dist/vnu.jar"
ACCOUNTS = ("anonymous", "own", "bkpsdm", "inspector", "leader", "admin")
LEFT_OUT = {"logout", "account_logout"}


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


def test_every_page_is_html_without_an_error(pages, run):
    assert len(list(pages.glob("*.html"))) > 200
    done = run("java", "-jar", CHECKER, "--errors-only", "--format", "json", "--exit-zero-always", str(pages))
    messages = json.loads(done.stderr)["messages"]
    told = {
        (message["url"].rpartition("/")[2].rpartition("-")[0], message.get("lastLine"), message["message"])
        for message in messages
    }
    assert not told, "\n".join(f"{page}:{line} {words}" for page, line, words in sorted(told, key=str))
