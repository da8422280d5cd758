"""How events are written to the log."""

import logging


class OneLineFormatter(logging.Formatter):
    """One event, one line: nothing that a user typed can begin a line of its own."""

    def format(self, record: logging.LogRecord) -> str:
        return super().format(record).replace("\r", "\\r").replace("\n", "\\n")
