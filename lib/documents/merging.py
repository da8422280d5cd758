"""Merges PDF files into one, with a bookmark for each file and with their structure trees (tagged PDF).

pypdf copies pages without the structure tree. Screen readers need the tree, so this module copies and renumbers it.
"""

import io
from collections.abc import Iterator, Sequence
from typing import Any

import pypdf
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    TextStringObject,
)
from pypdf.xmp import XmpInformation


def merge(parts: Sequence[tuple[str, bytes]], *, title: str, language: str) -> bytes:
    """Merge tagged PDF files. Returns the bytes of the new file.

    ``parts``: (title of the bookmark, bytes of a tagged PDF) in order; ``title``: of the document; ``language``: of all
    parts, as a language tag such as "id". Raises KeyError for a part without a structure tree.
    """
    writer = pypdf.PdfWriter()
    whole = _Structure(writer)
    for name, content in parts:
        first, reader = len(writer.pages), pypdf.PdfReader(io.BytesIO(content))
        tree = whole.detach(reader)
        writer.append(reader, import_outline=False)
        writer.add_outline_item(title=name, page_number=first)
        for page, before in zip(writer.pages[first:], reader.pages, strict=True):
            whole.key(page, before)
        whole.take(tree, name)
    whole.finish()
    root = writer.root_object
    root[NameObject("/Lang")] = TextStringObject(language)
    root[NameObject("/MarkInfo")] = DictionaryObject({NameObject("/Marked"): BooleanObject(True)})
    root[NameObject("/ViewerPreferences")] = DictionaryObject({NameObject("/DisplayDocTitle"): BooleanObject(True)})
    metadata = XmpInformation.create()
    metadata.dc_title, metadata.dc_language = {"x-default": title}, [language]
    writer.xmp_metadata = metadata
    writer.add_metadata({"/Title": title})
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


class _Structure:
    """The structure tree of the merged file: one part for each file, with unique keys of pages and names of cells."""

    def __init__(self, writer: pypdf.PdfWriter) -> None:
        self.writer, self.next_key, self.count = writer, 0, 0
        self.parents, self.kids, self.roles = ArrayObject(), ArrayObject(), DictionaryObject()
        self.root: Any = writer._add_object(DictionaryObject({NameObject("/Type"): NameObject("/StructTreeRoot")}))
        self.top: Any = writer._add_object(_element("/Document", self.root, self.kids))

    def detach(self, reader: pypdf.PdfReader) -> Any:
        """The structure tree of a file, detached from its root; the keys of its links are moved behind those before."""
        tree: Any = reader.root_object["/StructTreeRoot"].get_object()
        for page in reader.pages:
            notes: Any = page.get("/Annots", ())
            for link in map(_resolved, notes):
                if "/StructParent" in link:
                    link[NameObject("/StructParent")] = NumberObject(int(link["/StructParent"]) + self.next_key)
        for kid in _listed(tree["/K"]):
            kid.get_object().pop("/P", None)
            for element in _elements(kid.get_object()):
                _rename(element, f"{self.count}-")
        return tree

    def key(self, page: DictionaryObject, before: Any) -> None:
        """Set the key by which a page finds its structure elements; pypdf does not copy it."""
        if "/StructParents" in before:
            page[NameObject("/StructParents")] = NumberObject(int(before["/StructParents"]) + self.next_key)

    def take(self, tree: Any, name: str) -> None:
        """Add the tree of a file as a part named ``name``. Its pages must have been added before."""
        part: Any = _element("/Part", self.top, ArrayObject())
        part[NameObject("/T")] = TextStringObject(name)
        placed = self.writer._add_object(part)
        for kid in _listed(tree["/K"]):
            copy = kid.clone(self.writer)
            copy.get_object()[NameObject("/P")] = placed
            copy.get_object()[NameObject("/S")] = NameObject("/Sect")  # only the top element may be a document
            part["/K"].append(copy)
        self.kids.append(placed)
        for key, value in _numbers(tree["/ParentTree"].get_object()):
            self.parents += [NumberObject(key + self.next_key), value.clone(self.writer)]
        self.roles.update(tree.get("/RoleMap", DictionaryObject()).get_object())
        self.next_key += int(tree["/ParentTreeNextKey"])
        self.count += 1

    def finish(self) -> None:
        """Write the root of the tree, with the sorted names of the table cells."""
        named = {
            str(element["/ID"]): element.indirect_reference
            for element in _elements(self.top.get_object())
            if "/ID" in element
        }
        names = ArrayObject()
        for name in sorted(named):
            names += [TextStringObject(name), named[name]]
        root = self.root.get_object()
        root[NameObject("/K")] = ArrayObject([self.top])
        root[NameObject("/ParentTree")] = DictionaryObject({NameObject("/Nums"): self.parents})
        root[NameObject("/ParentTreeNextKey")] = NumberObject(self.next_key)
        root[NameObject("/RoleMap")] = self.roles
        root[NameObject("/IDTree")] = DictionaryObject({NameObject("/Names"): names})
        self.writer.root_object[NameObject("/StructTreeRoot")] = self.root


def _element(kind: str, parent: Any, kids: ArrayObject) -> DictionaryObject:
    entries = {"/Type": NameObject("/StructElem"), "/S": NameObject(kind), "/P": parent, "/K": kids}
    return DictionaryObject({NameObject(key): value for key, value in entries.items()})


def _rename(element: Any, prefix: str) -> None:
    """Prefix the names of table cells and the references to them, so that two files have no name in common."""
    if "/ID" in element:
        element[NameObject("/ID")] = TextStringObject(prefix + str(element["/ID"]))
    for attributes in map(_resolved, _listed(element.get("/A", ArrayObject()))):
        if isinstance(attributes, DictionaryObject) and "/Headers" in attributes:
            headings: Any = attributes["/Headers"]
            attributes[NameObject("/Headers")] = ArrayObject(
                TextStringObject(prefix + str(heading)) for heading in headings
            )


def _resolved(found: Any) -> Any:
    return found.get_object()


def _listed(kids: Any) -> ArrayObject:
    found = kids.get_object()
    return found if isinstance(found, ArrayObject) else ArrayObject([kids])


def _elements(top: Any) -> Iterator[Any]:
    """Yields the structure elements of a tree, without references to page content."""
    waiting: list[Any] = [top]
    while waiting:
        element = waiting.pop().get_object()
        if isinstance(element, DictionaryObject) and "/S" in element:
            yield element
            waiting.extend(_listed(element.get("/K", ArrayObject())))


def _numbers(tree: Any) -> Iterator[tuple[int, Any]]:
    for kid in tree.get("/Kids", ()):
        yield from _numbers(kid.get_object())
    pairs = list(tree.get("/Nums", ArrayObject()).get_object())
    yield from zip(map(int, pairs[::2]), pairs[1::2], strict=True)
