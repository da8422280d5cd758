"""The names of all acts, and the append-only records of acts and of readings."""

from django.contrib.admin.models import LogEntry
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cases.models.casefile.case import Case, Status
from cases.models.casefile.respondent import Respondent
from cases.models.people.account import User
from cases.models.people.employee import Employee
from lib.append_only import AppendOnly
from lib.await_seal import AwaitSeal


class Act(models.TextChoices):
    """The name of an act is used in the address, the button, the row of the procedure and the audit entry."""

    # On a respondent: rows of ``procedure.table.TRANSITIONS``.
    IDENTIFY = "identify", _("Kenali terlapor")
    CONFIRM_IDENTITY = "confirm-identity", _("Pastikan identitas")
    DOUBT_IDENTITY = "doubt-identity", _("Ragukan identitas")
    ALLEGE = "allege", _("Catat dugaan pelanggaran")
    REQUEST_CLARIFICATION = "request-clarification", _("Minta klarifikasi")
    RECORD_CLARIFICATION = "record-clarification", _("Isi hasil klarifikasi")
    CHOOSE_ROUTE = "choose-route", _("Tentukan jalur")
    FORM_PANEL = "form-panel", _("Bentuk tim pemeriksa")
    REPLACE_MEMBER = "replace-member", _("Ganti anggota tim")
    DECLARE_CONFLICT = "declare-conflict", _("Catat pernyataan benturan kepentingan")
    SUMMON = "summon", _("Buat surat panggilan")
    POSTPONE_HEARING = "postpone-hearing", _("Tunda pemeriksaan")
    REPLACE_SUMMONS = "replace-summons", _("Ganti surat panggilan yang keliru")
    RECORD_RECEIPT = "record-receipt", _("Catat penerimaan surat")
    RECORD_ABSENCE = "record-absence", _("Catat ketidakhadiran")
    CALL_WITNESS = "call-witness", _("Minta keterangan saksi")
    HEAR_WITNESS = "hear-witness", _("Catat keterangan saksi")
    HOLD_HEARING = "hold-hearing", _("Catat pemeriksaan")
    REFER_TO_DISCIPLINE = "refer-to-discipline", _("Teruskan ke pemeriksaan disiplin")
    REPORT_FINDINGS = "report-findings", _("Susun hasil pemeriksaan")
    RETURN_FINDINGS = "return-findings", _("Kembalikan hasil pemeriksaan")
    INVITE_REPLY = "invite-reply", _("Minta tanggapan atas hasil")
    RECORD_REPLY = "record-reply", _("Catat tanggapan atas hasil")
    ASK_CONCURRENCE = "ask-concurrence", _("Minta persetujuan pejabat kedua")
    CONCUR = "concur", _("Setujui penyimpangan sebagai pejabat kedua")
    DECIDE = "decide", _("Tetapkan keputusan")
    MISS_DELIVERY = "miss-delivery", _("Catat tidak hadir saat penyampaian SK")
    SEND_DECISION = "send-decision", _("Catat pengiriman SK ke alamat")
    DELIVER = "deliver", _("Catat penyerahan SK")
    TAKE_EFFECT = "take-effect", _("Keputusan mulai berlaku")
    FILE_REMEDY = "file-remedy", _("Catat keberatan atau banding")
    ANSWER_APPEAL = "answer-appeal", _("Catat tanggapan PPK atas banding")
    RECORD_SILENCE = "record-silence", _("Catat keberatan tidak dijawab")
    POSTPONE_RULING = "postpone-ruling", _("Catat putusan: ditunda")
    UPHOLD = "uphold", _("Catat putusan: dikuatkan")
    CHANGE = "change", _("Catat putusan: diubah")
    ANNUL = "annul", _("Catat putusan: dibatalkan")
    OVERTURN = "overturn", _("Catat putusan lembaga di atasnya: diganti")
    SEND_PAYROLL_NOTE = "send-payroll-note", _("Catat nota kepada pengelola gaji")
    RECORD_COACHING = "record-coaching", _("Catat pembinaan selesai")
    COMPLETE = "complete", _("Catat pelaksanaan selesai")
    CLOSE_EARLY = "close-early", _("Selesaikan tanpa pemeriksaan")
    RESIGN = "resign", _("Catat pengunduran diri")
    LEAVE_SERVICE = "leave-service", _("Catat berakhirnya status pegawai")
    REOPEN = "reopen", _("Buka kembali")
    HOLD = "hold", _("Tahan, menunggu pihak lain")
    RESUME = "resume", _("Lanjutkan")
    IMPOSE_INTERIM = "impose-interim", _("Catat tindakan sementara")
    END_INTERIM = "end-interim", _("Akhiri tindakan sementara")
    IMPOSE_DUTY = "impose-duty", _("Bebankan kewajiban")
    END_DUTY = "end-duty", _("Catat hasil kewajiban")
    REHABILITATE = "rehabilitate", _("Catat pemulihan nama baik")
    RECORD_FACT = "record-fact", _("Tambah catatan")

    # On a case: rows of ``procedure.table.CASE_ACTS``.
    REPORT = "report", _("Catat kejadian")
    ADD_RESPONDENT = "add-respondent", _("Tambah terlapor")
    ADD_EVIDENCE = "add-evidence", _("Tambah bukti")
    REQUEST_EVIDENCE = "request-evidence", _("Minta bukti")
    END_EVIDENCE_REQUEST = "end-evidence-request", _("Catat hasil permintaan bukti")
    RECORD_DATE = "record-date", _("Catat atau perbaiki waktu kejadian")
    ADD_CLAIM = "add-claim", _("Tambah keterangan waktu")
    INSTRUCT = "instruct", _("Beri perintah")
    ANSWER_INSTRUCTION = "answer-instruction", _("Laporkan pelaksanaan perintah")
    GIVE_ACCESS = "give-access", _("Beri kode halaman yang bersangkutan")
    ASK_ABOUT_DATA = "ask-about-data", _("Permintaan atas data pribadi")
    ANSWER_DATA_REQUEST = "answer-data-request", _("Jawab permintaan atas data pribadi")
    PLACE_LEGAL_HOLD = "place-legal-hold", _("Tahan dari pemusnahan")
    LIFT_LEGAL_HOLD = "lift-legal-hold", _("Cabut penahanan dari pemusnahan")
    DESTROY = "destroy", _("Musnahkan berkas")
    RECUSE = "recuse", _("Mundur karena benturan kepentingan")
    LIFT_RECUSAL = "lift-recusal", _("Cabut penarikan petugas")
    PROPOSE_ACT = "propose-act", _("Ajukan untuk dikonfirmasi")
    CONFIRM_ACT = "confirm-act", _("Konfirmasi sebagai pejabat kedua")
    DECLINE_ACT = "decline-act", _("Tolak atau tarik yang diajukan")
    RECORD_OUTSIDE_REPORT = "record-outside-report", _("Catat laporan pihak luar")
    ANSWER_OUTSIDE_REPORT = "answer-outside-report", _("Catat jawaban kepada pihak luar")
    RECORD_STATEMENT = "record-statement", _("Catat pernyataan publik")
    PROPOSE_JOINT = "propose-joint", _("Tangani bersama badan lain")
    ANSWER_JOINT = "answer-joint", _("Jawab ajakan badan lain")
    END_JOINT = "end-joint", _("Akhiri penanganan bersama")
    LINK_REGULATION = "link-regulation", _("Kaitkan surat edaran")
    RESTORE = "restore", _("Laporkan pemulihan selesai")
    LINK_CASE = "link-case", _("Kaitkan kasus")
    IMPORT_CASE = "import-case", _("Masukkan kasus lama")
    ATTACH_REPORT = "attach-report", _("Tambahkan laporan ke kasus yang sudah ada")
    MERGE_CASE = "merge-case", _("Gabungkan ke kasus lain")
    WITHDRAW_REPORT = "withdraw-report", _("Batalkan laporan")
    UNDO_MERGE = "undo-merge", _("Batalkan penggabungan")
    FREEZE_MINUTES = "freeze-minutes", _("Bekukan berita acara")
    CORRECT_MINUTES = "correct-minutes", _("Catat perbaikan berita acara")
    SIGN_MINUTES = "sign-minutes", _("Catat tanda tangan")
    REFUSE_SIGNATURE = "refuse-signature", _("Catat penolakan tanda tangan")
    ADD_TO_MINUTES = "add-to-minutes", _("Tambahan berita acara")
    HAND_OVER_MINUTES = "hand-over-minutes", _("Catat penyerahan salinan berita acara")
    ADD_SIGNED_COPY = "add-signed-copy", _("Unggah salinan bertanda tangan")
    RECORD_IDIS = "record-idis", _("Catat nomor register I'DIS")
    PROPOSE_LETTER = "propose-letter", _("Ajukan surat untuk diparaf")
    APPROVE_LETTER = "approve-letter", _("Paraf surat")
    RETURN_LETTER = "return-letter", _("Kembalikan konsep surat")
    ISSUE_LETTER = "issue-letter", _("Terbitkan surat")
    WITHDRAW_LETTER = "withdraw-letter", _("Tarik surat")
    ESCALATE = "escalate", _("Eskalasi")
    RETURN_LEVEL = "return-level", _("Kembali ke perangkat daerah")
    EXPLAIN_BACK_DATING = "explain-back-dating", _("Alasan dicatat kemudian")
    EXPLAIN_TURN = "explain-turn", _("Alasan bertindak di luar giliran")

    @property
    def prompt(self) -> str:
        """The label of the act as a next step. Rulings are not suggested."""
        return gettext("Catat putusan") if self is Act.UPHOLD else str(self.label)


