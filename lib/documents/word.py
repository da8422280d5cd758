"""Renders a letter as an editable Word file."""

import datetime as dt
import io
from collections.abc import Sequence
from typing import Any

import segno
from docx import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from lib.documents import logos
from lib.documents.document import Block, Document, Letterhead
from lib.documents.printable import printable

PAPERS = {"a4": (210, 297), "f4": (215, 330)}
FONT = "Liberation Serif"
SMALL, SPACER = 8.5, 4  # points: the footer of the page, and the space below a table
LONGEST_PROPERTY = 255  # characters that Word accepts; written-out names make a text longer
WRITTEN, SIGNED = 160, 72  # mm: the text width of A4, and the width of a signature
CENTRE = WD_ALIGN_PARAGRAPH.CENTER


def render(document: Document, *, at: dt.datetime) -> bytes:
    """Render a letter as .docx, with the same blocks in the same order as the PDF."""
    shown = Document.from_data(printable(document.as_data()))
    word = WordDocument()
    _clean(word)
    _set_page(word, shown, at)
    _head(word, shown)
    for block in shown.blocks:
        WRITERS[block["kind"]](word, block)
    if shown.address:
        _qr(word, shown.address)
    stream = io.BytesIO()
    word.save(stream)
    return stream.getvalue()


def _clean(word: Any) -> None:
    """Remove the content of the library's template: its picture, its comments, blue headings, American spelling."""
    package = word.part.package
    for key, part in list(package.rels.items()):
        if part.reltype.endswith("/thumbnail"):
            del package.rels[key]
    word.core_properties.comments = word.core_properties.keywords = word.core_properties.last_modified_by = ""
    for language in word.styles.element.xpath("w:docDefaults//w:lang"):
        for name in ("val", "eastAsia", "bidi"):
            language.set(qn(f"w:{name}"), "id-ID")
    for name in ("Heading 1", "Heading 2"):
        style = word.styles[name]
        style.font.color.rgb = RGBColor(0, 0, 0)
        style.font.name, style.font.size = FONT, Pt(11.5)
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(6), Pt(4)


def _set_page(word: Any, document: Document, at: dt.datetime) -> None:
    word.core_properties.title = document.title[:LONGEST_PROPERTY]
    word.core_properties.author = document.letterhead.government[:LONGEST_PROPERTY]
    word.core_properties.language = "id-ID"
    word.core_properties.created = word.core_properties.modified = at.astimezone(dt.UTC).replace(tzinfo=None)
    normal = word.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(11.5)
    normal.paragraph_format.space_after = Pt(6)
    section = word.sections[0]
    width, height = PAPERS[document.paper]
    section.page_width, section.page_height = Mm(width), Mm(height)
    section.left_margin, section.right_margin = Mm(28), Mm(22)
    section.top_margin, section.bottom_margin = Mm(22), Mm(24)
    if document.mark:
        _text(section.header.paragraphs[0], document.mark, bold=True, alignment=CENTRE)
    footer = section.footer.paragraphs[0]
    _text(footer, f"{document.note}  Halaman ", size=SMALL)
    _page_field(footer, "PAGE")
    _text(footer, " dari ", size=SMALL)
    _page_field(footer, "NUMPAGES")


def _head(word: Any, document: Document) -> None:
    if document.layout != "plain":
        _letterhead(word, document.letterhead)
    if document.layout != "letter":
        _text(word.add_paragraph(style="Heading 1"), document.title.upper(), alignment=CENTRE, size=12.5, bold=True)
        if document.number and document.layout != "plain":
            _text(word.add_paragraph(), f"Nomor: {document.number}", alignment=CENTRE)
        return
    _text(word.add_paragraph(), document.dateline, alignment=WD_ALIGN_PARAGRAPH.RIGHT)
    attached = document.attachments or "-"
    secrecy = "Rahasia" if document.mark else "Biasa"
    rows = [["Nomor", document.number], ["Sifat", secrecy], ["Lampiran", attached], ["Hal", document.title]]
    _facts(word, {"rows": rows, "label": 20})


def _letterhead(word: Any, head: Letterhead) -> None:
    if head.logo:
        emblem = word.add_paragraph()
        emblem.alignment = CENTRE
        picture = emblem.add_run().add_picture(io.BytesIO(logos.content(head.logo)), height=Mm(22))
        _describe(picture, f"Lambang {head.government}")
    _text(word.add_paragraph(), head.government.upper(), alignment=CENTRE, size=13)
    _text(word.add_paragraph(), head.agency.upper(), alignment=CENTRE, size=15, bold=True)
    last = word.add_paragraph()
    _text(last, head.address, alignment=CENTRE, size=9.5)
    _underline(last)


def _paragraph(word: Any, block: Block) -> None:
    _text(word.add_paragraph(), block["text"])


