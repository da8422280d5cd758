"""The texts of the help as data: what each role does, the keys, and the words that an article defines."""

from typing import TYPE_CHECKING, NamedTuple

from django.utils.translation import gettext_lazy as _

from cases.models import Role, User

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class Step(NamedTuple):
    """One step of a guide; ``page``: the name of the page where it is done, empty where a case leads there."""

    title: "StrOrPromise"
    text: "StrOrPromise"
    page: str = ""


class Key(NamedTuple):
    keys: str
    meaning: "StrOrPromise"


class Term(NamedTuple):
    """A word of the law in plain words, with the article that defines it; ``key``: its name in templates."""

    key: str
    word: "StrOrPromise"
    meaning: "StrOrPromise"
    article: str


GUIDES: dict[Role, tuple[Step, ...]] = {
    Role.HR_OFFICER: (
        Step(_("Catat kejadian"), _("Tempel tautan atau pilih berkas, pilih perangkat daerah, simpan. Yang belum "
             "diketahui boleh kosong."), "incident-new"),
        Step(_("Kerjakan menurut tenggat"), _("Halaman ini menurut hari: yang terlewat di atas. Setiap baris menyebut "
             "langkah berikutnya."), "work"),
        Step(_("Minta klarifikasi, panggil, periksa"), _("Tombol utama pada kasus selalu langkah berikutnya. Tenggat "
             "dihitung sendiri; lihat perhitungannya pada tiap tenggat.")),
        Step(_("Sampaikan keputusan"), _("Catat hari penyerahan dan foto tanda terimanya; hari berlaku dihitung "
             "darinya.")),
    ),
    Role.BKPSDM: (
        Step(_("Tinjau laporan masuk"), _("Jadikan kasus, gabungkan dengan yang sudah ada, atau tutup dengan alasan."),
             "incoming"),
        Step(_("Tentukan jalur"), _("Etik, disiplin, kontrak, atau pembinaan: hukum pada hari kejadian menentukan mana "
             "yang terbuka.")),
        Step(_("Jaga tenggat"), _("Yang lewat naik jenjang sendiri; jangan menunggu sampai itu terjadi."), "work"),
        Step(_("Terbitkan statistik"), _("Setahun sekali, sesudah tahunnya berakhir."), "statistics"),
    ),
    Role.INSPECTOR: (
        Step(_("Pemeriksaan hari ini"), _("Daftar hari ini dan berikutnya, dengan yang belum siap."), "hearings"),
        Step(_("Ketik di ruang pemeriksaan"), _("Setiap baris tersimpan sendiri, juga tanpa jaringan. Bekukan berita "
             "acara sesudah dibacakan.")),
        Step(_("Susun hasil pemeriksaan"), _("Setiap dugaan mendapat satu temuan; usulkan sanksi bila terbukti.")),
    ),
    Role.LEADER: (
        Step(_("Lihat yang menunggu Anda"), _("Di dasbor paling atas, dengan usulan sanksinya."), "dashboard"),
        Step(_("Putuskan, kembalikan, atau perintahkan"), _("Dua ketukan. Tombol setuju hanya ada bila lembar "
             "keabsahan terpenuhi dan sanksi itu wewenang Anda.")),
        Step(_("Bawa ke rapat"), _("Mode layar, PDF, dan Excel: tanpa nama, angka kecil disembunyikan."), "statistics"),
        Step(_("Cegah yang berikutnya"), _("Peringatan dini menyebut sebabnya; tugaskan perbaikan dengan batas hari."),
             "prevention"),
    ),
    Role.ADMINISTRATOR: (
        Step(_("Buka akun"), _("Undang dengan surel; hak menurut peran dan perangkat daerah."), "account-desk"),
        Step(_("Perbarui pegawai dan perangkat daerah"), _("Dari lembar kerja; periksa yang ditolak."), "people"),
        Step(_("Isi hari libur tahun depan"), _("Tanpa kalender, tenggat tidak dapat dihitung."), "law-desk"),
        Step(_("Lihat keadaan instalasi"), _("Tugas berkala, surat yang tidak terkirim, dan catatan yang tersegel."),
             "status"),
    ),
}  # fmt: skip
KEYS: tuple[tuple["StrOrPromise", tuple[Key, ...]], ...] = (
    (_("Di setiap halaman"), (
        Key("/", _("mencari nomor, NIP, nama, tautan, atau nomor surat")),
        Key("Tab", _("ke bagian berikutnya; Shift+Tab kembali")),
        Key("Esc", _("menutup menu dan jendela")),
        Key("Ctrl+P", _("mencetak halaman, bertanda RAHASIA dengan nama dan waktu")),
    )),
    (_("Mode layar"), (
        Key("← →", _("halaman sebelumnya dan berikutnya dalam mode layar")),
        Key("Esc", _("kembali ke statistik")),
    )),
)  # fmt: skip
TERMS = (
    Term("discipline", _("Hukuman disiplin"),
         _("Hukuman bagi PNS karena melanggar peraturan disiplin: ringan, sedang, atau berat."),
         "Pasal 1 angka 7 dan Pasal 8 PP 94/2021"),
    Term("examinee", _("Terperiksa"),
         _("Orang yang dipanggil dan diperiksa; sebelum dipanggil disebut terlapor."),
         "Pasal 26–27 PP 94/2021"),
    Term("team", _("Tim pemeriksa"),
         _("Atasan langsung, unsur pengawasan, dan unsur kepegawaian; wajib untuk dugaan berat."),
         "Pasal 29 PP 94/2021"),
    Term("official", _("Pejabat yang berwenang menghukum"),
         _("Pejabat yang menjatuhkan hukuman menurut jenjang jabatan "
         "terperiksa."), "Pasal 16–25 PP 94/2021"),
    Term("remedy", _("Upaya administratif"),
         _("Keberatan atau banding administratif terhadap keputusan."), "PP 79/2021"),
    Term("conflict", _("Benturan kepentingan"),
         _("Hubungan keluarga atau kepentingan yang mengharuskan pejabat mundur."),
         "Pasal 42–43 UU 30/2014"),
    Term("moral", _("Sanksi moral"),
         _("Pernyataan tertutup atau terbuka karena melanggar kode etik."), "Pasal 15 PP 42/2004"),
)  # fmt: skip


class Tour(NamedTuple):
    """Where an account is in the first tour of its role."""

    step: Step
    number: int
    last: int


def tour_of(user: User) -> Tour | None:
    """The step that is shown, or None: before and after the tour, and without an account."""
    steps = GUIDES.get(Role(user.role), ()) if user.is_authenticated else ()
    if not 1 <= getattr(user, "tour_step", 0) <= len(steps):
        return None
    return Tour(steps[user.tour_step - 1], user.tour_step, len(steps))
