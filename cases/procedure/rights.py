"""All rights: the roles of each right, one right a line. Services and pages use the same names.

The roles of acts are in ``cases.procedure.table``, by the groups below. The querysets ``visible_to`` decide which rows
an account sees. `docs/rights.md` is generated from this module (decision 46).
"""

import enum
from typing import TYPE_CHECKING, Self

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.models import PendingAct, Role, User
from cases.procedure.refusals import NotAllowed

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

HR_OFFICER, BKPSDM, INSPECTOR = Role.HR_OFFICER, Role.BKPSDM, Role.INSPECTOR
LEADER, ADMINISTRATOR, SYSTEM = Role.LEADER, Role.ADMINISTRATOR, Role.SYSTEM

# Groups of roles. The first role is the one that ordinarily has to act.
EVERYBODY = (HR_OFFICER, BKPSDM, INSPECTOR, LEADER)
OFFICERS = (HR_OFFICER, BKPSDM, INSPECTOR)
EXAMINERS = (INSPECTOR, BKPSDM, HR_OFFICER)
ROUTE_CHOOSERS = (BKPSDM, HR_OFFICER, INSPECTOR)
PANEL_MAKERS = (BKPSDM, INSPECTOR, HR_OFFICER)
DECIDERS = (BKPSDM, LEADER, HR_OFFICER)
AGENCY_FIRST = (HR_OFFICER, BKPSDM)
BKPSDM_FIRST = (BKPSDM, HR_OFFICER)
RULERS = (BKPSDM, LEADER)
SUPERVISORS = (BKPSDM, INSPECTOR)
ABOVE_AGENCIES = (BKPSDM, INSPECTOR, LEADER)
WITH_SECOND_FACTOR = (BKPSDM, INSPECTOR, LEADER, ADMINISTRATOR)  # if the government requires one


