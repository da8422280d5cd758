"""The log and the reports of failures: one event a line, findable by its request, without personal data."""

import json
import logging
import logging.config

import pytest
from django.urls import reverse

from conduct.error_reports import without_personal_data
from conduct.logs import logging_settings
from conduct.request_ids import RequestIdFilter, current


def line_of(form: str, message: str) -> str:
    """A message as the installation's log would show it."""
    made = logging.config.DictConfigurator(logging_settings(form))
    formatter = made.configure_formatter(made.config["formatters"][form])
    record = logging.LogRecord("cases.audit", logging.WARNING, __file__, 1, message, None, None)
    RequestIdFilter().filter(record)
    return formatter.format(record)


@pytest.mark.parametrize("form", ["text", "json"])
def test_a_line_break_in_a_message_starts_no_log_line(form):
    assert "\n" not in line_of(form, "nama: Budi\r\n2026-11-29 ERROR forged")


def test_a_json_line_has_time_level_logger_request_and_message():
    token = current.set("1a2b3c4d")
    found = json.loads(line_of("json", "a case was opened"))
    current.reset(token)
    assert found["levelname"] == "WARNING"
    assert found["name"] == "cases.audit"
    assert found["request_id"] == "1a2b3c4d"
    assert found["message"] == "a case was opened"
    assert found["asctime"]


def test_each_response_carries_an_id_that_the_visitor_does_not_choose(client, db):
    ids = {client.get(reverse("login"), headers={"X-Request-Id": "mine"}).headers["X-Request-Id"] for _ in range(3)}
    assert len(ids) == 3
    assert "mine" not in ids


def test_a_report_of_a_failure_holds_no_search_no_cookie_and_no_account():
    event = {
        "request": {
            "method": "GET",
            "url": "https://conduct.example.go.id/people/?q=Budi",
            "query_string": "q=Budi",
            "cookies": {"session": "secret"},
            "headers": {"Referer": "https://conduct.example.go.id/people/?q=Budi"},
            "data": "nip=198501022010121511",
        },
        "user": {"id": "7", "ip_address": "10.0.0.7"},
        "breadcrumbs": {"values": [{"message": "SELECT … WHERE name = 'Budi'"}]},
        "exception": {"values": [{"type": "ZeroDivisionError"}]},
    }
    sent = without_personal_data(event, {})
    assert sent["exception"]["values"][0]["type"] == "ZeroDivisionError"
    assert sent["request"] == {"method": "GET", "url": "https://conduct.example.go.id/people/"}
    for secret in ("Budi", "secret", "10.0.0.7", "198501022010121511"):
        assert secret not in json.dumps(sent)
