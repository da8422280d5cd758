"""Every address, thousands of times, with spoiled parts and queries: it may be missing, but never fails."""

import random
from collections import Counter
from urllib.parse import quote, urlencode

import pytest
from django.urls import get_resolver, reverse

from tests.samples.addresses import addresses_of
from tests.samples.fuzzing import SEED, forms_of, rubbish, undone

pytestmark = [pytest.mark.attack, pytest.mark.django_db]
INPUTS = 5_500
SPARED = {"logout", "account_logout", "readyz", "metrics"}
ASKED = [
    "page",
    "after",
    "before",
    "sort",
    "q",
    "next",
    "year",
    "month",
    "day",
    "stage",
    "agency",
    "format",
    "tab",
    "of",
]
WHO = ("bkpsdm", "own", "admin", "inspector", "leader", None)


def asked_by(client, path):
    """The names of what a page can be asked: those of its own forms for searching, and the usual ones."""
    page = undone(lambda: client.get(path))
    is_page = page.status_code == 200 and "html" in page.headers.get("Content-Type", "")
    names = [name for form in forms_of(page.text) if form.method == "get" for name in form.values] if is_page else []
    return [*names * 3, *ASKED]


def spoil(path, chance):
    """One part of an address replaced by rubbish."""
    parts = path.strip("/").split("/")
    parts[chance.randrange(len(parts))] = quote(rubbish(chance)[:300], safe="")
    return f"/{'/'.join(parts)}/"


def test_no_address_fails_in_thousands_of_inputs(client, world, settings):
    settings.ACCOUNT_LIMITS = False
    accounts, addresses = world
    client.raise_request_exception = True
    client.force_login(accounts["bkpsdm"])
    names = [each.name for each in addresses_of(get_resolver("cases.urls")) if each.name not in SPARED]
    paths = [reverse(name, kwargs=addresses.get(name)) for name in names]
    asked = {path: asked_by(client, path) for path in paths}
    answers, signed_in = Counter(), object()
    for n in range(INPUTS):
        path, chance = paths[n % len(paths)], random.Random(f"{SEED}:{n}")
        who = WHO[n // len(paths) % len(WHO)]
        if who is not signed_in:
            client.logout() if who is None else client.force_login(accounts[who])
            signed_in = who
        place = spoil(path, chance) if chance.random() < 0.3 else path
        query = [(chance.choice(asked[path]), rubbish(chance)) for _ in range(chance.randrange(5))]
        place, method = f"{place}?{urlencode(query)}", chance.choice(["get", "get", "get", "head", "options", "put"])
        at = f"203.0.113.{chance.randrange(250)}"
        try:
            answer = undone(lambda m=method, p=place, at=at: getattr(client, m)(p, REMOTE_ADDR=at))
        except Exception as fault:
            raise AssertionError(f"FUZZ_SEED={SEED}, input {n}: {method} {place[:2000]}") from fault
        assert answer.status_code < 500, f"FUZZ_SEED={SEED}, input {n}: {method} {place[:2000]}"
        answers[answer.status_code] += 1
    print(f"\nFUZZ_SEED={SEED}: {INPUTS} inputs to {len(paths)} addresses, answers {dict(sorted(answers.items()))}")
    assert answers[200] > INPUTS / 5
