"""Kota Bekasi, 2022: karaoke of council staff, and a complaint about how it was handled (Radar Bekasi, Infobaru)."""

from cases.decisions.impediments import Departure
from cases.decisions.ruling import Ruling
from cases.demo.five_cases.bekasi_2022_complaint import complain
from cases.demo.organisation import home, officer, signatory
from cases.demo.people import masked
from cases.demo.script_runner import Runner
from cases.demo.times import moment, not_after, on_day
from cases.examination.sessions import Session
from cases.intake.incidents import Report
from cases.intake.seen_posts import SeenPost
from cases.models import (
    Act,
    Agency,
    Attendance,
    Case,
    EvidenceItem,
    EvidenceRequest,
    Fact,
    Finding,
    Government,
    HoursClaim,
    Incident,
    IncidentDate,
    Post,
    PublicStatement,
    Respondent,
    Statement,
    User,
)
from regulations.models import Impact, Official, Provision, Route, SanctionType

FIRST, TWELFTH = "2022-09-01", "2022-09-12"  # the seventh working day after the letter
SOURCE = (
    "Radar Bekasi 13/9/2022; Harnasnews 12/9/2022; Infobaru.co.id 23/9/2022. Berita menyebut BKPSDM sebagai penjatuh "
    "teguran; pejabat yang berwenang, hari laporan dan panggilan, jam, nomor surat, dan tanggal penyerahan diandaikan "
    "untuk peragaan."
)
# The seven of 2021 got a statement of dissatisfaction; no source compares the two cases.
LIGHTER_THAN_2021 = (
    "Menurut pemerintah kota di luar jam kerja; berita tidak membandingkan dengan kasus 2021 (diandaikan)"
)
PNS_RULE, TKK_RULE = "pp94-3f-2021", "pwb42-1-2017"


def run_script(runner: Runner) -> Case:
    """Two PNS and six contract workers in one case; closed by the city, contested at KASN ten days later."""
    city = Government.objects.get(region="kota-bekasi")
    setwan, bkpsdm = officer(city, "setwan"), officer(city, "bkpsdm")
    case = runner.report(actor=setwan, at=moment(FIRST, "07.45"), report=_report(home(setwan), city))
    for respondent in case.respondents.order_by("pk"):
        _examine(runner, respondent, bkpsdm)
        _reprimand(runner, respondent, bkpsdm)
    _said_by_the_city(runner, case, bkpsdm)
    complain(runner, case)
    for respondent in case.respondents.filter(route=Route.DISCIPLINE):
        _take_effect(runner, respondent, bkpsdm)
    return case


def _report(setwan: Agency, city: Government) -> Report:
    ward = city.agencies.get(code="jatirangga")
    since = moment("2020-01-02").date()
    people = [
        masked(ward, "Terlapor 1", "PNS", "Lurah", since, "197801012005011905"),
        masked(setwan, "Terlapor 2", "PNS", "Staf", since, "198501012010012906"),
        *(masked(setwan, f"Terlapor {n}", "CONTRACT", "TKK", since, f"TKK-2022-{n}") for n in range(3, 9)),
    ]
    return Report(
        agency=setwan,
        title="Video karaoke ulang tahun staf Setwan",
        summary="Video staf Sekretariat DPRD dan seorang lurah berkaraoke pada ulang tahun seorang TKK beredar luas.",
        medium=Incident.Medium.VIDEO,
        uniform=Incident.Uniform.NO,
        place="Tempat karaoke keluarga di Bekasi",
        posts=[SeenPost(platform=Post.Platform.OTHER, account="tidak disebut", part=Post.Part.ORIGINAL)],
        dates=[
            on_day(IncidentDate.Kind.RECORDED, "2022-08-26", "Jumat, menurut Perkumpulan Baladaya"),
            not_after(IncidentDate.Kind.VIRAL, moment(FIRST, "00.00"), "Sebelum klarifikasi 12/9/2022; diandaikan"),
        ],
        people=people,
        source_note=SOURCE,
        is_demo=True,
    )


def _examine(runner: Runner, respondent: Respondent, bkpsdm: User) -> None:
    is_pns = respondent.category == "PNS"
    runner.act(
        Act.CHOOSE_ROUTE,
        respondent,
        actor=bkpsdm,
        at=moment(FIRST, "08.15"),
        route=Route.DISCIPLINE if is_pns else Route.CONTRACT,
        reason="PNS: PP 94/2021" if is_pns else "TKK: Perwal Bekasi 42/2017",
    )
    runner.act(
        Act.ALLEGE,
        respondent,
        actor=bkpsdm,
        at=moment(FIRST, "08.20"),
        text="Ketidakpatutan dalam video karaoke yang beredar",
        provision=Provision.objects.get(pk=PNS_RULE if is_pns else TKK_RULE),
    )
    held_at, place = moment(TWELFTH, "09.00"), "Kantor BKPSDM"
    if is_pns:
        at = moment(FIRST, "08.30")
        superior = signatory(respondent.agency, Official.AGENCY_HEAD).person
        runner.act(Act.SUMMON, respondent, actor=bkpsdm, at=at, hearing_at=held_at, place=place, examiner=superior)
        given_at = moment(FIRST, "14.00")
        runner.act(Act.RECORD_RECEIPT, respondent, actor=bkpsdm, at=given_at, received_by=str(respondent))
    session = Session(
        held_by=home(bkpsdm),
        held_at=held_at,
        place=place,
        attendances=[
            Attendance(name="Kepala BKPSDM", part=Attendance.Part.CHAIR),
            Attendance(name=str(respondent), part=Attendance.Part.RESPONDENT),
        ],
        statements=[Statement(question="Kapan acara itu?", answer="Di luar jam kerja, sekitar pukul 17.00.")],
    )
    runner.act(Act.HOLD_HEARING, respondent, actor=bkpsdm, at=moment(TWELFTH, "10.00"), session=session)


