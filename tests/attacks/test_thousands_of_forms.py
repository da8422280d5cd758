"""Every form of every page, thousands of times, with spoiled values: it may be refused, but never fails."""

import random
from collections import Counter

import pytest
from django.urls import get_resolver, reverse

from cases.casefile.act_table import ACTS, CASE_ACTS
from tests.samples.addresses import addresses_of
from tests.samples.fuzzing import SEED, forms_of, spoiled, undone

pytestmark = [pytest.mark.attack, pytest.mark.django_db]
INPUTS = 5_500
SPARED = {"logout", "account_logout", "readyz", "metrics"}  # readyz says 503 here: no worker runs


def acts_of(name, kwargs):
    """The same address for every act that it takes."""
    acts = {"case-act": CASE_ACTS, "respondent-act": ACTS}.get(name)
    return [kwargs | {"act": act} for act in acts] if acts else [kwargs]


def forms_of_the_site(client, accounts, addresses):
    found = []
    for pattern in addresses_of(get_resolver("cases.urls")):
        if pattern.name in SPARED:
            continue
        for kwargs in acts_of(pattern.name, addresses.get(pattern.name) or {}):
            path = reverse(pattern.name, kwargs=kwargs)
            for who in ("bkpsdm", "own", "admin", None):
                client.logout() if who is None else client.force_login(accounts[who])
                page = undone(lambda path=path: client.get(path))
                if page.status_code != 200 or "html" not in page.headers.get("Content-Type", ""):
                    continue
                posts = [form for form in forms_of(page.text) if form.method == "post"]
                found += [(pattern.name, who, form.action or path, form.values) for form in posts]
                if posts:
                    break
    return found


def test_no_form_fails_in_thousands_of_inputs(client, world, settings):
    settings.ACCOUNT_LIMITS = False
    accounts, addresses = world
    client.raise_request_exception = True
    forms = forms_of_the_site(client, accounts, addresses)
    answers, signed_in = Counter(), object()
    for n in range(INPUTS):
        name, who, path, values = forms[n % len(forms)]
        if who is not signed_in:
            client.logout() if who is None else client.force_login(accounts[who])
            signed_in = who
        chance = random.Random(f"{SEED}:{n}")
        sent = spoiled(values, chance)
        address = f"203.0.113.{chance.randrange(250)}"
        try:
            answer = undone(lambda path=path, sent=sent, at=address: client.post(path, sent, REMOTE_ADDR=at))
        except Exception as fault:
            raise AssertionError(f"FUZZ_SEED={SEED}, input {n}: {name} at {path} with {sent}") from fault
        assert answer.status_code < 500, f"FUZZ_SEED={SEED}, input {n}: {name} at {path} with {sent}"
        answers[answer.status_code] += 1
    print(f"\nFUZZ_SEED={SEED}: {INPUTS} inputs to {len(forms)} forms, answers {dict(sorted(answers.items()))}")
    assert len({path for _name, _who, path, _values in forms}) > 100
    assert answers[422] + answers[302] + answers[200] > INPUTS / 2  # most reach the form itself
