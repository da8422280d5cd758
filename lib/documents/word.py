"""Renders a letter as an editable Word file."""

import datetime as dt
import io
import re
from typing import Any

import segno
from docx import Document as WordDocument
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from lib.documents import logos
from lib.documents.document import Block, Document, Letterhead
from lib.documents.printable import printable
from lib.documents.word_parts import (
    FONT,
    SMALL,
    SPACER,
    describe,
    grid,
    keep_with_next,
    page_field,
    row_of,
    rule,
    space,
    watermark,
    write,
)
from lib.documents.wording import UNFILLED

PAPERS = {"a4": (210, 297), "f4": (215, 330)}
LEADING, AFTER = 14.7, 5  # points: from line to line, and the room below a text
LONGEST_PROPERTY = 255  # letters that Word takes; signs written out by name make a text longer
WRITTEN, SIGNED = 160, 72  # mm: the width between the margins of A4, and of a signature
CENTRE = WD_ALIGN_PARAGRAPH.CENTER
DECREE = re.compile(r"(Keputusan .+?) tentang (.+)$")  # who decides, and what about


def render(document: Document, *, at: dt.datetime) -> bytes:
    """Render a letter as .docx, with the same blocks in the same order as the PDF."""
    shown = Document.from_data(printable(document.as_data()))
    word = WordDocument()
    _clean(word)
    _set_page(word, shown, at)
    _head(word, shown)
    for block, after in zip(shown.blocks, [*shown.blocks[1:], {}], strict=True):
        WRITERS[block["kind"]](word, block | {"introduces": after.get("kind") == "signatures"})
        if _holds(block, after):
            keep_with_next(word)
    if shown.address:
        _code(word, shown.address)
    stream = io.BytesIO()
    word.save(stream)
    return stream.getvalue()


def _holds(block: Block, after: Block) -> bool:
    """Whether the end of a table stays on the page of what follows: a signature, or the copies below one."""
    if after.get("kind") == "signatures":
        return block["kind"] in ("facts", "signatures")
    lists = after.get("kind") == "paragraph" and after["text"].endswith(":")
    return bool(lists) and block["kind"] == "signatures" and len(block["rows"]) == 1


def _clean(word: Any) -> None:
    """Remove the content of the library's template: its picture and program, its comments, blue headings, American
    spelling."""
    package = word.part.package
    for key, part in list(package.rels.items()):
        if part.reltype.endswith(("/thumbnail", "/extended-properties")):
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
    normal.paragraph_format.space_after, normal.paragraph_format.line_spacing = Pt(AFTER), Pt(LEADING)
    normal.paragraph_format.line_spacing_rule = WD_LINE_SPACING.AT_LEAST  # a picture takes what it needs
    section = word.sections[0]
    width, height = PAPERS[document.paper]
    section.page_width, section.page_height = Mm(width), Mm(height)
    section.left_margin, section.right_margin = Mm(28), Mm(22)
    section.top_margin, section.bottom_margin = Mm(22), Mm(20)
    if document.mark:
        write(section.header.paragraphs[0], document.mark, bold=True, alignment=CENTRE)
    if document.is_draft:
        watermark(section.header.paragraphs[0])
    footer = section.footer.paragraphs[0]
    footer.style = normal  # the library's own has tab stops that are not ours
    footer.paragraph_format.tab_stops.add_tab_stop(section.page_width - Mm(50), WD_TAB_ALIGNMENT.RIGHT)
    write(footer, f"{document.note}\tHalaman ", size=SMALL)
    page_field(footer, "PAGE")
    write(footer, " dari ", size=SMALL)
    page_field(footer, "NUMPAGES")


def _head(word: Any, document: Document) -> None:
    if document.layout != "plain":
        _letterhead(word, document.letterhead)
    if document.layout == "letter":
        _opening(word, document)
    elif document.layout == "decree" and (named := DECREE.match(document.title)):
        _title(word, named[1], style="Heading 1", size=12.5)
        write(_tight(word), f"NOMOR {document.number or UNFILLED}", alignment=CENTRE)
        write(_tight(word), "TENTANG", alignment=CENTRE)
        _title(word, named[2], style="Heading 2")
    else:
        _title(word, document.title, style="Heading 1", size=12.5)
        if document.number and document.layout != "plain":
            write(word.add_paragraph(), f"Nomor: {document.number}", alignment=CENTRE)


def _title(word: Any, text: str, *, style: str, size: float = 0) -> None:
    write(word.add_paragraph(style=style), text.upper(), alignment=CENTRE, size=size, bold=True)


def _opening(word: Any, document: Document) -> None:
    """Number and subject at the left, the date at the right of the first line."""
    secrecy = "Rahasia" if document.mark else "Biasa"
    rows = [("Nomor", document.number), ("Sifat", secrecy), ("Lampiran", document.attachments or "-")]
    table = grid(word, (20, 4, WRITTEN - 84, 60))
    for label, value in [*rows, ("Hal", document.title)]:
        row_of(table, (label, ":", value, "" if label != "Nomor" else document.dateline))
    table.cell(0, 3).paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
    space(word)


