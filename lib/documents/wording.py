"""The wording of a form: plain text that an official can edit, with named fields, turned into blocks.

    # Bagian                     a heading
    = MEMUTUSKAN:                centred, bold, in capitals
    | Nama | {nama}              a row of facts; consecutive rows are one table
    1. …   a. …   - …            lists
    {tanya_jawab}                alone on a line: a table or list made from the record
    anything else                a paragraph; line ends are kept, an empty line ends it; one with the date of the letter
                                 stands above the signature that follows

A field that the catalogue does not know is refused, as is a brace that is no field. Data fills a field as text and is
never read as wording again, so nothing that a person wrote can change the letter around it.
"""

import difflib
import re
from collections.abc import Collection, Mapping
from typing import Any

from lib.documents.document import Block
from lib.documents.field_names import CLAUSES, OPTIONAL

FIELD = re.compile(r"\{([a-z0-9_]+)\}")
ALONE = re.compile(r"\{([a-z0-9_]+)\}$")
ROW = re.compile(r"\|([^|]*)\|(.*)$")
LETTERED = re.compile(r"(\|[^|]*\|\s*)([a-z])\.\s+(.*)$")
DICTA = (
    "KESATU", "KEDUA", "KETIGA", "KEEMPAT", "KELIMA", "KEENAM", "KETUJUH", "KEDELAPAN", "KESEMBILAN", "KESEPULUH",
)  # fmt: skip
DICTUM = re.compile(rf"\|\s*({'|'.join(DICTA)})\s*\|(.*)$")
ITEM = re.compile(r"(?P<mark>\d{1,2}\.|[a-z]\.|-)\s+(?P<text>.+)$")
UNFILLED = "." * 24  # a dotted line, to be filled in by hand


class WordingError(ValueError):
    """The text is not a valid form; the message is an Indonesian sentence that names the line."""


def fields_in(text: str) -> list[str]:
    """Names of the fields, each once, in order of appearance."""
    return list(dict.fromkeys(FIELD.findall(text)))


def check(text: str, *, words: Collection[str], blocks: Collection[str]) -> None:
    """Refuse a text with an unknown field, a brace without a field, or a block field inside a sentence."""
    known = {*words, *blocks}
    for number, line in enumerate(text.splitlines(), 1):
        for name in FIELD.findall(line):
            if name not in known:
                raise WordingError(f"Baris {number}: isian {{{name}}} tidak dikenal.{_suggestion(name, known)}")
            if name in blocks and not ALONE.match(line.strip()):
                raise WordingError(f"Baris {number}: isian {{{name}}} berupa tabel dan harus sendirian di satu baris.")
        rest = FIELD.sub("", line)
        if "{" in rest or "}" in rest:
            raise WordingError(f"Baris {number}: kurung kurawal tidak lengkap. Isian ditulis seperti {{nama}}.")
    if not text.strip():
        raise WordingError("Isi surat masih kosong.")


def _suggestion(name: str, known: set[str]) -> str:
    near = difflib.get_close_matches(name, known, n=1)
    return f" Mungkin maksudnya {{{near[0]}}}?" if near else ""


def compose(text: str, data: Mapping[str, Any]) -> list[Block]:
    """The blocks of a letter: each field replaced by its value; a missing value becomes a dotted line.

    A line whose fields the letter can do without is left out when all of them are missing, and so is what only
    introduced it: a heading, or words that end in a colon.
    """
    blocks: list[Block] = []
    for line in _lines(text, data):
        made = _block(line, data)
        if blocks and _continues(blocks[-1], made):
            _join(blocks[-1], made)
        else:
            blocks += made
    return _dated_above([block for block in blocks if block["kind"] != "gap"])


def _dated_above(blocks: list[Block]) -> list[Block]:
    """Place and date that come right before a single signature stand above it, in its column."""
    made: list[Block] = []
    for block in blocks:
        before = made[-1] if made else {}
        if before.get("is_date") and block["kind"] == "signatures" and len(block["rows"]) == 1:
            row = block["rows"][0]
            made[-1] = {"kind": "signatures", "rows": [row | {"title": f"{before['text']}\n{row['title']}"}]}
        else:
            made.append(block)
    return [{name: value for name, value in block.items() if name != "is_date"} for block in made]


