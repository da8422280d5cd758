"""The workbook for past cases: columns, allowed values, and instructions."""

import io
from collections.abc import Sequence

import xlsxwriter
from django.utils.translation import gettext as _
from xlsxwriter.utility import xl_range_abs
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from cases.models import Agency, Government
from cases.past_cases.columns import COLUMNS, GUIDE, LISTS, REQUIRED, SHEET
from lib.sheets.exports import print_on_a4
from regulations.models import Provision, SanctionType, StaffCategory

ROWS = 5000  # number of prepared rows
TEXT = "@"
HOW_TO = (
    "Satu baris untuk satu orang. Beberapa orang dalam satu kejadian: tulis kode kejadian yang sama.",
    "Baris yang diawali kata CONTOH tidak dibaca; hapus atau biarkan.",
    "Hanya kasus yang sudah selesai. Sanksi yang masih dijalani dimasukkan lewat Impor riwayat hukuman.",
    "NIP ditulis 18 angka dalam sel berformat teks. Bila tampil seperti 1,98504E+17, digit akhirnya sudah hilang: "
    "ubah format kolom menjadi Teks, lalu tempel ulang NIP dari sumbernya.",
    "Tanggal: hari-bulan-tahun, misalnya 12-08-2022 atau 12 Agustus 2022. Bila harinya tidak diketahui: Agustus 2022 "
    "atau 2022.",
    "Sanksi dan pasal dipilih dari lembar Daftar; yang dipakai adalah hukum yang berlaku pada hari kejadian.",
    "Berkas diperiksa dulu baris demi baris; belum ada yang masuk sebelum Anda menekan Masukkan. Daftar "
    "kesalahannya dapat diunduh. Betulkan barisnya dalam berkas ini, lalu unggah lagi: yang sudah masuk tidak "
    "dimasukkan dua kali.",
    "Judul kolom boleh dipindah; kolom yang tidak dipakai boleh dihapus.",
)


