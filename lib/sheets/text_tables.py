"""Tables as text: CSV, text with tabs or bars, in UTF-8 or UTF-16. Read line by line: a million rows take no memory."""

import csv
import io
import re
from collections.abc import Iterator
from functools import partial
from typing import IO, Any

from django.utils.translation import gettext as _

from lib.sheets.problems import SheetError

LONGEST_LINE = 1024 * 1024  # letters; a longer one is no row of a table
HEAD = 64 * 1024  # letters from which the sign between the columns is found
LOOKED_AT = 20  # lines
SIGNS = ";,\t|"
SAID = re.compile(r"""["']?sep=(.)["']?\s*$""", re.IGNORECASE)  # how a spreadsheet is told the sign


def text_rows(file: "IO[bytes]") -> Iterator[list[Any]]:
    """The cells of each line. Raises SheetError for what is no table of text."""
    file.seek(0)
    text = io.TextIOWrapper(file, encoding=_encoding(file), newline="")
    try:
        head = text.read(HEAD)
        if "\0" in head:
            raise SheetError(_("Berkas bukan CSV atau XLSX."))
        if head.lstrip()[:1] == "<":
            raise SheetError(
                _("Berkas ini halaman HTML atau XML yang diberi nama Excel. Buka di Excel, lalu Simpan Sebagai XLSX.")
            )
        text.seek(0)
        yield from csv.reader(iter(partial(text.readline, LONGEST_LINE), ""), delimiter=_delimiter(head))
    except UnicodeError as error:
        raise SheetError(_("Berkas bukan CSV UTF-8 atau XLSX. Simpan ulang sebagai “CSV UTF-8”.")) from error
    except csv.Error as error:
        raise SheetError(_("CSV tidak dapat dibaca: %(why)s.") % {"why": error}) from error
    finally:
        if not file.closed:  # as it is when somebody stopped reading half-way
            text.detach()


def _encoding(file: "IO[bytes]") -> str:
    """UTF-16 says so in its first two bytes, or has a zero in every second one; everything else has to be UTF-8."""
    head = file.read(64)
    file.seek(0)
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    if len(head) >= 8 and len(head) % 2 == 0:
        if not any(head[1::2]) and all(head[::2]):
            return "utf-16-le"
        if not any(head[::2]) and all(head[1::2]):
            return "utf-16-be"
    return "utf-8-sig"


def _delimiter(head: str) -> str:
    """The sign that divides the widest of the first lines: a title above the headings divides nothing."""
    lines = head.splitlines()[:LOOKED_AT]
    if lines and (said := SAID.match(lines[0].strip())):
        return said[1]
    return max(SIGNS, key=lambda sign: max((line.count(sign) for line in lines), default=0))
