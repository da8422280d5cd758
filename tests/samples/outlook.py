"""Outlook's own files, built from their specifications: .msg ([MS-OXMSG] in [MS-CFB]) and winmail.dat ([MS-OXTNEF])."""

import datetime as dt
import struct

SECTOR, MINI, CUTOFF = 512, 64, 4096  # bytes
FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
STREAM, STORAGE, ROOT = 2, 1, 5
TEXT, BINARY, TIME, LONG = 0x001F, 0x0102, 0x0040, 0x0003
TNEF_MESSAGE, TNEF_ATTACHMENT = 1, 2


def compound(tree: dict) -> bytes:
    """A compound file of streams (bytes) and storages (dicts)."""
    entries = [["Root Entry", ROOT, FREE, FREE, FREE, END, 0]]
    streams: list[tuple[int, bytes]] = []

    def fill(content: dict) -> int:
        """The entries of one storage as a chain of right siblings; gives the first."""
        first, last = FREE, None
        for name in sorted(content, key=lambda name: (len(name), name.upper())):
            value, place = content[name], len(entries)
            entries.append([name, STORAGE if isinstance(value, dict) else STREAM, FREE, FREE, FREE, END, 0])
            if last is None:
                first = place
            else:
                entries[last][3] = place
            last = place
            if isinstance(value, dict):
                entries[place][4] = fill(value)
            else:
                streams.append((place, value))
        return first

    entries[0][4] = fill(tree)
    mini, mini_chain = _laid_out([stream for stream in streams if len(stream[1]) < CUTOFF], entries, MINI)
    large = [stream for stream in streams if len(stream[1]) >= CUTOFF]
    data, chain = _laid_out([*large, (0, mini)], entries, SECTOR)
    entries += [["", 0, FREE, FREE, FREE, 0, 0]] * (-len(entries) % 4)
    mini_chain += [FREE] * (-len(mini_chain) % 128)
    pieces = {
        "mini": struct.pack(f"<{len(mini_chain)}I", *mini_chain),
        "directory": b"".join(_entry(*entry) for entry in entries),
    }
    begin = {}
    for name, content in pieces.items():
        begin[name], count = len(chain), len(content) // SECTOR
        chain += [*range(len(chain) + 1, len(chain) + count), END] if count else []
        data += content
    tables = 1
    while (len(chain) + tables) * 4 > tables * SECTOR:
        tables += 1
    table = len(chain)
    chain += [FAT] * tables
    chain += [FREE] * (tables * SECTOR // 4 - len(chain))
    header = struct.pack(
        "<8s16sHHHHH6sIIIIIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", bytes(16), 0x3E, 3, 0xFFFE, 9, 6, bytes(6), 0,
        tables, begin["directory"], 0, CUTOFF, begin["mini"], len(pieces["mini"]) // SECTOR, END, 0,
    )  # fmt: skip
    header += b"".join(struct.pack("<I", table + n if n < tables else FREE) for n in range(109))
    return header + data + struct.pack(f"<{len(chain)}I", *chain)


def _laid_out(streams, entries, size) -> tuple[bytes, list[int]]:
    """The streams in sectors one after the other, and which sector follows which; entries learn where theirs begin."""
    data, chain = b"", []
    for place, content in streams:
        entries[place][5:] = [len(chain) if content else END, len(content)]
        count = -(-len(content) // size)
        chain += [*range(len(chain) + 1, len(chain) + count), END] if count else []
        data += content.ljust(count * size, b"\0")
    return data, chain


def _entry(name, kind, left, right, child, start, size) -> bytes:
    told = name.encode("utf-16-le")
    length = len(told) + 2 if name else 0
    return struct.pack(
        "<64sHBBIII16sIQQIQ", told, length, kind, 1, left, right, child, bytes(16), 0, 0, 0, start, size
    )  # fmt: skip


def outlook_mail(*, attachments=(), is_inside=False, **properties) -> dict | bytes:
    """A .msg with properties by their number in hexadecimal; attachments as (content, type), or a mail inside."""
    tree = {"__nameid_version1.0": {"__substg1.0_00020102": b"", "__substg1.0_00030102": b"",
                                    "__substg1.0_00040102": b""}}  # fmt: skip
    known = {"p001A": "IPM.Note"} | properties
    rows = b"".join(_property(tree, name, value) for name, value in known.items())
    for n, attachment in enumerate(attachments):
        tree[f"__attach_version1.0_#{n:08X}"] = _attachment(attachment)
    head = struct.pack("<8xIIII", 0, len(attachments), 0, len(attachments)) + (b"" if is_inside else bytes(8))
    tree["__properties_version1.0"] = head + rows
    return tree if is_inside else compound(tree)


def _attachment(attachment) -> dict:
    tree: dict = {}
    if isinstance(attachment, dict):
        tree["__substg1.0_3701000D"] = attachment
        rows = _property(tree, "p3705", 5)
    else:
        content, kind = attachment
        rows = b"".join(
            _property(tree, name, value) for name, value in (("p3701", content), ("p370E", kind), ("p3705", 1))
        )
    tree["__properties_version1.0"] = bytes(8) + rows
    return tree


def _property(tree: dict, name: str, value) -> bytes:
    number = int(name[1:], 16)
    if isinstance(value, int):
        return struct.pack("<HHIII", LONG, number, 6, value, 0)
    if isinstance(value, dt.datetime):
        return struct.pack("<HHIQ", TIME, number, 6, _filetime(value))
    kind, content = (TEXT, value.encode("utf-16-le")) if isinstance(value, str) else (BINARY, value)
    tree[f"__substg1.0_{number:04X}{kind:04X}"] = content
    return struct.pack("<HHIII", kind, number, 6, len(content) + (2 if kind == TEXT else 0), 0)


def _filetime(moment: dt.datetime) -> int:
    return int((moment - dt.datetime(1601, 1, 1, tzinfo=dt.UTC)).total_seconds() * 10**7)


def winmail(*, body="", html=b"", files=()) -> bytes:
    """A winmail.dat with the body of the message and its attachments (name, content)."""
    pieces = [
        _attribute(TNEF_MESSAGE, 0x9006, 8, struct.pack("<I", 0x10000)),
        _attribute(TNEF_MESSAGE, 0x9007, 6, struct.pack("<II", 1252, 0)),
    ]
    if body:
        pieces.append(_attribute(TNEF_MESSAGE, 0x800C, 2, body.encode("cp1252") + b"\0"))
    if html:
        padded = html.ljust(-(-len(html) // 4) * 4, b"\0")
        props = struct.pack("<IHHII", 1, BINARY, 0x1013, 1, len(html)) + padded
        pieces.append(_attribute(TNEF_MESSAGE, 0x9003, 6, props))
    for name, content in files:
        pieces.append(_attribute(TNEF_ATTACHMENT, 0x9002, 6, struct.pack("<HIHHI", 1, 0, 32, 32, 0)))
        pieces.append(_attribute(TNEF_ATTACHMENT, 0x8010, 1, name.encode() + b"\0"))
        pieces.append(_attribute(TNEF_ATTACHMENT, 0x800F, 6, content))
    return struct.pack("<IH", 0x223E9F78, 1) + b"".join(pieces)


def _attribute(level: int, name: int, kind: int, data: bytes) -> bytes:
    return struct.pack("<BHHI", level, name, kind, len(data)) + data + struct.pack("<H", sum(data) & 0xFFFF)