class AuditEntry(models.Model):
    """One act, with time of recording (``at``) and day of legal effect (``on``). Never changed or deleted."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="history")
    respondent = models.ForeignKey(Respondent, on_delete=models.PROTECT, null=True, related_name="history")
    act = models.CharField(_("tindakan"), max_length=24, choices=Act)
    actor = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="+", help_text=_("kosong: sistem")
    )
    at = models.DateTimeField()
    on = models.DateField()
    from_status = models.CharField(max_length=16, choices=Status, blank=True)
    to_status = models.CharField(max_length=16, choices=Status, blank=True)
    note = models.TextField(blank=True)

    class Meta:
        verbose_name = _("jejak audit")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["case", "-at", "-id"], name="audit_case_newest")]
        triggers = [AppendOnly(), AwaitSeal("act")]

    def __str__(self) -> str:
        return f"{self.at:%d/%m/%Y %H.%M} {self.get_act_display()}"

    @property
    def shown_note(self) -> str:
        """The note on the page of the case; empty for a tie, whose other case the reader may not be allowed to know."""
        return "" if self.act == Act.LINK_CASE else self.note


class AccessEntry(models.Model):
    """A reading, with its reason where one is required. Separate from the audit trail, because it is larger and
    expires."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+", null=True)
    employee = models.ForeignKey(Employee, on_delete=models.PROTECT, related_name="+", null=True)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    what = models.CharField(max_length=60)
    reason = models.CharField(_("alasan"), max_length=300, blank=True)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("jejak akses")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(case__isnull=False) | models.Q(employee__isnull=False), name="access_to_something"
            )
        ]
        indexes = [
            models.Index(fields=["case", "-at"], name="access_case_newest"),
            models.Index(
                fields=["-at", "-id"], name="access_record_newest", condition=models.Q(employee__isnull=False)
            ),
        ]
        triggers = [AppendOnly(), AwaitSeal("read")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.what} {self.at:%d/%m/%Y %H.%M}"


class AdministrationEntry(LogEntry):
    """An action on Django's administration pages, as Django logs it; the row cannot be changed."""

    class Meta:
        proxy = True
        verbose_name = _("jejak administrasi")
        verbose_name_plural = _("jejak administrasi")
        triggers = [AppendOnly(), AwaitSeal("administration")]


class Submission(models.Model):
    """A processed form: its key, content hash and target, so that a second submission changes nothing."""

    key = models.UUIDField(primary_key=True)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    fingerprint = models.CharField(max_length=64)
    location = models.CharField(max_length=300)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("kiriman formulir")

    def __str__(self) -> str:
        return str(self.key)
