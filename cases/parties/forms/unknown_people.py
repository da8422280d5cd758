"""Parses typed lines on unidentified people and on people who are not on the staff list."""

import re

from cases.parties.respondents import Group, Outsider

NUMBERED = re.compile(
    r"(?:sekitar|kira-kira|kurang lebih|lebih kurang|sedikitnya|±|\+/-)?\s*(?:\d{1,3}\s*[-–]\s*)?(\d{1,3})\s+orang\b",
    re.I,
)
UNNUMBERED = re.compile(r"(?:beberapa|sejumlah|banyak|serombongan)\s+(?:orang|pegawai)\b", re.I)
DESCRIPTION_LENGTH = 200
OUTSIDE = "di luar daftar pegawai"


def read_group(line: str) -> Group | None:
    """The group that a line describes (“sekitar 7 orang, di loket”, “beberapa orang”); None for a single person."""
    if UNNUMBERED.match(line):
        return Group(line[:DESCRIPTION_LENGTH])
    found = NUMBERED.match(line)
    if found is None or int(found.group(1)) < 2:
        return None
    return Group(line[:DESCRIPTION_LENGTH], int(found.group(1)))


def read_outsider(line: str) -> Outsider:
    """A name, and after the first comma a description: “Siti Aminah, TKK Disdukcapil”."""
    name, _comma, status = (part.strip() for part in line.partition(","))
    return Outsider(f"{name[: DESCRIPTION_LENGTH - len(OUTSIDE) - 3]} ({OUTSIDE})", status[:DESCRIPTION_LENGTH])


def lines_of(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip(" ,")]
