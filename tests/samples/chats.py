"""Chats as WhatsApp exports them, in the forms of telephones and languages, built by code."""

import datetime as dt
import io
import zipfile

ANDROID = """\
27/11/26 21.58 - Pesan dan panggilan terenkripsi secara end-to-end. Hanya orang di chat ini yang bisa membacanya.
27/11/26 22.00 - Budi Santoso membuat grup "Rapat: Dinas A"
28/11/26 08.00 - Sari: Selamat pagi
Bapak/Ibu: mohon hadir
28/11/26 08.01 - +62 812-3456-7890: IMG-20261128-WA0001.jpg (file terlampir)
Ini fotonya
28/11/26 08.02 - Budi Santoso: <Media tidak disertakan>
28/11/26 08.03 - Budi Santoso: Pesan ini telah dihapus
28/11/26 08.04 - Sari: Jam 9 ya <Pesan ini diedit>
28/11/26 08.05 - Sari: saya sudah keluar
28/11/26 08.06 - Budi Santoso keluar
"""
IPHONE = """\
\ufeff\u200e[28/11/26 07.59.01] Grup Dinas: \u200ePesan dan panggilan terenkripsi secara end-to-end.
[28/11/26 08.00.15] Sari: Selamat pagi
\u200e[28/11/26 08.01.02] ~\u202fBudi: \u200e<terlampir: 00000012-PHOTO-2026-11-28-08-01-02.jpg>
\u200e[28/11/26 08.01.40] Sari: \u200egambar tidak disertakan
[28/11/26 08.02.00] Sari: \u200ePesan ini telah dihapus.
"""


def line(stamp: str) -> str:
    """A chat of one message under a head of this form."""
    return f"{stamp}Sari: isi\n"


def archive(*files: tuple[str, bytes], chat: str = ANDROID, name: str = "Chat WhatsApp dengan Sari.txt") -> io.BytesIO:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as made:
        if chat:
            made.writestr(name, chat)
        for place, stored in files:
            made.writestr(place, stored)
    content.seek(0)
    return content


DAY = dt.date(2026, 11, 28)
