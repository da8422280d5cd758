"""Reading a sheet of the payroll: CSV or XLSX, columns by their headings, each row checked on its own.

CSV is read line by line, so that a million rows take no more memory than one; a workbook is unpacked by its reader.
"""

import csv
import dataclasses
import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import IO, Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineWorkbook

from cases.models.employee import validate_nip
from regulations.models import StaffCategory

HEADINGS = {  # field → headings that mean it, as letters and digits only; the first is the one of our template
    "nip": ("nip", "nipbaru", "nippegawai"),
    "other_number": ("nomorlain", "nomorkontrak", "nomorpegawai", "nrp", "nik"),
    "name": ("nama", "namalengkap", "namapegawai"),
    "category": ("statuskepegawaian", "jenispegawai", "statuspegawai", "status", "kedudukanhukum"),
    "unit": ("unitkerja", "unornama", "unor", "perangkatdaerah", "opd", "instansi"),
    "post": ("jabatan", "jabatannama", "namajabatan"),
    "starts_on": ("tmtjabatan", "tmt", "tmtunor", "mulai"),
}
REQUIRED = ("name", "category", "unit", "post")
TITLES = {
    "nip": "NIP",
    "other_number": "Nomor lain",
    "name": "Nama",
    "category": "Status kepegawaian",
    "unit": "Unit kerja",
    "post": "Jabatan",
    "starts_on": "TMT jabatan",
}
CATEGORIES = {
    "pns": StaffCategory.PNS,
    "cpns": StaffCategory.CPNS,
    "pppk": StaffCategory.PPPK,
    "p3k": StaffCategory.PPPK,
    "pppkpenuhwaktu": StaffCategory.PPPK,
    "pppkparuhwaktu": StaffCategory.PPPK_PART_TIME,
    "tkk": StaffCategory.CONTRACT,
    "nonasn": StaffCategory.CONTRACT,
    "tkknonasn": StaffCategory.CONTRACT,
    "honorer": StaffCategory.CONTRACT,
    "tenagakontrak": StaffCategory.CONTRACT,
    "alihdaya": StaffCategory.OUTSOURCED,
    "outsourcing": StaffCategory.OUTSOURCED,
    "bumd": StaffCategory.BUMD,
    "pegawaibumd": StaffCategory.BUMD,
    "perangkatdesa": StaffCategory.VILLAGE,
}
LONGEST = {"name": 160, "post": 160, "other_number": 40}
HEADING_WITHIN = 20  # rows; exports begin with a title and the date
UNPACKED = 400 * 1024 * 1024  # bytes of a workbook once unpacked; a workbook that claims more is a bomb
SCIENTIFIC = re.compile(r"\d[.,]?\d*E\+?\d+", re.IGNORECASE)
DAYS = ("%d-%m-%Y", "%d/%m/%Y", "%Y-%m-%d")


class SheetError(Exception):
    """A file that cannot be read as a sheet of the payroll; the message is an Indonesian sentence."""


