"""The measured pages, their accounts, and the goals."""

import dataclasses


@dataclasses.dataclass(frozen=True)
class Page:
    """``path`` may contain ``{case}``, the number of a case, and ``{cursor}``, the middle of the list."""

    name: str
    account: str
    path: str

    @property
    def label(self) -> str:
        return f"{self.name} ({self.account})"


FLOOR = Page("floor", "bkpsdm", "/floor/")
LIST = Page("list", "bkpsdm", "/cases/?")
PAGES = (
    FLOOR,
    LIST,
    Page("filtered list", "bkpsdm", "/cases/?agency=7&stage=CLOSED"),
    Page("late cases", "bkpsdm", "/cases/?due=late&kind=legal"),
    Page("middle page", "bkpsdm", "/cases/?{cursor}"),
    Page("search, a person", "bkpsdm", "/cases/?q=kartika+siregar+intan"),
    Page("search, a word", "bkpsdm", "/cases/?q=berseragam"),
    Page("case", "bkpsdm", "/cases/{case}/"),
    Page("work queue", "bkpsdm", "/work/"),
    Page("dashboard", "bkpsdm", "/dashboard/"),
    Page("list", "hr", "/cases/?"),
    Page("middle page", "hr", "/cases/?{cursor}"),
    Page("work queue", "hr", "/work/"),
    Page("list", "hr-small", "/cases/?"),
    Page("filtered list", "hr-small", "/cases/?stage=CLOSED"),
    Page("list", "leader", "/cases/?"),
    Page("dashboard", "leader", "/dashboard/"),
)

GROWTH = 1.3  # p50 with 100,000 cases / with 10,000
LIST_TO_FLOOR = 2.5  # p50 of the list / of the empty page
STATEMENTS = 6  # SQL statements of a list page, including session and account
