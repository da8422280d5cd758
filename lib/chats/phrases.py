"""Texts that WhatsApp adds to an export, in Indonesian and English: files, deletions, edits, system lines."""

import re

LONGEST_LINE = 400  # letters that are looked at
MEDIA = (
    r"(?:media|image|video|audio|sticker|stiker|gif|document|dokumen|gambar|foto|photo|contact card|kartu kontak|"
    r"voice message|pesan suara|video note|catatan video)"
)
OMITTED = re.compile(
    rf"(?:.{{1,200}} )?<?{MEDIA} (?:omitted|tidak disertakan|dihilangkan|diabaikan)>?"
    r"|<Media tidak disertakan>|<View once .{1,40} omitted>|<.{1,40} sekali lihat .{0,40}>|null",
    re.IGNORECASE,
)
DELETED = re.compile(
    r"(?:this message was deleted|you deleted this message|pesan ini (?:telah )?dihapus|"
    r"anda (?:telah )?menghapus pesan ini|kamu (?:telah )?menghapus pesan ini)(?: (?:by|oleh) .{1,100})?\.?",
    re.IGNORECASE,
)
EDITED = re.compile(
    r" ?[\u200e\u200f]?<(?:this message was edited|pesan ini (?:telah )?(?:diedit|disunting))>\s*$", re.I
)
ATTACHED = (
    re.compile(
        r"^[\u200e\u200f]?(\S[^\n]{0,200}?\.\w{1,5}) \((?:file attached|file terlampir|berkas terlampir)\)", re.I
    ),
    re.compile(r"<(?:attached|terlampir|lampiran): ([^\n<>]{1,200}\.\w{1,5})>", re.IGNORECASE),
)
SYSTEM = re.compile(
    r"(?:messages (?:and calls|to this (?:chat|group)) are (?:now )?(?:end-to-end encrypted|secured)"
    r"|(?:pesan dan panggilan|pesan ke (?:chat|grup) ini) (?:terenkripsi|dienkripsi|sekarang)"
    r"|.{1,100} (?:created group|membuat grup|changed (?:the )?(?:subject|group|this group|their phone|the settings)"
    r"|mengubah (?:subjek|nama grup|ikon|deskripsi|setelan|pengaturan)|mengganti (?:subjek|nama grup|ikon)"
    r"|added |menambahkan |removed |mengeluarkan |left$|keluar$|joined using|bergabung menggunakan"
    r"|telah keluar$|berganti nomor|beralih ke nomor|security code|kode keamanan)"
    r"|(?:your|kode keamanan anda|anda sekarang) .{1,100}(?:admin|changed|berubah)"
    r")(?!: )",
    re.IGNORECASE,
)
QUOTED = re.compile(r"[\"“][^\"”]*[\"”]")


def without_edit_mark(text: str) -> tuple[str, bool]:
    """The text without the mark of an edit, and whether there was one."""
    bare = EDITED.sub("", text)
    return bare, bare != text


def attachment(text: str) -> str:
    """The name of the file in a message; empty for none."""
    for form in ATTACHED:
        if found := form.search(text):
            return found[1].strip()
    return ""


def is_omitted(text: str) -> bool:
    first = text.partition("\n")[0].replace("\u200e", "")
    return OMITTED.fullmatch(first) is not None


def is_deleted(text: str) -> bool:
    return DELETED.fullmatch(text) is not None


def is_system(line: str) -> bool:
    """Whether a line comes from WhatsApp and not from a member; a quoted name may contain anything."""
    bare = QUOTED.sub("“…”", line[:LONGEST_LINE])
    return ": " not in bare and SYSTEM.match(bare) is not None
