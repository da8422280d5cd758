"""What a Word file is put together from: texts, tables with fixed columns, rules, the number of a page, a stamp."""

import re
from collections.abc import Sequence
from typing import Any

from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt

FONT = "Times New Roman"  # every office has it; as wide as the Liberation Serif of the PDF
SMALL, SPACER = 8.5, 4  # points: the foot of the page, and the room below a table
CELL_MARGIN = 108  # twentieths of a point, in a table with lines
HANGING = Mm(5.5)  # of the points of an enumeration from their marks
POINT = re.compile(r"(\d{1,2}\.|[a-z]\.) ")
STAMP = (
    '<w:r %s xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"><w:pict>'
    '<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" path="m@7,l@8,m@5,21600l@6,21600e">'
    '<v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/>'
    '<v:f eqn="sum 0 0 @2"/><v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/><v:f eqn="if @0 21600 @1"/>'
    '<v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/></v:formulas><v:path textpathok="t" o:connecttype="rect"/>'
    '<v:textpath on="t" fitshape="t"/></v:shapetype>'
    '<v:shape id="konsep" o:spid="_x0000_s1025" type="#_x0000_t136" alt="KONSEP" style="position:absolute;'
    "margin-left:0;margin-top:0;width:390pt;height:105pt;rotation:325;z-index:-1;"
    "mso-position-horizontal:center;mso-position-horizontal-relative:margin;"
    'mso-position-vertical:center;mso-position-vertical-relative:margin" fillcolor="#e1e1e1" stroked="f">'
    '<v:textpath style="font-family:&quot;Times New Roman&quot;;font-weight:bold" string="KONSEP"/>'
    "</v:shape></w:pict></w:r>"
)


def write(paragraph: Any, text: str, *, bold: bool = False, size: float = 0, alignment: Any = None) -> None:
    run = paragraph.add_run(text)
    run.bold = bold
    run.font.name = FONT
    run._element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    if size:
        run.font.size = Pt(size)
    if alignment is not None:
        paragraph.alignment = alignment


def grid(word: Any, widths: Sequence[float], rows: int = 0, style: str = "") -> Any:
    """A table as wide as the page is written, with columns in these shares, which no program widens by its own.

    Without lines (``style``) its words begin at its edge.
    """
    section = word.sections[0]
    share = (section.page_width - section.left_margin - section.right_margin) / sum(widths)
    table = word.add_table(rows=rows, cols=len(widths))
    table.autofit = False
    if style:
        table.style = style
        indent = OxmlElement("w:tblInd")
        indent.set(qn("w:w"), str(CELL_MARGIN))
        indent.set(qn("w:type"), "dxa")
        table._tbl.tblPr.append(indent)
    else:
        margins = OxmlElement("w:tblCellMar")
        for side in ("left", "right"):
            margin = OxmlElement(f"w:{side}")
            margin.set(qn("w:w"), "0")
            margin.set(qn("w:type"), "dxa")
            margins.append(margin)
        table._tbl.tblPr.append(margins)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = round(width * share)
        for cell in column.cells:
            cell.width = column.width
    return table


def row_of(table: Any, words: Sequence[str], *, bold: bool = False, size: float = 0) -> None:
    """A row; the points of an enumeration hang from their marks."""
    for cell, text, column in zip(table.add_row().cells, words, table.columns, strict=True):
        cell.width = column.width
        lines = text.split("\n") if POINT.match(text) else [text]
        for place, line in enumerate(lines):
            paragraph = cell.paragraphs[0] if place == 0 else cell.add_paragraph()
            paragraph.paragraph_format.space_after = Pt(0)
            if POINT.match(line):
                paragraph.paragraph_format.left_indent = HANGING
                paragraph.paragraph_format.first_line_indent = -HANGING
                paragraph.paragraph_format.tab_stops.add_tab_stop(HANGING)
                line = line.replace(" ", "\t", 1)
            write(paragraph, line, bold=bold, size=size)


def space(word: Any) -> None:
    """A little room below a table; Word joins tables that touch."""
    format_ = word.add_paragraph().paragraph_format
    format_.space_after, format_.line_spacing = Pt(0), Pt(SPACER)


def keep_with_next(word: Any) -> None:
    """Hold the last row of the last table, with the room below it, on the page of what follows."""
    for cell in word.tables[-1].rows[-1].cells:
        for paragraph in cell.paragraphs:
            paragraph.paragraph_format.keep_with_next = True
    word.paragraphs[-1].paragraph_format.keep_with_next = True


def rule(paragraph: Any) -> None:
    """The double line below a letterhead."""
    borders, line = OxmlElement("w:pBdr"), OxmlElement("w:top")
    for name, value in (("val", "thickThinSmallGap"), ("sz", "18"), ("space", "1"), ("color", "000000")):
        line.set(qn(f"w:{name}"), value)
    borders.append(line)
    paragraph._p.get_or_add_pPr().append(borders)


def page_field(paragraph: Any, name: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), name)
    run, style, size, text = (OxmlElement(f"w:{tag}") for tag in ("r", "rPr", "sz", "t"))
    size.set(qn("w:val"), str(int(SMALL * 2)))  # half points
    text.text = "1"  # until the program counts
    style.append(size)
    run.extend((style, text))
    field.append(run)
    paragraph._p.append(field)


def describe(picture: Any, words: str) -> None:
    """The alternative text of a picture."""
    picture._inline.docPr.set("descr", words)


def watermark(paragraph: Any) -> None:
    """KONSEP across the page, behind its words."""
    paragraph._p.append(parse_xml(STAMP % nsdecls("w")))
