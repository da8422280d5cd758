"""What was read, in words: the log stores short codes such as "evidence B-01"."""

from django.utils.translation import gettext, gettext_lazy

WORDS = {
    "case": gettext_lazy("Ringkasan kasus"),
    "people": gettext_lazy("Terlapor, atau daftar pegawai"),
    "evidence": gettext_lazy("Bukti"),
    "evidence copy": gettext_lazy("Salinan bukti untuk dilihat"),
    "examination": gettext_lazy("Pemeriksaan"),
    "decisions": gettext_lazy("Keputusan"),
    "letters": gettext_lazy("Daftar surat"),
    "history": gettext_lazy("Riwayat kasus"),
    "chronology": gettext_lazy("Kronologi"),
    "handling": gettext_lazy("Penanganan"),
    "decide in place": gettext_lazy("Usulan sanksi untuk diputus"),
    "readers": gettext_lazy("Daftar pembaca"),
    "steps": gettext_lazy("Langkah kasus, dari badan lain"),
    "form": gettext_lazy("Formulir"),
    "letter": gettext_lazy("Surat"),
    "letter job": gettext_lazy("Surat untuk beberapa orang"),
    "letter draft": gettext_lazy("Konsep surat"),
    "signed copies": gettext_lazy("Salinan bertanda tangan"),
    "minutes": gettext_lazy("Berita acara"),
    "hearing": gettext_lazy("Catatan pemeriksaan"),
    "hearing room": gettext_lazy("Ruang pemeriksaan"),
    "handover": gettext_lazy("Berkas serah terima"),
    "deadline": gettext_lazy("Hitungan tenggat"),
    "confirmation": gettext_lazy("Usulan untuk dikonfirmasi"),
    "record": gettext_lazy("Catatan pegawai"),
    "person": gettext_lazy("Catatan pegawai yang memuat kasus ini"),
    "person page": gettext_lazy("Halaman pegawai"),
    "clearance": gettext_lazy("Surat keterangan"),
    "form evidence package": gettext_lazy("Paket bukti"),
    "form letter": gettext_lazy("Formulir surat"),
    "form clearance": gettext_lazy("Formulir surat keterangan"),
    "people search": gettext_lazy("Pencarian pegawai"),
    "cases search": gettext_lazy("Pencarian kasus"),
    "work": gettext_lazy("Daftar pekerjaan"),
    "docket": gettext_lazy("Jadwal pemeriksaan"),
    "report": gettext_lazy("Laporan masuk"),
    "data request": gettext_lazy("Permintaan atas data pribadi"),
    "disposal": gettext_lazy("Usulan pemusnahan"),
    "form legal-hold": gettext_lazy("Penahanan dari pemusnahan"),
    "form give-access": gettext_lazy("Kode halaman yang bersangkutan"),
    "corrective action": gettext_lazy("Tindakan perbaikan"),
    "warning": gettext_lazy("Peringatan dini"),
    "staff import": gettext_lazy("Impor pegawai"),
    "breach": gettext_lazy("Lembar kerja kegagalan pelindungan data"),
}


def in_words(what: str) -> str:
    """The longest known beginning of a code in words, with the rest, e.g. "Bukti B-01"; an unknown code as it is."""
    parts = what.split(" ")
    for known in range(len(parts), 0, -1):
        if (words := WORDS.get(" ".join(parts[:known]))) is not None:
            rest = " ".join(part for part in parts[known:] if not part.isdecimal())
            return f"{words} {rest}".strip() if known < len(parts) and _is_a_name(rest) else str(words)
    return gettext("Halaman lain (%(what)s)") % {"what": what}


def _is_a_name(rest: str) -> bool:
    """Whether the rest is a code that readers know, such as B-01; keys and names of acts say nothing to them."""
    return any(letter.isdigit() for letter in rest) and len(rest) < 12