def write_template(government: Government) -> bytes:
    """The workbook for a government: its agencies, and the sanctions and rules of law, including past ones."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        formats = _Formats(book)
        sheet, guide, lists = (book.add_worksheet(name) for name in (SHEET, GUIDE, LISTS))
        chosen = _write_lists(lists, formats, government)
        _write_columns(sheet, formats, chosen)
        _write_guide(guide, formats)
    return content.getvalue()


class _Formats:
    """How cells look; everything that is typed is text, so that no NIP and no number of a decree is cut."""

    def __init__(self, book: Workbook) -> None:
        head = {"bold": True, "border": 1, "text_wrap": True, "valign": "top"}
        self.heading = book.add_format(head | {"bg_color": "#DCE6F1"})
        self.needed = book.add_format(head | {"bg_color": "#F8CBAD"})
        self.text = book.add_format({"num_format": TEXT})
        self.example = book.add_format({"num_format": TEXT, "italic": True, "font_color": "#7F7F7F"})
        self.wrapped = book.add_format({"text_wrap": True, "valign": "top"})


def _write_columns(sheet: Worksheet, formats: _Formats, chosen: dict[str, str]) -> None:
    for place, (field, column) in enumerate(COLUMNS.items()):
        sheet.set_column(place, place, column.width, formats.text)
        sheet.write_string(0, place, column.title, formats.needed if field in REQUIRED else formats.heading)
        example = column.example if place else f"CONTOH {column.example}"
        sheet.write_string(1, place, example, formats.example)
        if column.help:
            sheet.write_comment(0, place, column.help)
        if field in chosen:
            sheet.data_validation(1, place, ROWS, place, {"validate": "list", "source": chosen[field]})
    sheet.set_row(0, 32)
    sheet.freeze_panes(1, 0)
    print_on_a4(sheet, headings=1)


def _write_guide(sheet: Worksheet, formats: _Formats) -> None:
    print_on_a4(sheet)
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, 1, 90)
    sheet.write_string(0, 0, GUIDE, formats.heading)
    needed = ", ".join(COLUMNS[field].title for field in REQUIRED)
    lines = (*HOW_TO, _("Kolom yang judulnya berwarna jingga wajib diisi: %(names)s.") % {"names": needed})
    for row, line in enumerate(lines, 1):
        sheet.write_string(row, 1, line, formats.wrapped)
    top = len(lines) + 2
    sheet.write_row(top, 0, (_("Kolom"), _("Isinya")), formats.heading)
    for row, column in enumerate(COLUMNS.values(), top + 1):
        choices = _("Pilihan: %(choices)s.") % {"choices": ", ".join(column.choices)} if column.choices else ""
        sheet.write_string(row, 0, column.title, formats.wrapped)
        sheet.write_string(row, 1, f"{column.help} {choices}".strip(), formats.wrapped)


def _write_lists(sheet: Worksheet, formats: _Formats, government: Government) -> dict[str, str]:
    """Write sanctions and rules with their dates in force, units and choices; returns where the choices are."""
    next_place = _write_sanctions(sheet, 0, formats)
    next_place = _write_rules(sheet, next_place, formats)
    units = Agency.objects.filter(government=government).order_by("path").values_list("name", "path")
    named = [(name, path.rstrip("/")) for name, path in units]
    next_place = _write_table(sheet, next_place, [_("Perangkat daerah"), _("Kode unit")], named, formats, (34, 24))
    places = {}
    for field, column in COLUMNS.items():
        if column.choices:
            where = xl_range_abs(1, next_place, len(column.choices), next_place)
            places[field] = f"={LISTS}!{where}"
            choices = [(choice,) for choice in column.choices]
            next_place = _write_table(sheet, next_place, [column.title], choices, formats, (24,)) - 1
    sheet.freeze_panes(1, 0)
    print_on_a4(sheet, headings=1)
    return places


def _write_sanctions(sheet: Worksheet, place: int, formats: _Formats) -> int:
    kinds = SanctionType.objects.filter(kind=SanctionType.Kind.SANCTION, in_force_from__isnull=False)
    titles = [_("Kode sanksi"), _("Sanksi"), _("Jalur"), _("Bagi"), _("Berlaku sejak"), _("sampai")]
    rows = [
        (kind.code, kind.name, str(kind.get_route_display()), _staff(kind), *_period(kind))
        for kind in kinds.order_by("route", "code", "in_force_from")
    ]
    return _write_table(sheet, place, titles, rows, formats, (16, 48, 12, 44, 13, 13))


def _write_rules(sheet: Worksheet, place: int, formats: _Formats) -> int:
    rules = Provision.objects.filter(use=Provision.Use.CHARGE, in_force_from__isnull=False)
    titles = [_("Kode pasal"), _("Pasal"), _("Ketentuan"), _("Bagi"), _("Berlaku sejak"), _("sampai")]
    rows = [
        (rule.code, rule.article, rule.text, _staff(rule), *_period(rule))
        for rule in rules.order_by("code", "in_force_from")
    ]
    return _write_table(sheet, place, titles, rows, formats, (16, 26, 60, 44, 13, 13))


def _staff(row: SanctionType | Provision) -> str:
    """The staff categories of a row of law, in the values of the column."""
    return ", ".join(str(StaffCategory(category).label) for category in row.categories) or _("Semua")


def _period(row: SanctionType | Provision) -> tuple[str, str]:
    first, last = (f"{day:%d-%m-%Y}" if day else "" for day in (row.in_force_from, row.in_force_until))
    return first, last


def _write_table(
    sheet: Worksheet,
    place: int,
    titles: Sequence[str],
    rows: Sequence[Sequence[str]],
    formats: _Formats,
    widths: Sequence[int],
) -> int:
    """Write a table beside the earlier ones. Returns the column after the following gap."""
    sheet.write_row(0, place, titles, formats.heading)
    for number, cells in enumerate(rows, 1):
        for at, cell in enumerate(cells):
            sheet.write_string(number, place + at, cell)
    for at, width in enumerate(widths):
        sheet.set_column(place + at, place + at, width)
    return place + len(titles) + 1
