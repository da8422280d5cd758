"""The visible text of an HTML page."""

import re

from inscriptis import get_text
from inscriptis.css_profiles import CSS_PROFILES
from inscriptis.model.config import ParserConfig

DECLARED = re.compile(rb"""<meta[^>]{0,200}charset\s{0,9}=\s{0,9}["']?([A-Za-z0-9_.:-]{1,40})""", re.IGNORECASE)
CONFIG = ParserConfig(css=CSS_PROFILES["strict"])
GAP = re.compile(r"[ \t\xa0]+")  # separators of table columns, which are not wanted here


def declared_charset(page: bytes) -> str:
    found = DECLARED.search(page[:4096])
    return found[1].decode() if found else ""


def words_of(page: str) -> str:
    """The text of a page, with its visible lines."""
    text = get_text(page.replace("\0", ""), CONFIG)
    lines = (GAP.sub(" ", line).strip() for line in text.splitlines())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
