"""What browsers are told, what they report back, and what goes to the security log."""

import json
import logging

import pytest
from django.urls import reverse

from tests import factories

pytestmark = pytest.mark.django_db


def reported(client, address="203.0.113.1", **over):
    report = {"effective-directive": "script-src-elem", "document-uri": "https://x.go.id/cases/KS-2026-0001/?q=budi",
              "blocked-uri": "https://evil.example/a.js?name=budi"} | over  # fmt: skip
    return client.post(
        "/csp-reports/", json.dumps({"csp-report": report}), content_type="application/csp-report", REMOTE_ADDR=address
    )


def lines(caplog):
    return [record.getMessage() for record in caplog.records if record.name == "conduct.security"]


def test_pages_ask_for_reports_of_the_policy(client, sari):
    client.force_login(sari)
    policy = client.get(reverse("work")).headers["Content-Security-Policy"]
    assert "report-uri /csp-reports/" in policy
    assert client.get(reverse("work")).headers["Cross-Origin-Opener-Policy"] == "same-origin"


def test_a_report_of_the_policy_is_logged_without_case_or_name(client, caplog):
    with caplog.at_level(logging.WARNING, "conduct.security"):
        assert reported(client).status_code == 204
    (line,) = lines(caplog)
    assert "directive=script-src-elem" in line and "page=case" in line and "blocked=https://evil.example" in line
    assert "KS-2026" not in line and "budi" not in line


@pytest.mark.parametrize("body", ["", "[]", "{", '{"csp-report": 1}', '{"csp-report": {"blocked-uri": "http://[x"}}'])
def test_what_is_no_report_is_taken_and_forgotten(client, body):
    assert client.post("/csp-reports/", body, content_type="application/csp-report").status_code == 204
    assert client.get("/csp-reports/").status_code == 405


def test_reports_do_not_fill_the_log(client, caplog):
    with caplog.at_level(logging.WARNING, "conduct.security"):
        for _each in range(40):
            reported(client, "203.0.113.77")
    assert len(lines(caplog)) == 30


def test_a_refusal_is_logged_with_account_page_and_answer_alone(client, tono, sari, budi, now, caplog):
    case = factories.make_respondent(by=sari, employee=budi, at=now).case
    client.force_login(tono)
    with caplog.at_level(logging.INFO, "conduct.security"):
        client.get(reverse("case", args=[case.number]))
        client.get(reverse("work"))
    (line,) = lines(caplog)
    assert line.startswith(f"event=DENIED account={tono.pk} page=case method=GET status=404 origin=")
    assert case.number not in line
