"""Several PDF files as one: their pages, a bookmark for each, and the structure by which a screen reader reads them.

A library that joins pages leaves the structure behind: without it the file is a picture to whoever cannot see it.
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
    """One file of the parts, each under a bookmark with its title; ``language`` of all, as "id"."""
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
    """The tree of the whole file: a part for each file, whose keys of pages and names of cells are made apart."""

    def __init__(self, writer: pypdf.PdfWriter) -> None:
        self.writer, self.next_key, self.count = writer, 0, 0
        self.parents, self.kids, self.roles = ArrayObject(), ArrayObject(), DictionaryObject()
        self.root: Any = writer._add_object(DictionaryObject({NameObject("/Type"): NameObject("/StructTreeRoot")}))
        self.top: Any = writer._add_object(_element("/Document", self.root, self.kids))

    def detach(self, reader: pypdf.PdfReader) -> Any:
        """The tree of a file, cut from its own root; its links get keys that none before them has."""
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
        """The library drops the key by which a page finds its structure."""
        if "/StructParents" in before:
            page[NameObject("/StructParents")] = NumberObject(int(before["/StructParents"]) + self.next_key)

    def take(self, tree: Any, name: str) -> None:
        """Hang the tree of a file, whose pages were taken before, below the top as a part with its name."""
        part: Any = _element("/Part", self.top, ArrayObject())
        part[NameObject("/T")] = TextStringObject(name)
        placed = self.writer._add_object(part)
        for kid in _listed(tree["/K"]):
            copy = kid.clone(self.writer)
            copy.get_object()[NameObject("/P")] = placed
            copy.get_object()[NameObject("/S")] = NameObject("/Sect")  # a document stands at the top only
            part["/K"].append(copy)
        self.kids.append(placed)
        for key, value in _numbers(tree["/ParentTree"].get_object()):
            self.parents += [NumberObject(key + self.next_key), value.clone(self.writer)]
        self.roles.update(tree.get("/RoleMap", DictionaryObject()).get_object())
        self.next_key += int(tree["/ParentTreeNextKey"])
        self.count += 1

    def finish(self) -> None:
        """Write the root with the names of the cells in their order."""
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
    words = {"/Type": NameObject("/StructElem"), "/S": NameObject(kind), "/P": parent, "/K": kids}
    return DictionaryObject({NameObject(key): value for key, value in words.items()})


def _rename(element: Any, prefix: str) -> None:
    """Cells of a table name their headings; names of two files must not meet."""
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
    """The elements of a tree from the top; what stands on a page is left out."""
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
