"""Keys of rows that a request names outside a form."""

LONGEST = 18  # digits; every such number fits in a column for keys (2**63 - 1)


def key_of(text: str) -> int | None:
    """The key that a text names; None for anything that cannot be one."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= LONGEST else None