def _letterhead(word: Any, head: Letterhead) -> None:
    """The words in the middle of the page, the emblem at their left, a double line below."""
    aside = 23 if head.logo else 0.5
    table = grid(word, (aside, WRITTEN - 2 * aside, aside), rows=1)
    if head.logo:
        picture = table.cell(0, 0).paragraphs[0].add_run().add_picture(_emblem(head), height=Mm(22))
        describe(picture, f"Lambang {head.government}")
    middle = table.cell(0, 1)
    lines = [(head.government.upper(), 13, False), (head.agency.upper(), 15, True), (head.address, 9.5, False)]
    for place, (text, size, bold) in enumerate(line for line in lines if line[0]):
        paragraph = middle.paragraphs[0] if place == 0 else middle.add_paragraph()
        paragraph.paragraph_format.space_after, paragraph.paragraph_format.line_spacing = Pt(0), Pt(size * 1.2)
        write(paragraph, text, alignment=CENTRE, size=size, bold=bold)
    line = word.add_paragraph()
    line.paragraph_format.space_after, line.paragraph_format.line_spacing = Pt(SPACER), Pt(SPACER)
    rule(line)


def _emblem(head: Letterhead) -> io.BytesIO:
    return io.BytesIO(logos.content(head.logo))


def _tight(word: Any) -> Any:
    paragraph = word.add_paragraph()
    paragraph.paragraph_format.space_after = Pt(1)
    return paragraph


def _paragraph(word: Any, block: Block) -> None:
    paragraph = word.add_paragraph()
    write(paragraph, block["text"])
    paragraph.paragraph_format.keep_together = True
    paragraph.paragraph_format.keep_with_next = bool(block.get("introduces")) or block["text"].endswith(":")


def _heading(word: Any, block: Block) -> None:
    write(word.add_paragraph(style="Heading 2"), block["text"], bold=True, size=11.5)


def _centred(word: Any, block: Block) -> None:
    write(word.add_paragraph(), block["text"], alignment=CENTRE, bold=True)


def _facts(word: Any, block: Block) -> None:
    label_width = block.get("label", 42)
    table = grid(word, (label_width, 4, WRITTEN - label_width - 4))
    for label, value in block["rows"]:
        row_of(table, (label, ":" if label else "", value))
    space(word)


def _items(word: Any, block: Block) -> None:
    table = grid(word, (8, WRITTEN - 8))
    for mark, text in block["rows"]:
        row_of(table, (mark, text))
    space(word)


def _table(word: Any, block: Block) -> None:
    share = WRITTEN / sum(block["widths"])
    table = grid(word, [width * share for width in block["widths"]], style="Table Grid")
    row_of(table, block["head"], bold=True, size=10)
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # again on each page
    for row in block["rows"]:
        row_of(table, row, size=10)
    space(word)


def _dialogue(word: Any, block: Block) -> None:
    table = grid(word, (10, WRITTEN - 10))
    for row in block["rows"]:
        if row["answer"] is not None:
            row_of(table, (row["number"], row["question"]), bold=True)
            row_of(table, ("", row["answer"] or "\n".join("." * 90 for _ in range(row.get("room", 4)))))
        if row.get("note"):
            row_of(table, ("", row["note"]))
    space(word)


def _signatures(word: Any, block: Block) -> None:
    """One at the right, a receipt at the left, several in pairs; none is torn apart by the end of a page."""
    rows = list(block["rows"])
    if len(rows) == 1 and rows[0].get("side") != "left":
        rows = [None, *rows]
    widths = (SIGNED, WRITTEN - SIGNED) if rows[0] and len(rows) == 1 else (WRITTEN - SIGNED, SIGNED)
    table = grid(word, widths if len(block["rows"]) == 1 else (WRITTEN / 2, WRITTEN / 2), rows=(len(rows) + 1) // 2)
    for line in table.rows:
        line._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    for position, row in enumerate(rows):
        if row is not None:
            _signature(table.cell(position // 2, position % 2).paragraphs[0], row)
    space(word)


def _signature(paragraph: Any, row: dict[str, str]) -> None:
    gap = f"\n{row['note']}\n" if row.get("note") else "\n" * 5
    write(paragraph, f"{row.get('title', '')}{gap}")
    write(paragraph, row.get("name", ""), bold=True)
    if row.get("number"):
        write(paragraph, f"\n{row['number']}")


def _ruled(word: Any, block: Block) -> None:
    for _ in range(block["count"]):
        write(word.add_paragraph(), "." * 100)


def _page(word: Any, _block: Block) -> None:
    word.add_page_break()


def _code(word: Any, address: str) -> None:
    """The code with the address that it holds beside it."""
    picture = io.BytesIO()
    segno.make(address, error="m").save(picture, kind="png", scale=8, border=0)
    picture.seek(0)
    table = grid(word, (24, WRITTEN - 24), rows=1)
    describe(table.cell(0, 0).paragraphs[0].add_run().add_picture(picture, width=Mm(18)), f"Kode QR: {address}")
    table.cell(0, 1).vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    write(table.cell(0, 1).paragraphs[0], f"Keaslian surat ini diperiksa di\n{address}", size=SMALL)


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