def _reprimand(runner: Runner, respondent: Respondent, bkpsdm: User) -> None:
    written = SanctionType.objects.get(pk="pns-r2-2021" if respondent.category == "PNS" else "tkk-2-2017")
    finding = Finding(
        allegation=respondent.allegations.get(),
        outcome=Finding.Outcome.PARTLY,
        reason="Tidak patut; waktu kejadian tetap diperselisihkan",
        impact=Impact.UNIT if respondent.category == "PNS" else "",
        impact_reason="Tidak disebut dalam berita; diandaikan dari sanksinya" if respondent.category == "PNS" else "",
    )
    runner.act(
        Act.REPORT_FINDINGS,
        respondent,
        actor=bkpsdm,
        at=moment(TWELFTH, "11.00"),
        findings=[finding],
        recommendation="Teguran tertulis, surat pernyataan, dan pembinaan",
        recommended=written,
    )
    runner.act(
        Act.DECIDE,
        respondent,
        actor=bkpsdm,
        at=moment(TWELFTH, "13.30"),
        ruling=Ruling(
            sanction_types=[written],
            signatory=signatory(respondent.agency, Official.AGENCY_HEAD),
            considerations="Dijatuhkan 12/9/2022 menurut berita; nomor surat tidak disebut",
            departure=Departure(LIGHTER_THAN_2021 if respondent.category == "CONTRACT" else ""),
        ),
    )
    runner.decree(respondent, actor=bkpsdm, at=moment(TWELFTH, "13.45"))
    runner.act(Act.DELIVER, respondent, actor=bkpsdm, at=moment(TWELFTH, "14.00"), method="IN_PERSON")
    _after_reprimand(runner, respondent, bkpsdm)


def _after_reprimand(runner: Runner, respondent: Respondent, bkpsdm: User) -> None:
    for kind, by, text in (
        (Fact.Kind.STATEMENT_LETTER, str(respondent), "Menandatangani surat pernyataan"),
        (Fact.Kind.COACHING, "BKPSDM", "Pembinaan di samping teguran tertulis"),
        (Fact.Kind.APOLOGY, str(respondent), "Meminta maaf"),
    ):
        runner.act(Act.RECORD_FACT, respondent, actor=bkpsdm, at=moment(TWELFTH, "14.30"), kind=kind, by=by, text=text)
    if respondent.category == "CONTRACT":
        runner.act(
            Act.COMPLETE, respondent, actor=bkpsdm, at=moment(TWELFTH, "15.00"), note="Teguran tertulis disampaikan"
        )


def _said_by_the_city(runner: Runner, case: Case, bkpsdm: User) -> None:
    claim = HoursClaim(
        claimed_by="Sekda, Kepala BKPSDM, dan Sekwan",
        claimed_at=moment("2022-08-26", "17.00"),
        within_hours=False,
        source="Klarifikasi 12/9/2022: sekitar pukul 17.00, sesudah pulang; Radar Bekasi 13/9/2022",
    )
    runner.on_case(Act.ADD_CLAIM, case, actor=bkpsdm, at=moment(TWELFTH, "15.30"), claim=claim)
    for title in ("Bon tempat karaoke", "Karcis parkir"):
        runner.on_case(
            Act.ADD_EVIDENCE,
            case,
            actor=bkpsdm,
            at=moment("2022-09-22", "14.00"),
            title=title,
            source="Disebut ada; tidak pernah ditunjukkan menurut Perkumpulan Baladaya 22/9/2022",
        )
    _ask_for_what_was_named(runner, case, bkpsdm)
    statement = PublicStatement(
        by="Sekda, Kepala BKPSDM, dan Sekwan",
        on=moment(TWELFTH).date(),
        gist="Di luar jam kerja, ulang tahun seorang TKK; tidak ada yang negatif dalam gambar.",
    )
    runner.on_case(Act.RECORD_STATEMENT, case, actor=bkpsdm, at=moment(TWELFTH, "16.00"), statement=statement)


def _ask_for_what_was_named(runner: Runner, case: Case, bkpsdm: User) -> None:
    """How the bill and the ticket would have been requested here; no source says that they were."""
    for item in case.evidence.filter(state=EvidenceItem.State.SAID_TO_EXIST).order_by("pk"):
        runner.on_case(
            Act.REQUEST_EVIDENCE, case, actor=bkpsdm, at=moment("2022-09-22", "14.30"), item=item,
            asked_of="Sekretariat DPRD, yang menyebutnya", channel=EvidenceRequest.Channel.VERBAL,
        )  # fmt: skip
        runner.on_case(
            Act.END_EVIDENCE_REQUEST, case, actor=bkpsdm, at=moment("2022-09-30", "10.00"), request=item.requests.get(),
            outcome=EvidenceRequest.Outcome.REFUSED,
            note="Tidak ditunjukkan sampai tenggat (contoh alur, tidak diberitakan).",
        )  # fmt: skip


def _take_effect(runner: Runner, respondent: Respondent, bkpsdm: User) -> None:
    """Both PNS accept: in force on the 15th working day after receipt."""
    effective_on = respondent.decisions.get().effective_on
    at = moment(f"{effective_on:%Y-%m-%d}")
    runner.act(Act.TAKE_EFFECT, respondent, actor=bkpsdm, at=at)
    runner.act(Act.COMPLETE, respondent, actor=bkpsdm, at=at, note="Teguran tertulis berlaku dan dicatat")
