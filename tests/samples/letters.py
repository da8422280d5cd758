"""A path for each form of letter, with the record that the form is drawn from, and the letter issued from it."""

from cases.letters.issuing import issue_letter
from cases.models import (
    ClosingReason,
    Decision,
    Fact,
    InterimMeasure,
    Panel,
    PanelMember,
    Sanction,
    Status,
    Summons,
    Witness,
)
from regulations.models import LetterForm, LetterWording, Official, SanctionType
from tests import factories

Record = LetterForm.Record
ELSEWHERE = ("BAP", "SIASN-HUKDIS")  # the minutes and the national sheet have pages of their own
STAGES = {
    Record.SUMMONS: Status.SUMMONED,
    Record.ABSENCE: Status.SUMMONED,
    Record.HEARING: Status.HEARD,
    Record.FINDINGS: Status.FINDINGS,
    Record.REFERRAL: Status.FINDINGS,
    Record.DECISION: Status.FINDINGS,
    Record.SERVICE: Status.DECIDED,
    Record.RECEIPT: Status.DELIVERED,
}
WORDS = {
    "tautan": "https://x.com/contoh/1",
    "usul_sanksi": "Teguran tertulis",
    "lama_sanksi": "selama 12 bulan",
    "akibat_sanksi": "Dicatat.",
    "upaya": "Dapat diajukan keberatan.",
    "mulai_berlaku": "1 Desember 2026",
    "tanggal_terima": "2 Desember 2026",
    "pembina": "Wati Contoh, Kepala Bidang",
    "uraian": "Yang bersangkutan mengakui perbuatannya.",
    "kesanggupan": "Tidak mengulangi perbuatannya dan menghapus unggahan.",
    "kepada": "Wali Kota Contoh",
    "hubungan": "saksi",
    "pokok_pertanyaan": "1. Siapa yang merekam?\n2. Kapan?",
    "pemberi_keterangan": "Ani Contoh, NIP 198001012005012001, Pranata Humas",
    "hari_keterangan": "Senin, 7 Desember 2026",
    "jam_keterangan": "09.00 WIB",
    "tempat_keterangan": "Ruang rapat",
    "isi_keterangan": "Saksi melihat rekaman dibuat di loket pelayanan pada jam kerja.",
    "hari_periksa": "Senin, 7 Desember 2026",
    "jam_periksa": "09.00 WIB",
    "tempat_periksa": "Ruang rapat",
    "menghadap": "Kepala BKPSDM",
    "penyerah": "Sekretaris Dinas A",
    "hari_hadir": "Rabu, 16 Desember 2026",
    "jam_hadir": "13.30 WIB",
    "tempat_hadir": "Ruang Sekretaris",
    "alasan": "Sanksi tidak sebanding dengan perbuatan.",
    "batas_waktu": "31 Desember 2026",
    "permohonan": "Memohon agar keputusan dibatalkan.",
    "periode": "Januari–Desember 2026",
    "jumlah_hari": "4",
    "hari_beruntun": "2",
    "konversi_menit": "450 menit = 1 hari",
    "rincian_ketidakhadiran": "3 Februari 2026: tanpa kabar",
    "data_terungkap": "Nama dan NIP",
    "waktu_diketahui": "1 Desember 2026 pukul 08.00",
    "tanggal_kirim": "2 Desember 2026",
    "upaya_pemulihan": "Akses ditutup, kata sandi diganti.",
    "ditunggu_sampai": "11.00 WIB",
    "penunjukan": "Keputusan Wali Kota Nomor 7 tanggal 5 Januari 2026",
    "masa_tugas": "30 hari kerja",
    "alasan_wewenang": "Yang berwenang adalah Pejabat Pembina Kepegawaian.",
    "kelas_lama": "9",
    "kelas_baru": "8",
    "jabatan_baru": "Pengelola Umum",
    "putusan_majelis": "Nomor 3 tanggal 1 Desember 2026",
    "bentuk_sanksi_moral": "tertutup",
    "cara_penyampaian": "dibacakan di hadapan atasan",
    "cara_pernyataan": "dibacakan di hadapan atasan",
    "masa_kontrak": "2026",
    "berita_acara_pembinaan": "Nomor 5 tanggal 1 November 2026",
    "waktu_kejadian": "23 November 2026",
    "tempat_kejadian": "Loket pelayanan",
    "pejabat_berwenang": "Kepala Dinas A",
    "pemeriksa": "Eko Contoh, Inspektur Pembantu",
    "tembusan": "1. Wali Kota Contoh\n2. Kepala BKPSDM",
    "saksi": "Ani Contoh",
    "bukti_kirim": "Resi 0001",
    "penanda_jabatan": "Kepala Dinas A",
    "penanda_nama": "Wati Contoh",
    "penanda_nip": "197801012005012001",
    "dasar_pemeriksaan": "Surat Perintah Nomor 5 tanggal 1 Desember 2026",
    "penerima": "Budi",
    "pelaksana_harian": "Ani Contoh",
    "uraian_dugaan": "Membuat konten pribadi",
    "pasal": "Pasal 3 huruf f PP 94/2021",
    "panggilan_1": "Nomor 1",
    "hari_tanggal": "Senin, 7 Desember 2026",
    "tempat": "Ruang rapat",
}


