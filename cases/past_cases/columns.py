"""The columns of the sheet of past cases: names, valid values, and synonyms."""

import dataclasses
from collections.abc import Mapping

from cases.models import ClosingReason, Delivery, Post, Remedy
from cases.people import categories
from lib.sheets import headings
from lib.sheets.tables import letters
from regulations.models import Impact, Official, Route

SHEET, GUIDE, LISTS = "Kasus lama", "Petunjuk", "Daftar"  # of the template
EXAMPLE = "contoh"  # a row whose first column begins like this is skipped


@dataclasses.dataclass(frozen=True)
class Column:
    """``meanings``: further headings, normalised by `letters`. ``choices``: the values offered in the template."""

    title: str
    help: str
    example: str
    width: int = 18
    meanings: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()


PRECISIONS = {
    "Tepat hari": "DAY", "Perkiraan": "ESTIMATE", "Bulan": "MONTH", "Tahun": "YEAR", "Paling lambat": "BEFORE",
}  # fmt: skip
OUTCOMES = {
    "Sanksi selesai dijalani": ClosingReason.SANCTION_SERVED,
    "Keputusan dibatalkan": ClosingReason.ANNULLED,
    "Pembinaan selesai": ClosingReason.COACHED,
    "Tidak ditindaklanjuti": ClosingReason.NO_ACTION,
    "Tidak terbukti": ClosingReason.UNFOUNDED,
    "Bukan pegawai": ClosingReason.NOT_STAFF,
    "Salah orang": ClosingReason.WRONG_PERSON,
    "Akun tiruan atau disalahgunakan": ClosingReason.IMPERSONATION,
    "Peristiwa lama dan sudah ditangani": ClosingReason.ALREADY_HANDLED,
    "Di luar kewenangan, diteruskan": ClosingReason.OUT_OF_SCOPE,
    "Mengundurkan diri": ClosingReason.RESIGNED,
}
REMEDIES = {"Keberatan": Remedy.Kind.OBJECTION, "Banding administratif": Remedy.Kind.APPEAL}
RULINGS = {"Dikuatkan": Remedy.Outcome.UPHELD, "Diubah": Remedy.Outcome.CHANGED, "Dibatalkan": Remedy.Outcome.ANNULLED}
METHODS = {str(label): Delivery.Method(value) for value, label in Delivery.Method.choices}
ROUTES = {str(route.label): route for route in (Route.ETHICS, Route.DISCIPLINE, Route.CONTRACT)}
IMPACTS = {str(impact.label): impact for impact in Impact}
OFFICIALS = {str(official.label): official for official in Official}
CATEGORIES = categories.CATEGORIES.labels
PLATFORMS = {str(label): Post.Platform(value) for value, label in Post.Platform.choices}

