"""Trusted Types in Chromium: text becomes elements in one module alone, and what it lets through runs nothing."""

import pytest
from playwright.sync_api import Error, expect

from tests import factories

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
MODULE = "[...document.scripts].map((s) => s.src).find((s) => s.includes('/static/js/'))"
HOSTILE = (
    '<p id=kept onclick="window.ran = 1">Mirip<img src=x onerror="window.ran = 1"></p>'
    '<script>window.ran = 1</script><a href=" javascript:window.ran = 1">a</a><iframe srcdoc="<b>"></iframe>'
)
# In a task of its own, as a script of the page would: what a driver evaluates directly may call eval.
LATER = "() => new Promise((done, fail) => setTimeout(() => { try { %s; done() } catch (error) { fail(error) } }))"


@pytest.mark.parametrize(
    "attempt",
    [
        "document.body.innerHTML = '<b>x</b>'",
        "document.body.insertAdjacentHTML('beforeend', '<b>x</b>')",
        "document.createElement('script').text = 'window.ran = 1'",
        "document.createElement('script').src = '/static/js/core.js'",
        "eval('window.ran = 1')",
        "new DOMParser().parseFromString('<b>x</b>', 'text/html')",
        "trustedTypes.createPolicy('mine', {createHTML: (text) => text})",
        "trustedTypes.createPolicy('conduct', {createHTML: (text) => text})",
    ],
)
def test_no_script_of_a_page_makes_elements_or_code_of_text(phone, attempt):
    with pytest.raises(Error, match=r"(TrustedHTML|TrustedScript|createPolicy|unsafe-eval|blocked)"):
        phone.evaluate(LATER % attempt)
    assert phone.evaluate("window.ran") is None


def test_a_fragment_that_is_let_through_runs_nothing(phone):
    found = phone.evaluate(
        """async (text) => {
            const base = document.querySelector('script[type=module][src*="intake"]').src;
            const { fill } = await import(new URL(document.body.dataset.trusted ?? '../trusted.js', base));
            const there = document.createElement('div');
            document.body.append(there);
            fill(there, text);
            there.querySelector('#kept').click();
            there.querySelector('img')?.dispatchEvent(new Event('error'));
            there.querySelector('a').click();
            return there.innerHTML;
        }""",
        HOSTILE,
    )
    assert "Mirip" in found and not any(word in found for word in ("script", "onerror", "onclick", "iframe"))
    assert phone.evaluate("window.ran") is None


def test_the_form_for_incidents_works_without_a_report_of_the_policy(phone, sari, dinas_a, budi, now):
    heard = []
    phone.on("console", lambda message: heard.append(message.text))
    factories.make_case(by=sari, agency=dinas_a, at=now, people=(budi,))
    phone.fill("[name=recorded]", "kemarin 09.30")
    phone.fill("[name=summary]", "Pegawai berjoget di loket pelayanan")
    expect(phone.locator("[data-verdict]")).not_to_be_empty(timeout=10_000)
    assert not [text for text in heard if "Trusted" in text or "Content Security" in text]
