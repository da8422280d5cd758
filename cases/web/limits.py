"""All limits on what an account, an address, a case or a draft may cause, in one table.

Limits on passwords are in ``cases.accounts.limits``, limits on one file in ``cases.evidence.file_types``.
"""

from dataclasses import dataclass

from cases.web.rate_limit import HOUR, MINUTE
from lib.media.sizes import GIGABYTE, MEGABYTE

DAY = 24 * HOUR


@dataclass(frozen=True)
class Limit:
    """At most so many within so many seconds, counted under ``name``; ``within`` 0: of what is stored, at any time."""

    name: str
    most: int
    within: int = 0


# Of an account. A person opens a page every few seconds; the page of a hearing asks every three.
REQUESTS = Limit("requests", 600, MINUTE)
COSTLY_REQUESTS = Limit("costly", 60, MINUTE)  # suggestions, packages, exports, letters drawn as PDF
BYTES_OF_ACCOUNT = Limit("bytes", 20 * GIGABYTE, DAY)
BYTES_OF_DRAFTS = Limit("bytes-of-drafts", 8 * GIGABYTE)
FILES_OF_DRAFT = Limit("files-of-a-draft", 20)
# Of a case
BYTES_OF_CASE = Limit("bytes-of-a-case", 50 * GIGABYTE)
FILES_OF_CASE = Limit("files-of-a-case", 2000)
# Of an address without an account, which many phones can share
BYTES_OF_ADDRESS = Limit("bytes-of-strangers", 300 * MEGABYTE, DAY)
REPORTS = Limit("reports", 20, HOUR)  # accepted ones
REPORTS_WHILE_BUSY = Limit("reports-while-busy", 2, HOUR)
REFUSED_REPORTS = Limit("forms-of-reports", 120, HOUR)  # with errors
CODES = Limit("codes", 60, HOUR)
MESSAGES = Limit("messages", 20, HOUR)
