"""Reading a sheet of the payroll: columns by their headings, each row checked on its own."""

import dataclasses
import datetime as dt
from collections.abc import Container, Iterator, Mapping
from typing import IO, Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from cases.people.units import unit_of
from lib.sheets.cells import day_of, not_a_formula
from lib.sheets.identifiers import identifier, nip_of
from lib.sheets.tables import Problem, SheetError, Table, letters, open_sheets, table_of
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
LONGEST_TEXTS = {"name": 160, "post": 160, "other_number": 40}


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
    table = _table(file)
    for number, cells in table.rows:
        texts = table.cells(cells)
        if any(text not in ("", None) for text in texts.values()):
            yield _checked(number, texts, units, valid_on)


def _table(file: "IO[bytes]") -> Table:
    """The first visible sheet that names people and their units: a cover page or a hidden sheet is passed over."""
    best: list[str] = list(REQUIRED)
    for sheet in open_sheets(file):
        table = table_of(sheet, HEADINGS, _lacking)
        if not table.lacking:
            return table
        best = min(best, list(table.lacking), key=len)
    raise SheetError(
        _("Kolom tidak ditemukan: %(columns)s. Pakai templat, atau samakan judul kolomnya.")
        % {"columns": ", ".join(TITLES[field] for field in best)}
    )


def _lacking(columns: Container[str]) -> list[str]:
    missing = [field for field in REQUIRED if field not in columns]
    return missing or ([] if "nip" in columns or "other_number" in columns else ["nip"])


def _checked(
    number: int, cells: dict[str, Any], units: Mapping[str, int | None], valid_on: dt.date
) -> StaffRow | Problem:
    field = ""
    try:
        field = "nip"
        nip = nip_of(cells.get("nip", ""))
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
        agency = unit_of(_required(cells, "unit"), units)
        field = "post"
        post = _required(cells, "post")
        field = "starts_on"
        starts_on = day_of(cells.get("starts_on", "")) or valid_on
    except ValidationError as error:
        return Problem(number, TITLES[field], str(cells.get(field, ""))[:200], " ".join(error.messages))
    return StaffRow(number, nip, other, name, category, agency, post, starts_on)


def _text(cells: dict[str, Any], field: str) -> str:
    cell = cells.get(field, "")
    text = cell if isinstance(cell, str) and field != "other_number" else identifier(cell)
    text = " ".join(text.split())
    if len(text) > LONGEST_TEXTS.get(field, 200):
        raise ValidationError(_("Terlalu panjang: paling banyak %(n)d huruf.") % {"n": LONGEST_TEXTS[field]})
    if "\0" in text:
        raise ValidationError(_("Berisi karakter yang tidak dapat disimpan."))
    return not_a_formula(text)


def _required(cells: dict[str, Any], field: str) -> str:
    text = _text(cells, field)
    if not text:
        raise ValidationError(_("Kosong, atau rumusnya tidak menghasilkan nilai. Isi selnya."))
    return text