@dataclasses.dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one cell of a row."""

    row: int
    column: str
    value: str
    message: str


@dataclasses.dataclass(frozen=True, slots=True)
class StaffRow:
    """One row as it will be taken over. ``nip`` or ``other_number`` is filled, the other empty."""

    row: int
    nip: str
    other_number: str
    name: str
    category: str
    agency: int
    post: str
    starts_on: dt.date


def read(file: "IO[bytes]", *, units: Mapping[str, int | None], valid_on: dt.date) -> Iterator[StaffRow | Problem]:
    """Every row below the heading: itself, or the first thing that is wrong with it.

    ``units``: names as `letters` writes them → the agency; None where several bear that name. ``valid_on`` stands for
    a missing TMT. Raises SheetError when the file is no sheet or lacks a column.
    """
    rows = enumerate(sheet_rows(file), 1)
    columns = _columns(rows)
    for number, cells in rows:
        texts = {field: cells[place] if place < len(cells) else "" for field, place in columns.items()}
        if any(text not in ("", None) for text in texts.values()):
            yield _checked(number, texts, units, valid_on)


def letters(text: str) -> str:
    """A name without case, spaces and signs: what is compared."""
    return re.sub(r"[^a-z0-9]", "", text.lower())


def sheet_rows(file: "IO[bytes]") -> Iterator[list[Any]]:
    """The cells of a CSV or XLSX file, row by row. Raises SheetError when it is neither."""
    file.seek(0)
    head = file.read(4)
    file.seek(0)
    return _workbook_rows(file) if head == b"PK\x03\x04" else _csv_rows(file)


def _csv_rows(file: "IO[bytes]") -> Iterator[list[Any]]:
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
    try:
        first = text.readline(10_000)
        if "\0" in first:
            raise SheetError(_("Berkas bukan CSV atau XLSX."))
        delimiter = max(";,\t", key=first.count)
        yield from csv.reader([first], delimiter=delimiter)
        yield from csv.reader(text, delimiter=delimiter)
    except UnicodeDecodeError as error:
        raise SheetError(_("Berkas bukan CSV UTF-8 atau XLSX. Simpan ulang sebagai “CSV UTF-8”.")) from error
    except csv.Error as error:
        raise SheetError(_("CSV tidak dapat dibaca: %(why)s.") % {"why": error}) from error
    finally:
        text.detach()


def _workbook_rows(file: "IO[bytes]") -> Iterator[list[Any]]:
    try:
        with zipfile.ZipFile(file) as parts:
            if sum(part.file_size for part in parts.infolist()) > UNPACKED:
                raise SheetError(_("Buku kerja terlalu besar setelah dibuka. Simpan sebagai CSV UTF-8."))
        file.seek(0)
        workbook = CalamineWorkbook.from_filelike(file)
        yield from workbook.get_sheet_by_index(0).iter_rows()
    except (zipfile.BadZipFile, CalamineError, IndexError) as error:
        raise SheetError(_("Buku kerja XLSX rusak atau terkunci kata sandi.")) from error


def _columns(rows: Iterator[tuple[int, list[Any]]]) -> dict[str, int]:
    """Where each field stands, by the first row that names people and their units."""
    best: list[str] = list(REQUIRED)
    for number, cells in rows:
        named = {letters(str(cell)): place for place, cell in reversed(list(enumerate(cells)))}
        found = {
            field: next(named[heading] for heading in headings if heading in named)
            for field, headings in HEADINGS.items()
            if any(heading in named for heading in headings)
        }
        missing = [field for field in REQUIRED if field not in found]
        if not missing and ("nip" in found or "other_number" in found):
            return found
        if len(found) > 1:
            best = missing or ["nip"]
        if number >= HEADING_WITHIN:
            break
    raise SheetError(
        _("Kolom tidak ditemukan: %(columns)s. Pakai templat, atau samakan judul kolomnya.")
        % {"columns": ", ".join(TITLES[field] for field in best)}
    )


def _checked(
    number: int, cells: dict[str, Any], units: Mapping[str, int | None], valid_on: dt.date
) -> StaffRow | Problem:
    field = ""
    try:
        field = "nip"
        nip = _nip(cells.get("nip", ""))
        field = "other_number"
        other = "" if nip else _text(cells, "other_number")
        if not nip and not other:
            field = "nip"
            raise ValidationError(_("NIP atau nomor lain harus diisi."))
        field = "name"
        name = _required(cells, "name")
        field = "category"
        category = CATEGORIES.get(letters(_required(cells, "category")))
        if category is None:
            raise ValidationError(_("Status kepegawaian tidak dikenal."))
        field = "unit"
        agency = _unit(_required(cells, "unit"), units)
        field = "post"
        post = _required(cells, "post")
        field = "starts_on"
        starts_on = _day(cells.get("starts_on", "")) or valid_on
    except ValidationError as error:
        return Problem(number, TITLES[field], str(cells.get(field, ""))[:200], " ".join(error.messages))
    return StaffRow(number, nip, other, name, category, agency, post, starts_on)


def _nip(cell: Any) -> str:
    """A NIP as text; a number of a spreadsheet has lost its last digits and is refused."""
    if isinstance(cell, float | int) or SCIENTIFIC.fullmatch(str(cell).strip()):
        raise ValidationError(_("NIP tersimpan sebagai angka, sehingga digit akhirnya hilang. Jadikan kolomnya teks."))
    nip = re.sub(r"[\s.'’]", "", str(cell or ""))
    if nip:
        validate_nip(nip)
    return nip


def _text(cells: dict[str, Any], field: str) -> str:
    cell = cells.get(field, "")
    text = f"{cell:.0f}" if isinstance(cell, float) else str(cell if cell is not None else "")
    text = " ".join(text.split())
    if len(text) > LONGEST.get(field, 200):
        raise ValidationError(_("Terlalu panjang: paling banyak %(n)d huruf.") % {"n": LONGEST[field]})
    if "\0" in text:
        raise ValidationError(_("Berisi karakter yang tidak dapat disimpan."))
    return text


def _required(cells: dict[str, Any], field: str) -> str:
    text = _text(cells, field)
    if not text:
        raise ValidationError(_("Kosong. Sel gabungan hanya mengisi baris pertamanya."))
    return text


def _unit(text: str, units: Mapping[str, int | None]) -> int:
    name = letters(text)
    if name not in units:
        raise ValidationError(_("Unit kerja tidak dikenal."))
    agency = units[name]
    if agency is None:
        raise ValidationError(_("Ada beberapa unit bernama ini. Tulis kodenya, misalnya disdik/sdn-1."))
    return agency


def _day(cell: Any) -> dt.date | None:
    if isinstance(cell, dt.datetime):
        return cell.date()
    if isinstance(cell, dt.date):
        return cell
    return _read_day(str(cell or "").strip())


@lru_cache(maxsize=4096)
def _read_day(text: str) -> dt.date | None:
    if not text:
        return None
    for pattern in DAYS:
        try:
            day = dt.datetime.strptime(text, pattern).date()
        except ValueError:
            continue
        if 1945 <= day.year <= 2100:
            return day
    raise ValidationError(_("Tulis tanggal seperti 01-03-2021."))
