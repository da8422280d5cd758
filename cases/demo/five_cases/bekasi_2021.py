"""Kota Bekasi, 2021: seven contract workers in one TikTok video (SuaraBekaci 7/9/2021, Liputan6 8/9/2021)."""

from cases.decisions.ruling import Ruling
from cases.demo.organisation import home, officer, signatory
from cases.demo.people import masked
from cases.demo.script_runner import Runner
from cases.demo.times import moment, not_after
from cases.examination.sessions import Session
from cases.intake.incidents import Report
from cases.intake.seen_posts import SeenPost
from cases.models import (
    Act,
    Agency,
    Attendance,
    Case,
    CaseRegulation,
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
from regulations.models import Official, Provision, Regulation, Route, SanctionType

BEFORE_CIRCULAR = "Baru-baru ini, menurut berita; paling lambat tanggal surat edaran"
SOURCE = (
    "SuaraBekaci.id 7/9/2021; Liputan6 8/9/2021. Tanggal panggilan, pemeriksaan, keputusan, dan penyerahan tidak "
    "disebut; diandaikan untuk peragaan. Unit kerja dan nama tidak disebut."
)


def run_script(runner: Runner) -> Case:
    """Seven paths with one sanction each by the agency; summoned by BKPPD; a circular followed."""
    city = Government.objects.get(region="kota-bekasi")
    hr, bkppd = officer(city, "perangkat-daerah-2021"), officer(city, "bkppd")
    case = runner.report(actor=hr, at=moment("2021-09-02", "07.45"), report=_report(home(hr)))
    for respondent in case.respondents.order_by("pk"):
        _examine(runner, respondent, bkppd)
        _sanction(runner, respondent, hr, bkppd)
    _aftermath(runner, case, bkppd)
    return case


def _report(agency: Agency) -> Report:
    people = [
        masked(agency, f"Terlapor {n}", "CONTRACT", "TKK", moment("2020-01-02").date(), f"TKK-2021-{n}")
        for n in range(1, 8)
    ]
    latest = moment("2021-09-02", "00.00")
    return Report(
        agency=agency,
        title="Video TikTok tujuh TKK",
        summary="Video tujuh tenaga kerja kontrak di TikTok beredar luas dan dinilai di luar norma kepatutan.",
        medium=Incident.Medium.VIDEO,
        posts=[SeenPost(platform=Post.Platform.TIKTOK, part=Post.Part.ORIGINAL)],
        dates=[
            not_after(kind, latest, BEFORE_CIRCULAR)
            for kind in (IncidentDate.Kind.RECORDED, IncidentDate.Kind.UPLOADED, IncidentDate.Kind.VIRAL)
        ],
        claims=[HoursClaim(claimed_by="Pemerintah Kota Bekasi", within_hours=True, source="Pernyataan Sekda 7/9/2021")],
        people=people,
        source_note=SOURCE,
        is_demo=True,
    )


def _examine(runner: Runner, respondent: Respondent, bkppd: User) -> None:
    """BKPPD summoned the seven, not their agency; minutes of the coaching were written."""
    runner.act(
        Act.CHOOSE_ROUTE,
        respondent,
        actor=bkppd,
        at=moment("2021-09-02", "08.30"),
        route=Route.CONTRACT,
        reason="Tenaga kerja kontrak: Perwal Bekasi 42/2017, bukan PP 94/2021",
    )
    runner.act(
        Act.ALLEGE,
        respondent,
        actor=bkppd,
        at=moment("2021-09-02", "09.00"),
        text="Membuat konten TikTok di luar kepatutan pada jam kerja",
        provision=Provision.objects.get(pk="pwb42-1-2017"),
    )
    session = Session(
        held_by=home(bkppd),
        held_at=moment("2021-09-02", "09.30"),
        place="Kantor BKPPD",
        attendances=[
            Attendance(name="Pejabat BKPPD", part=Attendance.Part.CHAIR),
            Attendance(name=str(respondent), part=Attendance.Part.RESPONDENT),
        ],
        statements=[Statement(question="Apakah Saudara ada dalam video itu?", answer="Ya. (isi diandaikan)")],
    )
    runner.act(Act.HOLD_HEARING, respondent, actor=bkppd, at=moment("2021-09-02", "10.30"), session=session)
    runner.act(
        Act.RECORD_FACT,
        respondent,
        actor=bkppd,
        at=moment("2021-09-02", "11.00"),
        kind=Fact.Kind.COACHING,
        by="BKPPD",
        text="Pembinaan dengan berita acara, di samping sanksi",
    )


def _sanction(runner: Runner, respondent: Respondent, hr: User, bkppd: User) -> None:
    finding = Finding(
        allegation=respondent.allegations.get(), outcome=Finding.Outcome.PROVEN, reason="Tampak dalam video; diakui"
    )
    dissatisfaction = SanctionType.objects.get(pk="tkk-3-2017")
    runner.act(
        Act.REPORT_FINDINGS,
        respondent,
        actor=bkppd,
        at=moment("2021-09-02", "14.00"),
        findings=[finding],
        recommendation="Pernyataan tidak puas dari perangkat daerah dan pembinaan",
        recommended=dissatisfaction,
    )
    runner.act(
        Act.DECIDE,
        respondent,
        actor=hr,
        at=moment("2021-09-03", "10.00"),
        ruling=Ruling(
            sanction_types=[dissatisfaction],
            signatory=signatory(
                respondent.agency, Official.AGENCY_HEAD, name="Kepala perangkat daerah (tidak disebut dalam berita)"
            ),
            considerations="Konten di luar kepatutan. Nomor surat tidak disebut dalam berita.",
        ),
    )
    runner.decree(respondent, actor=hr, at=moment("2021-09-03", "10.30"))
    runner.act(Act.DELIVER, respondent, actor=hr, at=moment("2021-09-06", "09.00"), method="IN_PERSON")
    runner.act(
        Act.COMPLETE, respondent, actor=hr, at=moment("2021-09-06", "15.00"), note="Pernyataan tidak puas disampaikan"
    )


def _aftermath(runner: Runner, case: Case, bkppd: User) -> None:
    outdated = "Dikutip dalam berita; sudah dicabut PP 94/2021 sejak 31/08/2021 dan tidak berlaku bagi TKK"
    for slug, relation, note in (
        ("se-bekasi-2021-6519", CaseRegulation.Relation.RESULTED, "Terbit 2/9/2021 sebagai tindak lanjut"),
        ("perwal-bekasi-42-2017", CaseRegulation.Relation.CITED, "Pembinaan TKK"),
        ("pp-53-2010", CaseRegulation.Relation.CITED, outdated),
    ):
        runner.on_case(
            Act.LINK_REGULATION,
            case,
            actor=bkppd,
            at=moment("2021-09-02", "16.00"),
            regulation=Regulation.objects.get(pk=slug),
            relation=relation,
            note=note,
        )
    runner.on_case(
        Act.ADD_EVIDENCE,
        case,
        actor=bkppd,
        at=moment("2021-09-08", "09.00"),
        title="Berita acara pembinaan",
        source="Disebut dalam Liputan6 8/9/2021",
    )
    for day, gist in (
        ("2021-09-07", "Tujuh TKK viral dan melanggar kepatutan; sanksinya administratif: pernyataan tidak puas."),
        ("2021-09-07", "Surat edaran terbit agar semua menjaga nama baik kota; kreativitas yang patut tidak dilarang."),
        ("2021-09-07", "Media sosial dapat menjadi saluran informasi perangkat daerah."),
        ("2021-09-08", "Kreativitas didukung sepanjang patut."),
    ):
        statement = PublicStatement(by="Sekretaris Daerah Kota Bekasi", on=moment(day).date(), gist=gist)
        runner.on_case(Act.RECORD_STATEMENT, case, actor=bkppd, at=moment("2021-09-08", "10.00"), statement=statement)
