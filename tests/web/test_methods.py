"""What any program may do to any address: look, which writes nothing; other methods are refused as such."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver, reverse

from tests.samples.addresses import addresses_of

WRITES = re.compile(r"\s*(?:INSERT|UPDATE|DELETE|MERGE)\b", re.IGNORECASE)
TAKES_PIECES = {"incident-file"}  # an upload in pieces: PUT and DELETE are its own


def test_looking_without_an_account_writes_nothing(world):
    """Programs open every link of a mail before its reader does."""
    _accounts, addresses = world
    written = {}
    for name in {address.name for address in addresses_of(get_resolver("cases.urls"))}:
        for method in ("head", "get"):
            with CaptureQueriesContext(connection) as queries:
                getattr(Client(), method)(reverse(name, kwargs=addresses.get(name))).getvalue()
            if found := [query["sql"][:80] for query in queries if WRITES.match(query["sql"])]:
                written[method, name] = found
    assert written == {}


@pytest.mark.parametrize("who", ["anonymous", "own"])
def test_a_method_that_no_page_takes_is_refused_on_every_page(world, who):
    accounts, addresses = world
    client = Client(enforce_csrf_checks=True)
    if who in accounts:
        client.force_login(accounts[who])
    names = {address.name for address in addresses_of(get_resolver("cases.urls"))} - TAKES_PIECES
    answers = {
        (name, method): getattr(client, method)(reverse(name, kwargs=addresses.get(name))).status_code
        for name in names
        for method in ("put", "delete", "patch")
    }
    assert {place: status for place, status in answers.items() if status != 405} == {}
    assert len(names) > 150
