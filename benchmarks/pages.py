"""The measured pages, their accounts, and the goals: a page of the product divided by a page of the reference."""

import dataclasses


@dataclasses.dataclass(frozen=True)
class Page:
    """``path`` may contain ``{case}``, ``{cursor}``, ``{person}`` and ``{word}``; `prepare` says what they are."""

    name: str
    account: str
    path: str

    @property
    def label(self) -> str:
        return f"{self.name} ({self.account})"


FLOOR = Page("empty page", "bkpsdm", "/floor/")
LIST = Page("list", "bkpsdm", "/cases/?")
FILTERED = Page("filtered list", "bkpsdm", "/cases/?agency=7&stage=CLOSED")
LATE = Page("late cases", "bkpsdm", "/cases/?due=late&kind=legal")
MIDDLE = Page("middle page", "bkpsdm", "/cases/?{cursor}")
PERSON = Page("search, a person", "bkpsdm", "/cases/?{person}")
WORD = Page("search, a word", "bkpsdm", "/cases/?{word}")
CASE = Page("case", "bkpsdm", "/cases/{case}/")
QUEUE = Page("work queue", "bkpsdm", "/work/")
INBOX = Page("inbox", "bkpsdm", "/notifications/")
DASHBOARD = Page("dashboard", "bkpsdm", "/dashboard/")
LEADERS = Page("dashboard", "leader", "/dashboard/")
PRODUCT = (
    FLOOR,
    LIST,
    FILTERED,
    LATE,
    MIDDLE,
    PERSON,
    WORD,
    CASE,
    QUEUE,
    INBOX,
    DASHBOARD,
    LEADERS,
    Page("list", "hr", "/cases/?"),
    Page("middle page", "hr", "/cases/?{cursor}"),
    Page("work queue", "hr", "/work/"),
    Page("list", "hr-small", "/cases/?"),
    Page("filtered list", "hr-small", "/cases/?stage=CLOSED"),
    Page("list", "leader", "/cases/?"),
)

HELLO = Page("hello_auth", "reader", "/hello-auth/")
RAW = Page("raw_list_auth", "reader", "/raw/list-auth/")
FAST_LIST = Page("fast list", "reader", "/fast/list/")
FAST_FILTER = Page("fast filter", "reader", "/fast/list/?agency_id=7&stage=CLOSED")
FAST_SEARCH = Page("fast search", "reader", "/fast/list/?q=kartika+siregar+intan")
FAST_CASE = Page("fast case", "reader", "/fast/case/{case}/")
FAST_DASHBOARD = Page("fast dashboard", "reader", "/fast/dashboard/")
ADMIN_LIST = Page("admin's list", "reader", "/admin/reference/plaincase/")
REFERENCE = (HELLO, RAW, FAST_LIST, FAST_FILTER, FAST_SEARCH, FAST_CASE, FAST_DASHBOARD, ADMIN_LIST)


@dataclasses.dataclass(frozen=True)
class Goal:
    """``page`` ÷ ``reference``, in time and in processor time: at most ``must``, and one day ``better``."""

    page: Page
    reference: Page
    must: float
    better: float
    statements: int
    gated: bool = False  # CI fails above 1.25 × must


GATE = 1.25
GOALS = (
    Goal(FLOOR, HELLO, 1.3, 1.1, 2),
    Goal(LIST, FAST_LIST, 2.0, 1.2, 4, gated=True),
    Goal(LATE, FAST_LIST, 2.0, 1.2, 4),
    Goal(MIDDLE, FAST_LIST, 2.0, 1.2, 4),
    Goal(WORD, FAST_LIST, 2.0, 1.2, 4),
    Goal(FILTERED, FAST_FILTER, 2.0, 1.3, 4),
    Goal(PERSON, FAST_SEARCH, 1.2, 1.0, 4),
    Goal(CASE, FAST_CASE, 4.0, 3.0, 8, gated=True),
    Goal(QUEUE, FAST_LIST, 3.0, 2.0, 4, gated=True),
    Goal(INBOX, FAST_LIST, 3.0, 2.0, 4),
    Goal(DASHBOARD, FAST_DASHBOARD, 3.0, 1.5, 6, gated=True),
    Goal(LEADERS, FAST_DASHBOARD, 3.0, 1.5, 6),
)
GROWTH, GROWTH_BETTER = 1.1, 1.05  # the largest size ÷ the one before
BYTES, BYTES_BETTER = 0.4, 0.25  # bytes of the list ÷ bytes of the admin's
MEMORY, MEMORY_BETTER = 1.6, 1.3  # of two workers ÷ those of the reference
RATE, RATE_BETTER = 0.5, 0.8  # lists a second ÷ fast lists a second
ADMIN_RATE, ADMIN_RATE_BETTER = 100, 150  # lists a second ÷ the admin's lists a second
