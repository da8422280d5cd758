"""The fields that a wording may use. Known fields are filled from the record; the rest is typed."""

import dataclasses

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclasses.dataclass(frozen=True)
class Field:
    """One field. ``is_block``: a table or list from the record; ``is_long``: several lines may be typed; ``is_clause``:
    a sentence of the record, which inside a sentence of the letter begins in lower case and ends without a full stop.
    ``is_optional``: if it is missing, the letter omits its row or paragraph."""

    label: "str | Promise"
    is_block: bool = False
    is_long: bool = False
    is_clause: bool = False
    is_optional: bool = False


FIELDS = {
    # The person, on the day of the event
    "nama": Field(_("Nama")),
    "nomor_induk": Field(_("NIP, NIK, atau nomor kontrak")),
    "pangkat": Field(_("Pangkat, golongan ruang")),
    "jabatan": Field(_("Jabatan")),
    "unit_kerja": Field(_("Unit kerja")),
    "instansi": Field(_("Instansi")),
    # The case
    "nomor_kasus": Field(_("Nomor kasus")),
    "uraian_dugaan": Field(_("Uraian perbuatan"), is_long=True, is_clause=True),
    "pasal": Field(_("Ketentuan yang dilanggar")),
    "waktu_kejadian": Field(_("Waktu kejadian")),
    "tempat_kejadian": Field(_("Tempat kejadian")),
    "tautan": Field(_("Tautan konten"), is_long=True),
    "daftar_bukti": Field(_("Daftar bukti dengan sidik jari"), is_block=True),
    # Summons
    "urutan": Field(_("Panggilan ke- (I atau II)")),
    "menghadap": Field(_("Menghadap kepada")),
    "hari_periksa": Field(_("Hari dan tanggal pemeriksaan")),
    "jam_periksa": Field(_("Pukul")),
    "tempat_periksa": Field(_("Tempat pemeriksaan")),
    "panggilan_1": Field(_("Nomor dan tanggal panggilan I")),
    "panggilan_2": Field(_("Nomor dan tanggal panggilan II"), is_optional=True),
    "akibat_ketidakhadiran": Field(_("Akibat ketidakhadiran"), is_optional=True),
    "ditunggu_sampai": Field(_("Ditunggu sampai pukul")),
    "hubungan": Field(_("Hubungan dengan perkara")),
    "pokok_pertanyaan": Field(_("Pokok pertanyaan"), is_long=True),
    # Other people who are heard
    "pemberi_keterangan": Field(_("Pemberi keterangan: nama, NIP, jabatan")),
    "hari_keterangan": Field(_("Hari dan tanggal permintaan keterangan")),
    "jam_keterangan": Field(_("Pukul")),
    "tempat_keterangan": Field(_("Tempat permintaan keterangan")),
    "isi_keterangan": Field(_("Isi keterangan"), is_long=True),
    # The team and the hearing
    "dasar_pemeriksaan": Field(_("Dasar pemeriksaan (surat perintah atau keputusan tim)")),
    "susunan_tim": Field(_("Susunan tim"), is_block=True, is_optional=True),
    "daftar_pemeriksa": Field(_("Pemeriksa dengan NIP, pangkat, dan jabatan"), is_block=True, is_optional=True),
    "penunjukan": Field(_("Penunjukan oleh PPK: nomor dan tanggal"), is_optional=True),
    "masa_tugas": Field(_("Masa tugas")),
    "hari_tanggal": Field(_("Hari dan tanggal")),
    "jam_mulai": Field(_("Mulai pukul")),
    "jam_selesai": Field(_("Selesai pukul")),
    "tempat": Field(_("Tempat")),
    "kehadiran": Field(_("Daftar hadir"), is_block=True),
    "tanya_jawab": Field(_("Tanya jawab"), is_block=True),
    "koreksi": Field(_("Perbaikan sebelum ditandatangani"), is_block=True),
    "pembacaan": Field(_("Cara pembacaan ulang")),
    "tanda_tangan_bap": Field(_("Tanda tangan para pihak"), is_block=True),
    # Findings
    "kepada": Field(_("Kepada")),
    "temuan": Field(_("Temuan per dugaan"), is_block=True),
    "memberatkan": Field(_("Hal yang memberatkan"), is_long=True, is_optional=True),
    "meringankan": Field(_("Hal yang meringankan"), is_long=True, is_optional=True),
    "dampak": Field(_("Dampak perbuatan (unit kerja, instansi, atau negara)"), is_long=True),
    "rekomendasi": Field(_("Rekomendasi"), is_long=True),
    "usul_sanksi": Field(_("Sanksi yang diusulkan"), is_clause=True),
    "alasan_wewenang": Field(_("Alasan di luar kewenangan"), is_long=True, is_clause=True),
    "pejabat_berwenang": Field(_("Pejabat yang berwenang")),
    "lampiran_perkara": Field(_("Lampiran: berita acara dan laporan, dengan nomor dan tanggal"), is_block=True),
    # Decision and delivery
    "nomor_sk": Field(_("Nomor keputusan")),
    "tanggal_sk": Field(_("Tanggal keputusan")),
    "pasal_tingkat": Field(_("Pasal tentang jenjang pelanggaran"), is_optional=True),
    "sanksi": Field(_("Sanksi"), is_clause=True),
    "tingkat": Field(_("Tingkat hukuman disiplin"), is_clause=True),
    "dasar_sanksi": Field(_("Pasal yang menjadi dasar sanksi")),
    "hasil_pemeriksaan": Field(_("Hasil pemeriksaan yang mendasari")),
    "lingkup_dampak": Field(_("Lingkup dampak"), is_clause=True, is_optional=True),
    "lama_sanksi": Field(_("Lama hukuman"), is_clause=True),
    "kelas_lama": Field(_("Kelas jabatan semula")),
    "jabatan_baru": Field(_("Jabatan menjadi")),
    "kelas_baru": Field(_("Kelas jabatan menjadi")),
    "saat_berlaku": Field(_("Saat mulai berlaku"), is_long=True),
    "akibat_sanksi": Field(_("Perubahan jabatan, kelas, atau lamanya")),
    "pertimbangan": Field(_("Pertimbangan"), is_long=True, is_clause=True),
    "kewajiban": Field(_("Syarat dan kewajiban yang dibebankan"), is_optional=True),
    "upaya": Field(_("Hak upaya administratif"), is_long=True, is_optional=True),
    "mulai_berlaku": Field(_("Mulai berlaku")),
    "pelaksana_harian": Field(_("Pelaksana harian: nama, NIP, jabatan")),
    "cara_penyampaian": Field(_("Cara penyampaian"), is_clause=True),
    "penyerah": Field(_("Pejabat yang menyerahkan keputusan")),
    "hari_hadir": Field(_("Hari dan tanggal kehadiran")),
    "jam_hadir": Field(_("Pukul")),
    "tempat_hadir": Field(_("Tempat kehadiran")),
    "tanggal_kirim": Field(_("Tanggal dikirim")),
    "tanggal_terima": Field(_("Tanggal diterima")),
    "penerima": Field(_("Penerima")),
    "saksi": Field(_("Saksi"), is_optional=True),
    "bukti_kirim": Field(_("Bukti pengiriman"), is_optional=True),
    "putusan_majelis": Field(_("Nomor dan tanggal putusan majelis")),
    "bentuk_sanksi_moral": Field(_("Bentuk pernyataan (tertutup atau terbuka)"), is_clause=True),
    "cara_pernyataan": Field(_("Cara pernyataan: di mana dan di hadapan siapa"), is_clause=True),
    "masa_kontrak": Field(_("Masa kontrak")),
    "berita_acara_pembinaan": Field(_("Nomor dan tanggal berita acara pembinaan")),
    # Remedies, attendance, coaching, data protection
    "alasan": Field(_("Alasan"), is_long=True),
    "permohonan": Field(_("Permohonan"), is_long=True),
    "periode": Field(_("Periode")),
    "rincian_ketidakhadiran": Field(_("Tanggal dan alasan tidak hadir"), is_long=True),
    "jumlah_hari": Field(_("Jumlah hari kerja tidak hadir")),
    "hari_beruntun": Field(_("Hari kerja tidak hadir beruntun")),
    "konversi_menit": Field(_("Menit terlambat atau pulang cepat dan konversinya")),
    "pembina": Field(_("Pembina")),
    "uraian": Field(_("Uraian"), is_long=True),
    "kesanggupan": Field(_("Kesanggupan"), is_long=True),
    "data_terungkap": Field(_("Data pribadi yang terungkap"), is_long=True),
    "waktu_diketahui": Field(_("Diketahui pada")),
    "upaya_pemulihan": Field(_("Penanganan dan pemulihan"), is_long=True),
    # The national discipline record
    "isian_siasn": Field(_("Isian riwayat hukuman disiplin"), is_block=True),
    # The letter itself
    "batas_waktu": Field(_("Batas waktu")),
    "pemeriksa": Field(_("Pejabat yang memeriksa")),
    "tempat_surat": Field(_("Tempat surat")),
    "tanggal_surat": Field(_("Tanggal surat")),
    "penanda_jabatan": Field(_("Jabatan penanda tangan")),
    "penanda_nama": Field(_("Nama penanda tangan")),
    "penanda_pangkat": Field(_("Pangkat penanda tangan"), is_optional=True),
    "penanda_nip": Field(_("NIP penanda tangan"), is_optional=True),
    "tanda_tangan": Field(_("Blok tanda tangan"), is_block=True),
    "tanda_tangan_pemeriksa": Field(_("Tanda tangan pemeriksa"), is_block=True),
    "tanda_tangan_keterangan": Field(_("Tanda tangan pemeriksa dan pemberi keterangan"), is_block=True),
    "tanda_tangan_pernyataan": Field(_("Tanda tangan yang menyatakan"), is_block=True),
    "tanda_terima": Field(_("Blok tanda terima"), is_block=True),
    "tembusan": Field(_("Tembusan"), is_long=True, is_optional=True),
}
PLAIN_FIELDS = frozenset(name for name, field in FIELDS.items() if not field.is_block)
BLOCKS = frozenset(FIELDS) - PLAIN_FIELDS
OPTIONAL = frozenset(name for name, field in FIELDS.items() if field.is_optional)
CLAUSES = frozenset(name for name, field in FIELDS.items() if field.is_clause)
