"""Text that goes into a CSV file."""


def inert(text: str) -> str:
    """The text so that no spreadsheet runs it: a cell that begins like a formula gets an apostrophe before it."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text