def forms():
    """The codes of all forms on the page of letters."""
    return [wording.code for wording in LetterWording.objects.with_form() if wording.code not in ELSEWHERE]


def of_the_person():
    """The codes of the forms that are the person's own paper: drafted on the page of letters, never issued."""
    return {wording.code for wording in LetterWording.objects.with_form() if wording.form.is_of_the_person}


def forms_to_issue():
    """The codes of all forms that are issued from the page of letters."""
    own = of_the_person()
    return [code for code in forms() if code not in own]


def ready_for(code, *, by, employee, at):
    """A path of this employee with the record of a form."""
    form = LetterWording.objects.with_form().get(code=code).form
    respondent = factories.make_respondent(by=by, employee=employee, at=at)
    factories.bring_to(respondent, STAGES.get(form.record, Status.ROUTED), by=by, at=at)
    make = MAKERS.get(form.record)
    if make is not None:
        make(respondent, form, respondent.agency.local_date(at))
    return respondent


def issued(code, *, by, employee, at, **over):
    """The letter of a form, from a path made for it; every field that no record knows is typed."""
    respondent = ready_for(code, by=by, employee=employee, at=at)
    order = {"actor": by, "at": at, "on": respondent.agency.local_date(at), "words": WORDS}
    return issue_letter(respondent=respondent, code=code, **order | over)


def _coaching(respondent, _form, on):
    Fact.objects.create(respondent=respondent, kind=Fact.Kind.COACHING, on=on, text="Dibina atasan", by="Wati")


def _interim(respondent, _form, on):
    words = {"number": f"800.1.6.2/99/DINAS-A/{on.year}", "ordered_by": "Wati, Kepala Dinas A", "acting": "Ani"}
    InterimMeasure.objects.create(respondent=respondent, measure="Pembebasan sementara", starts_on=on, **words)


def _team(kind):
    def make(respondent, _form, on):
        panel = Panel.objects.create(respondent=respondent, kind=kind, formed_on=on)
        for element, part in zip(PanelMember.Element, ("CHAIR", "SECRETARY", "MEMBER", "MEMBER"), strict=True):
            words = {"name": f"{element.label} Contoh", "post": "Kepala Bidang", "grade": "IV/b", "part": part}
            PanelMember.objects.create(panel=panel, element=element, joined_on=on, **words)

    return make


def _statement(respondent, _form, on):
    heard = {"heard_on": on, "statement": WORDS["isi_keterangan"], "capacity": WORDS["hubungan"]}
    Witness.objects.create(respondent=respondent, name=WORDS["pemberi_keterangan"], **heard)


def _absence(respondent, _form, on):
    Summons.objects.filter(respondent=respondent).update(missed_on=on, absence_reason="NO_NEWS", consequence="SECOND")


def _decision(respondent, form, on):
    """The first sanction of the form, decided by who may; the rules of power are tested elsewhere."""
    kind = SanctionType.objects.filter(code=form.sanctions[0], in_force_until=None).latest("in_force_from")
    person = factories.signatory(respondent.agency, Official.AGENCY_HEAD).person
    words = {"official": Official.AGENCY_HEAD, "official_name": f"{person.name}, Kepala {respondent.agency.name}"}
    words |= {"official_person": person, "considerations": "Terbukti membuat konten pribadi saat jam layanan."}
    decision = Decision.objects.create(respondent=respondent, decided_on=on, **words)
    said = {"severity": kind.severity, "agency": respondent.agency, "category": respondent.category, "decided_on": on}
    Sanction.objects.create(decision=decision, sanction_type=kind, **said)


def _number(respondent, _form, on):
    Decision.objects.filter(respondent=respondent).update(number=f"800.1.6.2/{respondent.pk + 500}/DINAS-A/{on.year}")


def _received(respondent, form, on):
    """A decision against which the law gives the remedy of the form."""
    _number(respondent, form, on)
    if form.code == "BANDING":
        kind = SanctionType.objects.filter(code="PNS-B3", in_force_until=None).latest("in_force_from")
        Sanction.objects.filter(decision__respondent=respondent).update(sanction_type=kind, severity=kind.severity)
        Decision.objects.filter(respondent=respondent).update(
            official=Official.PPK, official_name="Wali Kota, Wali Kota Contoh"
        )


def _cleared(respondent, _form, on):
    closed = {"status": Status.CLOSED, "closing_reason": ClosingReason.UNFOUNDED, "status_on": on}
    type(respondent).objects.filter(pk=respondent.pk).update(**closed)
    respondent.refresh_from_db()


MAKERS = {
    Record.COACHING: _coaching,
    Record.INTERIM: _interim,
    Record.PANEL: _team(Panel.Kind.EXAMINATION),
    Record.COUNCIL: _team(Panel.Kind.ETHICS),
    Record.STATEMENT: _statement,
    Record.DECLARED: _statement,
    Record.ABSENCE: _absence,
    Record.DECISION: _decision,
    Record.SERVICE: _number,
    Record.CLEARED: _cleared,
    Record.RECEIPT: _received,
}
