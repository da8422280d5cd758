"""Reads a payroll sheet: columns by their headings, each row checked on its own."""

import dataclasses
import datetime as dt
from collections.abc import Iterator, Mapping
from typing import IO, Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.people.categories import CATEGORIES
from cases.people.units import unit_of
from lib.sheets.cells import day_of, is_nothing, not_a_formula, plain, unwrapped, with_letters
from lib.sheets.headings import Column
from lib.sheets.identifiers import identifier, nip_of
from lib.sheets.problems import Problem
from lib.sheets.reader import Reading, SheetReader
from lib.sheets.tables import letters

# Other kinds of TMT, which are not the day of taking up the post.
OTHER_DAYS = ("gol", "pangkat", "ruang", "cpns", "pns", "pensiun", "kgb", "gaji", "lahir", "kontrak", "sk", "eselon")
COLUMNS = {
    "nip": Column("NIP", ("nipbaru", "nippegawai", "nonip", "nomornip", "nomorindukpegawai", "nippppk", "nipnipppk",
                          "nipnippppk", "nomorindukpppk")),
    "other_number": Column("Nomor lain", ("nomorkontrak", "nomorpegawai", "nokontrak", "nrp", "nik")),
    "name": Column("Nama", ("namalengkap", "namapegawai", "namapns", "namaasn")),
    "category": Column("Status kepegawaian", ("jenispegawai", "statuspegawai", "statusasn", "statuscpnspns",
                       "jenispegawainama", "jeniskepegawaian", "status", "kedudukanhukum", "kedudukanhukumnama")),
    "unit": Column("Unit kerja", ("unornama", "namaunor", "unor", "perangkatdaerah", "opd", "skpd", "namaopd",
                   "namaskpd", "satuankerja", "satuankerjanama", "unitorganisasi", "namaunitkerja", "instansi",
                   "instansikerjanama")),
    "employer": Column("Dipekerjakan dari perangkat daerah"),
    "home_body": Column("Dipekerjakan dari instansi lain", ("instansiinduknama",)),
    "post": Column("Jabatan", ("jabatannama", "namajabatan", "jabatanterakhir"), unless=("tmt", "jenis", "kelas")),
    "starts_on": Column("TMT jabatan", ("tmtjab", "tgltmtjabatan", "tanggaltmtjabatan", "tmtunor", "tmtunitkerja",
                        "tgltmt", "tanggaltmt", "tmt", "terhitungmulaitanggal", "terhitungmulai", "tglmulaijabatan",
                        "tanggalmulaijabatan", "tglmulai", "tanggalmulai", "mulaijabatan", "mulaitanggal", "mulai"),
                        unless=OTHER_DAYS, is_day=True),
}  # fmt: skip
EXAMPLE = {  # the example row of the template is skipped
    "nip": "200001012024011001",
    "other_number": "",
    "name": "Contoh Nama",
    "category": "PNS",
    "unit": "Dinas Contoh",
    "employer": "",
    "home_body": "",
    "post": "Analis",
    "starts_on": "01-03-2024",
}
REQUIRED = ("name", "category", "unit", "post", ("nip", "other_number"))
TITLES = {field: column.title for field, column in COLUMNS.items()}
UNDATED = gettext_lazy("%(n)d baris tanpa TMT; mulai jabatannya dicatat %(day)s (Keadaan per tanggal).")
NO_TMT = gettext_lazy(
    "Kolom TMT jabatan tidak ditemukan; mulai jabatan %(n)d baris dicatat %(day)s (Keadaan per tanggal)."
)
LONGEST_TEXTS = {"name": 160, "post": 160, "other_number": 40, "home_body": 160}


@dataclasses.dataclass(frozen=True, slots=True)
class StaffRow:
    """One row to be imported. ``nip`` or ``other_number`` is filled, the other one empty."""

    row: int
    nip: str
    other_number: str
    name: str
    category: str
    agency: int
    employer: int | None
    home_body: str
    post: str
    starts_on: dt.date