# field → its column, in the order of the template
COLUMNS: Mapping[str, Column] = {
    "event_code": Column(
        "Kode kejadian", "Nomor atau kode kejadian di kantor. Baris berkode sama menjadi satu kasus.", "2022-07", 14,
        ("kodekasus", "nokasus", "nomorkasus", "nomorkejadian", "noperkara"),
    ),
    "event_on": Column(
        "Tanggal kejadian", "Hari, bulan, atau tahunnya: 12-08-2022, 12 Agustus 2022, Agustus 2022, 2022.",
        "12 Agustus 2022", 18, ("tglkejadian", "waktukejadian", "tanggalperistiwa", "tglperistiwa", "tanggalunggahan"),
    ),
    "precision": Column(
        "Ketelitian tanggal", "Kosong: menurut tulisannya. Paling lambat: kejadiannya pada atau sebelum hari itu.",
        "Tepat hari", 16, ("ketelitian",), tuple(PRECISIONS),
    ),
    "reported_on": Column(
        "Tanggal dilaporkan", "Kapan diketahui atau dilaporkan ke kantor.", "13-08-2022", 18,
        ("tgldilaporkan", "tanggallaporan", "tgllaporan", "tanggaldiketahui"),
    ),
    "platform": Column("Platform", "Kosong: dikenali dari tautannya.", "TikTok", 12, ("media", "mediasosial", "medsos"),
        tuple(PLATFORMS)),
    "url": Column("Tautan", "Tautan unggahan atau berita.", "https://www.tiktok.com/@contoh/video/7130000000000000000",
        36, ("link", "url", "alamattautan", "linkunggahan")),
    "account": Column("Akun", "Nama akun, bila tautannya tidak ada.", "@contoh", 16, ("namaakun", "akunmedsos")),
    "summary": Column(
        "Ringkasan kejadian", "Apa yang terlihat publik; paling sedikit 20 huruf bila tanpa tautan.",
        "Siaran langsung berseragam di ruang layanan", 44,
        ("ringkasan", "uraian", "uraiankejadian", "kronologi", "kasus", "uraiankasus", "deskripsi"),
    ),
    "nip": Column("NIP", "18 angka, kolom berformat teks.", "200001012024011001", 22, ("nipbaru", "nippegawai")),
    "other_number": Column("Nomor lain", "Nomor kontrak atau nomor pegawai bagi yang tanpa NIP.", "", 16,
        ("nomorkontrak", "nomorpegawai", "nik", "nrp")),
    "name": Column("Nama", "Nama terperiksa.", "Contoh Nama", 24, ("namalengkap", "namapegawai", "terperiksa")),
    "category": Column(
        "Status kepegawaian", "Pada hari kejadian. Kosong: menurut riwayat jabatannya.", "PNS", 18,
        ("status", "statuspegawai", "jenispegawai"), tuple(CATEGORIES),
    ),
    "agency": Column(
        "Perangkat daerah", "Nama, nama singkat, atau kode unit pada hari kejadian.", "Dinas Contoh", 26,
        ("unitkerja", "opd", "unor", "instansi", "skpd"),
    ),
    "post": Column("Jabatan", "Pada hari kejadian.", "Analis", 20, ("namajabatan",)),
    "outcome": Column(
        "Hasil akhir", "Kosong: sanksi selesai dijalani, bila sanksinya diisi.", "Sanksi selesai dijalani", 24,
        ("hasil", "tindaklanjut", "statusakhir", "penyelesaian"), tuple(OUTCOMES),
    ),
    "route": Column("Jalur", "Kosong: menurut sanksinya.", "Disiplin", 12, (), tuple(ROUTES)),
    "provision": Column(
        "Pasal yang dilanggar", "Kode ketentuan dari lembar Daftar. Tanpa pasal kasusnya tidak menjadi kasus serupa.",
        "PP94-3F", 18, ("pasal", "kodepasal", "ketentuan"),
    ),
    "impact": Column("Dampak", "Bila tingkatnya ditentukan oleh dampak.", "Unit kerja", 16, (), tuple(IMPACTS)),
    "sanction": Column(
        "Sanksi", "Kode atau nama dari lembar Daftar, yang berlaku pada hari kejadian.", "PNS-R2", 26,
        ("jenissanksi", "hukuman", "jenishukuman", "hukumandisiplin", "sanksikodeataunama"),
    ),
    "decree_number": Column("Nomor SK", "", "800.1.6.2/0007/DISCONTOH/2022", 24, ("nosk", "nomorkeputusan")),
    "decided_on": Column("Tanggal SK", "", "12-09-2022", 14, ("tglsk", "tanggalkeputusan", "tglkeputusan")),
    "official": Column(
        "Pejabat yang menetapkan", "Jabatan yang berwenang.", "Kepala perangkat daerah", 24,
        ("pejabat", "pejabatpenetap", "pejabatberwenang", "ditetapkanoleh"), tuple(OFFICIALS),
    ),
    "official_name": Column("Nama pejabat", "Nama, lalu jabatannya.", "Contoh Pejabat, Kepala Dinas Contoh", 26,
        ("namadanjabatanpejabat", "penandatangan")),
    "method": Column("Cara penyampaian", "", "Diserahkan langsung", 22, ("penyampaian",), tuple(METHODS)),
    "received_on": Column("Tanggal diterima", "", "14-09-2022", 14, ("tglditerima", "tanggalpenyampaian")),
    "received_by": Column("Diterima oleh atau saksi", "Wajib bila menolak menerima.", "", 22,
        ("diterimaoleh", "saksi")),
    "effective_on": Column("Mulai berlaku", "Kosong: dihitung menurut hukum dari tanggal diterima.", "", 14,
        ("tmt", "tmthukuman", "tanggalberlaku", "tglberlaku", "berlakusejak")),
    "ends_on": Column("Dijalani sampai", "Hari terakhir, atau hari selesainya. Kosong: dihitung dari lamanya.", "", 14,
        ("selesai", "tanggalselesai", "tglselesai", "akhirhukuman", "berlakusampai")),
    "remedy": Column("Upaya administratif", "", "", 20, ("upaya", "upayahukum"), tuple(REMEDIES)),
    "filed_on": Column("Tanggal upaya", "", "", 14, ("tglupaya", "tanggalkeberatan", "tanggalbanding")),
    "ruling": Column("Putusan upaya", "", "", 14, ("putusan", "hasilupaya"), tuple(RULINGS)),
    "ruled_on": Column("Tanggal putusan", "", "", 14, ("tglputusan",)),
    "source": Column("Sumber", "Buku, map, atau berkas tempat kasusnya tercatat.", "Buku register 2022, nomor 7", 26,
        ("sumberdata", "keterangan", "catatan")),
}  # fmt: skip
HEADINGS = {
    field: headings.Column(column.title, column.meanings, is_day=field.endswith("_on"))
    for field, column in COLUMNS.items()
}
REQUIRED = ("event_on", "name")
# Spelling in offices, normalised by `letters` → value of the template.
SAID_OTHERWISE: Mapping[str, Mapping[str, str]] = {
    "precision": {"hari": "Tepat hari", "tepat": "Tepat hari", "kirakira": "Perkiraan", "sebelum": "Paling lambat"},
    "platform": {"fb": "Facebook", "ig": "Instagram", "wa": "WhatsApp", "twitter": "X", "yt": "YouTube",
                 "berita": "Media berita", "media": "Media berita", "lain": "Lainnya", "lainlain": "Lainnya"},
    "outcome": {"sanksi": "Sanksi selesai dijalani", "dihukum": "Sanksi selesai dijalani",
                "dijatuhisanksi": "Sanksi selesai dijalani", "selesai": "Sanksi selesai dijalani",
                "pembinaan": "Pembinaan selesai", "dibina": "Pembinaan selesai", "dibatalkan": "Keputusan dibatalkan",
                "bukanasn": "Bukan pegawai", "mundur": "Mengundurkan diri", "resign": "Mengundurkan diri",
                "akunpalsu": "Akun tiruan atau disalahgunakan"},
    "official": dict.fromkeys(("ppk", "walikota", "bupati", "gubernur"), str(Official.PPK.label))
    | dict.fromkeys(("kadis", "kepaladinas", "kepalabadan", "kepalaopd", "camat"), str(Official.AGENCY_HEAD.label))
    | dict.fromkeys(("direktur", "direksi"), str(Official.DIRECTOR.label)) | {"sekda": str(Official.SEKDA.label)},
    "remedy": {"banding": "Banding administratif", "tidakada": "", "tidak": ""},
    "ruling": {"ditolak": "Dikuatkan", "diterima": "Dibatalkan", "dikabulkan": "Dibatalkan"},
    "method": {"langsung": "Diserahkan langsung", "diserahkan": "Diserahkan langsung", "pos": "Dikirim ke alamat",
               "dikirim": "Dikirim ke alamat", "menolak": "Menolak menerima, disaksikan"},
    "impact": {"unit": "Unit kerja", "pemerintah": "Pemerintah/negara", "negara": "Pemerintah/negara"},
}  # fmt: skip
CHOSEN: Mapping[str, Mapping[str, str]] = {
    "precision": PRECISIONS, "platform": PLATFORMS, "category": CATEGORIES, "outcome": OUTCOMES, "route": ROUTES,
    "impact": IMPACTS, "official": OFFICIALS, "method": METHODS, "remedy": REMEDIES, "ruling": RULINGS,
}  # fmt: skip


def _spellings(field: str) -> dict[str, str]:
    """The accepted spellings of a column with choices, normalised by `letters` → the value."""
    choices = CHOSEN[field]
    known = {letters(label): value for label, value in choices.items()} | {
        letters(str(value)): value for value in choices.values()
    }
    others = SAID_OTHERWISE.get(field, {})
    return known | {said: choices[str(label)] if label else "" for said, label in others.items()}


SPELLINGS = {field: _spellings(field) for field in CHOSEN} | {"category": dict(categories.CATEGORIES.known)}