def _heading(word: Any, block: Block) -> None:
    _text(word.add_paragraph(style="Heading 2"), block["text"], bold=True, size=11.5)


def _centred(word: Any, block: Block) -> None:
    _text(word.add_paragraph(), block["text"], alignment=CENTRE, bold=True)


def _facts(word: Any, block: Block) -> None:
    label_width = block.get("label", 42)
    table = _grid(word, (label_width, 4, WRITTEN - label_width - 4))
    for label, value in block["rows"]:
        _row(table, (label, ":" if label else "", value))
    _space(word)


def _items(word: Any, block: Block) -> None:
    table = _grid(word, (8, WRITTEN - 8))
    for mark, text in block["rows"]:
        _row(table, (mark, text))
    _space(word)


def _table(word: Any, block: Block) -> None:
    share = WRITTEN / sum(block["widths"])
    table = _grid(word, [width * share for width in block["widths"]])
    table.style = "Table Grid"
    _row(table, block["head"], bold=True)
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # repeated on each page
    for row in block["rows"]:
        _row(table, row)
    _space(word)


def _dialogue(word: Any, block: Block) -> None:
    table = _grid(word, (10, WRITTEN - 10))
    for row in block["rows"]:
        if row["answer"] is not None:
            _row(table, (row["number"], row["question"]), bold=True)
            _row(table, ("", row["answer"] or "\n".join("." * 90 for _ in range(row.get("room", 4)))))
        if row.get("note"):
            _row(table, ("", row["note"]))
    _space(word)


def _signatures(word: Any, block: Block) -> None:
    rows = block["rows"] if len(block["rows"]) > 1 else [None, *block["rows"]]
    table = _grid(word, (WRITTEN - SIGNED, SIGNED), rows=(len(rows) + 1) // 2)
    for position, row in enumerate(rows):
        if row is not None:
            gap = f"\n{row['note']}\n" if row.get("note") else "\n\n\n"
            words = [row.get("title", ""), gap, row.get("name", ""), row.get("number", "")]
            _text(table.cell(position // 2, position % 2).paragraphs[0], "\n".join(words))


def _ruled(word: Any, block: Block) -> None:
    for _ in range(block["count"]):
        _text(word.add_paragraph(), "." * 100)


def _page(word: Any, _block: Block) -> None:
    word.add_page_break()


def _qr(word: Any, address: str) -> None:
    picture = io.BytesIO()
    segno.make(address, error="m").save(picture, kind="png", scale=8, border=0)
    picture.seek(0)
    _describe(word.add_paragraph().add_run().add_picture(picture, width=Mm(18)), f"Kode QR: {address}")
    _text(word.add_paragraph(), f"Keaslian surat ini diperiksa di {address}", size=SMALL)


def _describe(picture: Any, words: str) -> None:
    """Set the alternative text of a picture."""
    picture._inline.docPr.set("descr", words)


def _grid(word: Any, widths: Sequence[float], rows: int = 0) -> Any:
    """A table with columns of these widths (mm), which programs do not change."""
    table = word.add_table(rows=rows, cols=len(widths))
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)
    return table


def _space(word: Any) -> None:
    """A small space below a table; Word joins tables without a paragraph between them."""
    format_ = word.add_paragraph().paragraph_format
    format_.space_after, format_.line_spacing = Pt(0), Pt(SPACER)


def _row(table: Any, words: Any, *, bold: bool = False) -> None:
    for cell, text, column in zip(table.add_row().cells, words, table.columns, strict=True):
        cell.width = column.width
        cell.paragraphs[0].paragraph_format.space_after = Pt(2)
        _text(cell.paragraphs[0], text, bold=bold)


def _text(paragraph: Any, text: str, *, bold: bool = False, size: float = 0, alignment: Any = None) -> None:
    run = paragraph.add_run(text)
    run.bold = bold
    run.font.name = FONT
    run._element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    if size:
        run.font.size = Pt(size)
    if alignment is not None:
        paragraph.alignment = alignment


def _underline(paragraph: Any) -> None:
    borders, bottom = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "12"), ("space", "4"), ("color", "000000")):
        bottom.set(qn(f"w:{name}"), value)
    borders.append(bottom)
    paragraph._p.get_or_add_pPr().append(borders)


def _page_field(paragraph: Any, name: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), name)
    run, style, size, text = (OxmlElement(f"w:{tag}") for tag in ("r", "rPr", "sz", "t"))
    size.set(qn("w:val"), str(int(SMALL * 2)))  # half points
    text.text = "1"  # until the program counts the pages
    style.append(size)
    run.extend((style, text))
    field.append(run)
    paragraph._p.append(field)


WRITERS = {
    "paragraph": _paragraph,
    "heading": _heading,
    "centred": _centred,
    "facts": _facts,
    "items": _items,
    "table": _table,
    "dialogue": _dialogue,
    "signatures": _signatures,
    "ruled": _ruled,
    "page": _page,
}