def read(
    file: "IO[bytes]", reading: Reading, *, units: Mapping[str, int | None], valid_on: dt.date, own: str
) -> Iterator[StaffRow | Problem]:
    """Every row below the heading, or its first error.

    ``units``: names normalised by `letters` → the agency; None for an ambiguous name. ``valid_on`` replaces a missing
    TMT, and ``reading`` counts these rows. ``own``: the name of the government, which exports of the national system
    write as the employer of its own staff. Raises SheetError if the file is not a sheet or lacks a column.
    """
    table = SheetReader(COLUMNS, REQUIRED, reading=reading).table(file)
    undated = 0
    for number, cells in table.records():
        if (cells.get("nip"), cells.get("name")) == (EXAMPLE["nip"], EXAMPLE["name"]):
            continue
        row = _checked(number, cells, units, valid_on, own)
        if isinstance(row, StaffRow) and is_nothing(plain(cells.get("starts_on"))):
            undated += 1
        yield row
    if undated:
        facts = {"n": undated, "day": f"{valid_on:%d-%m-%Y}"}
        reading.notes.append(str(UNDATED if "starts_on" in table.places else NO_TMT) % facts)


def _checked(
    number: int, cells: dict[str, Any], units: Mapping[str, int | None], valid_on: dt.date, own: str
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
        name = with_letters(_required(cells, "name"))
        field = "category"
        category = CATEGORIES.meant(_required(cells, "category"))
        field = "unit"
        agency = unit_of(_required(cells, "unit"), units)
        field = "employer"
        employer = _employer(cells, units, agency)
        field = "home_body"
        home_body = _home_body(cells, own, employer)
        field = "post"
        post = _required(cells, "post")
        field = "starts_on"
        starts_on = day_of(cells.get("starts_on", "")) or valid_on
    except ValidationError as error:
        return Problem(number, TITLES[field], str(cells.get(field, ""))[:200], " ".join(error.messages))
    return StaffRow(number, nip, other, name, category, agency, employer, home_body, post, starts_on)


def _text(cells: dict[str, Any], field: str) -> str:
    cell = cells.get(field)
    if cell is None or cell == "":  # columns that most sheets lack
        return ""
    text = unwrapped(" ".join(cell.split())) if isinstance(cell, str) and field != "other_number" else identifier(cell)
    if is_nothing(text):
        return ""
    if len(text) > LONGEST_TEXTS.get(field, 200):
        raise ValidationError(_("Terlalu panjang: paling banyak %(n)d huruf.") % {"n": LONGEST_TEXTS[field]})
    if "\0" in text:
        raise ValidationError(_("Berisi karakter yang tidak dapat disimpan."))
    return not_a_formula(text)


def _employer(cells: dict[str, Any], units: Mapping[str, int | None], workplace: int) -> int | None:
    """The agency that employs somebody who works in another one; None where it is the workplace itself."""
    named = _text(cells, "employer")
    employer = unit_of(named, units) if named else workplace
    return None if employer == workplace else employer


def _home_body(cells: dict[str, Any], own: str, employer: int | None) -> str:
    """The body outside this government that employs the person; empty for the own government."""
    named = _text(cells, "home_body")
    if not named or _name_of_body(named) == _name_of_body(own):
        return ""
    if employer is not None:
        raise ValidationError(_("Isi satu induk saja: perangkat daerah di pemerintah ini, atau instansi lain."))
    return named


def _name_of_body(text: str) -> str:
    words = f" {text.lower()} ".replace(" kab.", " kabupaten ").replace(" kab ", " kabupaten ")
    return letters(words.replace(" pemerintah ", " ").replace(" pemkab ", " kabupaten ").replace(" pemkot ", " kota "))


def _required(cells: dict[str, Any], field: str) -> str:
    text = _text(cells, field)
    if not text:
        raise ValidationError(_("Kosong, atau rumusnya tidak menghasilkan nilai. Isi selnya."))
    return text