class Right(enum.Enum):
    """What a role may do besides the acts of the procedure."""

    # A case
    RECORD_INCIDENT = gettext_lazy("mencatat kejadian"), EVERYBODY
    HANDLE_CASE = gettext_lazy("mengambil, menyerahkan, dan melepas kasus, serta mengingatkan"), OFFICERS
    EXAMINE = gettext_lazy("mencatat pemeriksaan dan menyusun berita acara"), EXAMINERS
    WRITE_LETTER = gettext_lazy("menerbitkan surat"), EVERYBODY
    HANDLE_EVIDENCE = gettext_lazy("membatasi bukti dan mengaburkan bagiannya"), EVERYBODY
    RECUSE_OTHERS = gettext_lazy("menarik petugas lain dari kasus"), SUPERVISORS
    OPEN_RESTRICTED_EVIDENCE = gettext_lazy("membuka bukti yang dibatasi"), SUPERVISORS
    READ_UNSERVED_REPORT = gettext_lazy("membaca LHP sebelum keputusan disampaikan"), ABOVE_AGENCIES
    SIFT_REPORTS = gettext_lazy("meninjau laporan masuk"), SUPERVISORS
    IMPORT_PAST_CASES = gettext_lazy("memasukkan kasus lama"), (BKPSDM,)
    PREVENT = gettext_lazy("menilai peringatan dini dan menugaskan perbaikan"), ABOVE_AGENCIES
    PUBLISH_STATISTICS = gettext_lazy("menerbitkan statistik tahunan"), (BKPSDM,)
    READ_DASHBOARD = gettext_lazy("membaca dasbor"), EVERYBODY
    # People
    READ_RECORD = gettext_lazy("membuka catatan pegawai dengan alasan"), EVERYBODY
    READ_WHOLE_RECORD = gettext_lazy("membaca catatan pegawai dari semua perangkat daerah"), ABOVE_AGENCIES
    ISSUE_CLEARANCE = gettext_lazy("menerbitkan surat keterangan"), (BKPSDM,)
    IMPORT_SANCTIONS = gettext_lazy("memasukkan riwayat hukuman"), (BKPSDM,)
    IMPORT_STAFF = gettext_lazy("mengimpor daftar pegawai"), (BKPSDM, ADMINISTRATOR)
    MANAGE_ACCOUNTS = gettext_lazy("membuka akun, mengubah haknya, dan menonaktifkannya"), (ADMINISTRATOR,)
    MANAGE_ORGANISATION = gettext_lazy("mengatur perangkat daerah, jam kerja, dan pegawai"), (BKPSDM, ADMINISTRATOR)
    SEE_BREAK_GLASS = gettext_lazy("melihat dan mengakhiri akses darurat operator"), (BKPSDM, ADMINISTRATOR)
    AUDIT_READING = gettext_lazy("memeriksa siapa membuka catatan pegawai dan identitas pelapor"), (ADMINISTRATOR,)
    HANDLE_BREACHES = gettext_lazy("menangani kegagalan pelindungan data pribadi"), ABOVE_AGENCIES
    DISPOSE = gettext_lazy("menilai pemusnahan dan menahannya"), ABOVE_AGENCIES
    SET_RETENTION = gettext_lazy("mengatur masa simpan menurut jadwal retensi arsip daerah"), (BKPSDM, ADMINISTRATOR)
    SEE_READERS = gettext_lazy("melihat siapa membaca kasus dan data pegawai"), ABOVE_AGENCIES
    # The installation and its messages
    SEE_STATUS = gettext_lazy("melihat keadaan sistem dan mengirim ulang surel yang tertahan"), (ADMINISTRATOR,)
    WORD_MESSAGES = gettext_lazy("melihat contoh pesan dan mengatur kebiasaannya"), (ADMINISTRATOR,)
    # Law, letters and circulars
    READ_LAW_DESK = gettext_lazy("membuka pengelolaan peraturan"), (BKPSDM, ADMINISTRATOR)
    WRITE_NATIONAL_LAW = gettext_lazy("mengubah aturan nasional"), (ADMINISTRATOR,)
    WRITE_REGIONAL_LAW = gettext_lazy("mengubah aturan daerahnya"), (BKPSDM, ADMINISTRATOR)
    READ_AGENDA = gettext_lazy("membaca buku agenda surat dan menjelaskan nomor yang kosong"), (BKPSDM,)
    WORD_LETTERS = gettext_lazy("menyusun formulir surat"), (BKPSDM,)
    SET_APPROVALS = gettext_lazy("mengatur urutan paraf surat"), (BKPSDM, ADMINISTRATOR)
    SET_LETTERHEAD = gettext_lazy("mengatur kepala surat"), (BKPSDM, ADMINISTRATOR)
    KEEP_REGISTER = gettext_lazy("mengelola register surat edaran"), (BKPSDM, ADMINISTRATOR)
    HAND_OUT_LINKS = gettext_lazy("membagikan tautan konfirmasi baca"), (HR_OFFICER, BKPSDM, ADMINISTRATOR)

    label: "StrOrPromise"
    roles: tuple[Role, ...]

    def __new__(cls, label: "StrOrPromise", roles: tuple[Role, ...]) -> Self:
        """A member with roles; the label is translated when it is shown, not when the module is imported."""
        right = object.__new__(cls)
        right._value_ = len(cls.__members__)
        right.label, right.roles = label, roles
        return right


# Who may confirm what another account proposed.
CONFIRMERS: dict[PendingAct.Kind, tuple[Role, ...]] = {
    PendingAct.Kind.RECUSAL: ABOVE_AGENCIES,
    PendingAct.Kind.LIFTING: ABOVE_AGENCIES,
    PendingAct.Kind.DECISION: RULERS,
    PendingAct.Kind.DELIVERY: RULERS,
    PendingAct.Kind.RULING: RULERS,
    PendingAct.Kind.REPORTER: SUPERVISORS,
    PendingAct.Kind.EXPORT: ABOVE_AGENCIES,
    PendingAct.Kind.LAW: (ADMINISTRATOR,),
    PendingAct.Kind.DISPOSAL: ABOVE_AGENCIES,
}

# The pages of each role, its start page first.
NAVIGATION = {
    HR_OFFICER: ("work", "cases", "hearings", "dashboard", "people", "regulations"),
    BKPSDM: ("work", "cases", "hearings", "dashboard", "incoming", "people", "regulations", "law-desk", "organisation"),
    INSPECTOR: ("hearings", "work", "cases", "dashboard", "incoming", "regulations"),
    LEADER: ("dashboard", "work", "cases", "regulations"),
    ADMINISTRATOR: ("people", "account-desk", "break-glass", "regulations", "law-desk", "status", "organisation"),
}


def may(user: User, right: Right) -> bool:
    """Whether the account's role has a right."""
    return user.role in right.roles


def require(user: User, right: Right) -> None:
    """Raises NotAllowed for an account whose role lacks a right."""
    if not may(user, right):
        raise NotAllowed(_("Peran Anda tidak berwenang %(right)s.") % {"right": right.label})
