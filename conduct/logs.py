"""The format of the log: one line for each event, as text or as JSON (``CONDUCT_LOG``)."""

import logging
from typing import Any

from pythonjsonlogger.json import JsonFormatter


class OneLineFormatter(logging.Formatter):
    """One event is one line: typed text cannot start a line of its own."""

    def format(self, record: logging.LogRecord) -> str:
        return super().format(record).replace("\r", "\\r").replace("\n", "\\n")


def logging_settings(form: str) -> dict[str, Any]:
    """The logging configuration for ``form``, ``text`` or ``json``; everything goes to stderr, which the system
    stores."""
    fields = "%(asctime)s %(levelname)s %(name)s %(request_id)s %(message)s"
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"request_id": {"()": "conduct.request_ids.RequestIdFilter"}},
        "formatters": {
            "text": {
                "()": OneLineFormatter,
                "format": "%(asctime)s %(levelname)s %(name)s [%(request_id)s]: %(message)s",
            },
            "json": {"()": JsonFormatter, "fmt": fields},
        },
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": form, "filters": ["request_id"]}},
        "root": {"handlers": ["stderr"], "level": "INFO"},
        "loggers": {
            # Django's own handlers would mail errors and write each event twice.
            "django": {"handlers": [], "level": "INFO", "propagate": True},
            "celery.beat": {"level": "WARNING"},
        },
    }
