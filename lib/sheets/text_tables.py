"""Tables as text: CSV, or text with tabs or bars, in UTF-8 or UTF-16. Read line by line with constant memory."""

import csv
import io
import re
from collections.abc import Iterator
from functools import partial
from typing import IO, Any

from django.utils.translation import gettext as _

from lib.sheets.problems import SheetError

LONGEST_LINE = 1024 * 1024  # characters; a longer line is not a row of a table
HEAD = 64 * 1024  # characters from which the separator is detected
LOOKED_AT = 20  # lines
SIGNS = ";,\t|"
SAID = re.compile(r"""["']?sep=(.)["']?\s*$""", re.IGNORECASE)  # the line that names the separator for a spreadsheet


def text_rows(file: "IO[bytes]") -> Iterator[list[Any]]:
    """The cells of each line. Raises SheetError if the file is not a text table."""
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
        if not file.closed:  # the caller may stop reading before the end
            text.detach()


def _encoding(file: "IO[bytes]") -> str:
    """UTF-16 has a byte order mark or a zero in every second byte; everything else must be UTF-8."""
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
    """The separator of the widest of the first lines; a title above the headings contains none."""
    lines = head.splitlines()[:LOOKED_AT]
    if lines and (said := SAID.match(lines[0].strip())):
        return said[1]
    return max(SIGNS, key=lambda sign: max((line.count(sign) for line in lines), default=0))
