"""The report as a workbook: the numbers with their definitions, and a sheet with a native chart for each figure."""

import io
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _

from cases.dashboard.figures import Figure, Row
from cases.dashboard.small_cells import HIDDEN
from cases.dashboard.summary import Report
from lib.sheets.exports import print_on_a4

CHARTS: dict[str, dict[str, str]] = {
    "bars": {"type": "bar"},
    "share": {"type": "bar"},
    "stacked": {"type": "column", "subtype": "stacked"},
    "lines": {"type": "line"},
}
WIDE = 44  # characters


def workbook_of(report: Report) -> bytes:
    """XLSX that prints on the width of a page. Hidden cells are a sign and no number, so no sum contains them."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        styles = {
            "bold": book.add_format({"bold": True}),
            "wrap": book.add_format({"text_wrap": True, "valign": "top"}),
        }
        _numbers(book, styles, report)
        for figure in report.figures:
            if not figure.is_empty:
                _figure(book, styles, figure)
    return file.getvalue()


def _numbers(book: Any, styles: dict[str, Any], report: Report) -> None:
    sheet = _sheet(book, _("Angka"))
    sheet.set_column(0, 0, 8)
    sheet.set_column(1, 4, 24)
    sheet.set_column(5, 6, WIDE, styles["wrap"])
    sheet.write(0, 0, f"{report.place} – {report.scope.period.label}", styles["bold"])
    at = report.at.astimezone(report.scope.zone)
    sheet.write(1, 0, _("Data per %(at)s. Sel yang disembunyikan ditulis ×.") % {"at": f"{at:%d/%m/%Y %H.%M}"})
    heading = [
        _("Kode"),
        _("Angka"),
        _("Periode ini"),
        _("Periode sebelumnya"),
        _("Perubahan"),
        _("Definisi"),
        _("Rumus"),
    ]
    sheet.write_row(3, 0, heading, styles["bold"])
    for number, line in enumerate(report.lines, start=4):
        metric = line.metric
        said = (metric.code, metric.name, line.value, line.before, line.change, metric.definition, metric.formula)
        sheet.write_row(number, 0, [str(each) for each in said])


def _figure(book: Any, styles: dict[str, Any], figure: Figure) -> None:
    sheet = _sheet(book, figure.code)
    sheet.set_column(0, 0, WIDE)
    sheet.write(0, 0, figure.title, styles["bold"])
    sheet.write(1, 0, str(figure.definition))
    is_share = figure.form == "share"
    columns = [_("Tepat"), _("Jumlah"), "%"] if is_share else figure.columns
    sheet.write_row(3, 1, columns, styles["bold"])
    for number, row in enumerate(figure.rows, start=4):
        sheet.write_string(number, 0, row.label)
        values = _share(row) if is_share else row.values
        for place, value in enumerate(values, start=1):
            sheet.write(number, place, HIDDEN if value is None else value)
    if figure.form in CHARTS:
        _chart(book, sheet, figure, columns)


def _share(row: Row) -> list[int | None]:
    good = row.values[0]
    return [good, row.out_of, None if good is None else row.share]


def _chart(book: Any, sheet: Any, figure: Figure, columns: list[str]) -> None:
    """A chart that reads the cells of its own sheet. One line for each row; otherwise one series for each column."""
    chart = book.add_chart(CHARTS[figure.form])
    first, last, name = 4, 3 + len(figure.rows), sheet.get_name()
    if figure.form == "lines":
        series = [((row, 1, row, len(columns)), (3, 1, 3, len(columns)), (row, 0)) for row in range(first, last + 1)]
    else:
        places = [len(columns)] if figure.form == "share" else range(1, len(columns) + 1)
        series = [((first, place, last, place), (first, 0, last, 0), (3, place)) for place in places]
    for values, categories, label in series:
        chart.add_series({"values": [name, *values], "categories": [name, *categories], "name": [name, *label]})
    chart.set_title({"name": figure.title[:120], "name_font": {"size": 12}})
    chart.set_size({"width": 760, "height": 360})
    if figure.form in ("bars", "share"):
        chart.set_y_axis({"reverse": True})
    if len(series) == 1:
        chart.set_legend({"none": True})
    sheet.insert_chart(last + 2, 0, chart)


def _sheet(book: Any, name: str) -> Any:
    sheet = book.add_worksheet(name[:31])
    print_on_a4(sheet)
    return sheet