def _lines(text: str, data: Mapping[str, Any]) -> list[str]:
    kept: list[str] = []
    for paragraph in re.split(r"\n\s*\n", text):
        lines = [line.strip() for line in paragraph.splitlines()]
        shown = [line for line in lines if not _is_missing(line, data)]
        if len(shown) < len(lines) and all(line.startswith("# ") or line.endswith(":") for line in shown):
            shown = []  # nothing is left of what these words introduce
        kept += [*_relettered(shown), ""] if shown else []
    return _renumbered(kept)


def _relettered(rows: list[str]) -> list[str]:
    """Continues the letters of an enumeration after a row was left out."""
    made, expected = [], "a"
    for row in rows:
        if found := LETTERED.match(row):
            expected = "a" if found[1].strip("| ") else expected
            row, expected = f"{found[1]}{expected}. {found[3]}", chr(ord(expected) + 1)
        made.append(row)
    return made


def _renumbered(lines: list[str]) -> list[str]:
    """Continues the clauses of a decree (KESATU, KEDUA, …) after a row was left out."""
    made, before = [], 0
    for line in lines:
        if found := DICTUM.match(line):
            place = 0 if found[1] == DICTA[0] else min(before + 1, len(DICTA) - 1)
            line, before = f"| {DICTA[place]} |{found[2]}", place
        made.append(line)
    return made


def _is_missing(text: str, data: Mapping[str, Any]) -> bool:
    """Whether a text has fields that are all optional and missing."""
    names = fields_in(text)
    return bool(names) and all(name in OPTIONAL and not data.get(name) for name in names)


def _block(line: str, data: Mapping[str, Any]) -> list[Block]:
    if not line:
        return [{"kind": "gap"}]
    if (alone := ALONE.match(line)) and isinstance(data.get(alone[1]), list):
        return [dict(row) for row in data[alone[1]]]
    if line.startswith(("# ", "= ")):
        words = fill(line[2:], data)
        return [{"kind": "heading", "text": words} if line[0] == "#" else {"kind": "centred", "text": words.upper()}]
    if row := ROW.match(line):
        return [{"kind": "facts", "rows": [[row[1].strip(), fill(row[2].strip(), data)]]}]
    if item := ITEM.match(line):
        return [{"kind": "items", "rows": [[item["mark"], fill(item["text"], data)]]}]
    dated = {"is_date": True} if "{tanggal_surat}" in line else {}
    return [{"kind": "paragraph", "text": fill(line, data)} | dated]


def fill(text: str, data: Mapping[str, Any]) -> str:
    """One text with its fields replaced; a clause is adapted to the sentence around it."""

    def value(field: re.Match[str]) -> str:
        found = str(data.get(field[1]) or UNFILLED)
        return _agreeing(found, text[: field.start()], text[field.end() :]) if field[1] in CLAUSES else found

    return FIELD.sub(value, text)


def _agreeing(clause: str, before: str, after: str) -> str:
    """Lower case at the beginning after a word, except for an abbreviation; no full stop before punctuation."""
    if re.search(r"[a-z,] $", before) and re.match(r"[A-Z][a-z]", clause):
        clause = clause[0].lower() + clause[1:]
    return clause.rstrip(" .") if clause != UNFILLED and re.match(r"[;.,]", after) else clause


def _continues(last: Block, made: list[Block]) -> bool:
    return len(made) == 1 and last["kind"] == made[0]["kind"] and last["kind"] in ("facts", "items", "paragraph")


def _join(last: Block, made: list[Block]) -> None:
    if last["kind"] == "paragraph":
        last |= made[0] | {"text": f"{last['text']}\n{made[0]['text']}"}
    elif last["kind"] == "items":
        for mark, text in made[0]["rows"]:
            last["rows"].append([_next_mark(last["rows"][-1][0], mark), text])
    else:
        last["rows"] += made[0]["rows"]


def _next_mark(last: str, mark: str) -> str:
    """A list that goes on in a field counts on: what begins with 1. after 6. is 7."""
    numbers = [text.removesuffix(".") for text in (last, mark)]
    return f"{int(numbers[0]) + 1}." if all(number.isdigit() for number in numbers) else mark
