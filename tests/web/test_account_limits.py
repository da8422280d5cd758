"""One account cannot slow the others: its requests are counted, costly ones further."""

import pytest
from django.urls import get_resolver, reverse

from cases.evidence.files import add_file
from cases.procedure.refusals import RuleViolation
from cases.web import limits
from cases.web.limits import MINUTE, Limit
from tests import factories
from tests.samples.addresses import addresses_of
from tests.samples.pictures import photo

pytestmark = pytest.mark.django_db
COSTLY = {"cases", "people", "evidence-package", "letter-new", "minutes-blank", "handover-file", "publication-links",
          "incident-similar", "incident-people", "list-chosen", "list-export-new", "breach-people",
          "breach-letter"}  # fmt: skip


@pytest.fixture(autouse=True)
def limits_on(settings, never_slowed):
    settings.ACCOUNT_LIMITS = True


def test_an_account_beyond_its_limit_waits_and_another_does_not(client, sari, tono, monkeypatch):
    monkeypatch.setattr(limits, "REQUESTS", Limit("REQUESTS", 5, MINUTE))
    client.force_login(sari)
    answers = [client.get(reverse("regulations")) for _each in range(6)]
    assert [each.status_code for each in answers] == [200] * 5 + [429]
    assert answers[-1].headers["Retry-After"] == "60"
    client.force_login(tono)
    assert client.get(reverse("regulations")).status_code == 200


def test_costly_requests_have_a_smaller_limit_of_their_own(client, sari, monkeypatch):
    monkeypatch.setattr(limits, "COSTLY_REQUESTS", Limit("COSTLY_REQUESTS", 2, MINUTE))
    client.force_login(sari)
    answers = [client.post(reverse("incident-people"), {"words": "budi"}).status_code for _each in range(3)]
    assert answers == [200, 200, 429]
    assert client.get(reverse("regulations")).status_code == 200


def test_what_is_costly_is_marked():
    marked = {each.name for each in addresses_of(get_resolver("cases.urls")) if getattr(each.callback, "is_costly", 0)}
    assert marked == COSTLY


def test_a_case_holds_a_quota_of_files_and_bytes(sari, budi, now, monkeypatch):
    case = factories.make_respondent(by=sari, employee=budi, at=now).case
    monkeypatch.setattr(limits, "BYTES_OF_CASE", Limit("BYTES_OF_CASE", 10))
    with pytest.raises(RuleViolation, match="sebanyak yang dapat ditampung"):
        add_file(case=case, actor=sari, at=now, upload=photo())
    monkeypatch.setattr(limits, "BYTES_OF_CASE", Limit("BYTES_OF_CASE", 10**9))
    monkeypatch.setattr(limits, "FILES_OF_CASE", Limit("FILES_OF_CASE", 0))
    with pytest.raises(RuleViolation):
        add_file(case=case, actor=sari, at=now, upload=photo())


def test_every_limit_is_counted_under_a_name_of_its_own():
    table = [each for each in vars(limits).values() if isinstance(each, Limit)]
    assert len({each.name for each in table}) == len(table) > 10
