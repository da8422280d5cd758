"""Kabupaten Tangerang, 2022: the head of a regional company resigns over a video (Tangerang Daily, CNN)."""

from cases.demo.organisation import officer
from cases.demo.people import masked
from cases.demo.script_runner import Runner
from cases.demo.times import between, moment, on_day
from cases.intake.incidents import Report
from cases.intake.seen_posts import SeenPost
from cases.models import (
    Act,
    Agency,
    Case,
    CaseRegulation,
    Employee,
    Fact,
    Government,
    Incident,
    IncidentDate,
    OutsideReport,
    Post,
    PublicStatement,
    Respondent,
    User,
)
from regulations.models import Provision, Regulation

SOURCE = (
    "Indonesiainside.id mengutip Suaratangerang.id, 4/2/2022; Tangerang Daily, CNN 2/2/2022; Okezone 3/2/2022."
    " Jam tiap langkah diandaikan untuk peragaan."
)


def run_script(runner: Runner) -> Case:
    """Recorded 505 days before it went viral; resigned before the Inspectorate had finished; then a circular."""
    regency = Government.objects.get(region="kabupaten-tangerang")
    bkpsdm, regent = officer(regency, "bkpsdm"), officer(regency, "setda")
    company = regency.agencies.get(code="perumda-nkr")
    since = moment("2020-08-14").date()
    director = masked(company, "Terlapor", "BUMD", "Direktur Utama", since, "DIR-NKR-2020")
    case = runner.report(actor=bkpsdm, at=moment("2022-02-02", "08.30"), report=_report(company, director))
    respondent = case.respondents.get()
    runner.on_case(
        Act.INSTRUCT,
        case,
        actor=regent,
        at=moment("2022-02-02", "09.00"),
        to=regency.agencies.get(code="inspektorat"),
        text="Periksa; keputusan menunggu hasil Inspektorat",
        given_by="Bupati Tangerang",
    )
    _second_of_february(runner, respondent, bkpsdm)
    _outside(runner, case, bkpsdm)
    _aftermath(runner, respondent, bkpsdm)
    return case


def _report(company: Agency, director: Employee) -> Report:
    return Report(
        agency=company,
        title="Video direktur utama menyendok uang",
        summary="Video 14 detik memperlihatkan direktur utama perusahaan daerah menyendok gepokan uang ke piring.",
        medium=Incident.Medium.VIDEO,
        uniform=Incident.Uniform.NO,
        place="Rumah",
        posts=[
            SeenPost(platform=Post.Platform.WHATSAPP, account="grup tertutup", part=Post.Part.ORIGINAL),
            SeenPost(platform=Post.Platform.TIKTOK, part=Post.Part.EXPOSING),
        ],
        dates=[
            on_day(IncidentDate.Kind.RECORDED, "2020-09-15", "Direkam keluarga; Tangerang Daily 2/2/2022"),
            between(IncidentDate.Kind.VIRAL, "2022-02-01", "2022-02-02", "Salinan TikTok"),
        ],
        people=[director],
        source_note=SOURCE,
        is_demo=True,
    )


def _second_of_february(runner: Runner, respondent: Respondent, bkpsdm: User) -> None:
    runner.act(
        Act.ALLEGE,
        respondent,
        actor=bkpsdm,
        at=moment("2022-02-02", "10.00"),
        text="Memamerkan uang selaku pimpinan perusahaan daerah",
        provision=Provision.objects.get(pk="bumd-perilaku-2015"),
    )
    for kind, by, text in (
        (Fact.Kind.REPRIMAND_BY_LEADER, "Bupati Tangerang selaku KPM", "Dipanggil dan ditegur keras"),
        (Fact.Kind.APOLOGY, "Terlapor", "Meminta maaf dalam jumpa pers; menyebutnya gurauan dengan uang sendiri"),
    ):
        runner.act(
            Act.RECORD_FACT,
            respondent,
            actor=bkpsdm,
            at=moment("2022-02-02", "14.00"),
            kind=kind,
            by=by,
            text=text,
        )
    runner.act(
        Act.RESIGN,
        respondent,
        actor=bkpsdm,
        at=moment("2022-02-02", "16.00"),
        note="Surat pengunduran diri disampaikan dalam jumpa pers, sebelum pemeriksaan Inspektorat selesai",
    )


def _outside(runner: Runner, case: Case, bkpsdm: User) -> None:
    report = OutsideReport(
        body="Ombudsman RI Perwakilan Banten",
        direction=OutsideReport.Direction.IN,
        about="Meminta sanksi dan penelusuran uang oleh PPATK",
        reported_on=moment("2022-02-02").date(),
    )
    runner.on_case(Act.RECORD_OUTSIDE_REPORT, case, actor=bkpsdm, at=moment("2022-02-02", "17.00"), report=report)


def _aftermath(runner: Runner, respondent: Respondent, bkpsdm: User) -> None:
    runner.act(
        Act.RECORD_FACT,
        respondent,
        actor=bkpsdm,
        at=moment("2022-02-03", "10.00"),
        kind=Fact.Kind.OTHER,
        by="Sekretaris Daerah",
        text="Pengunduran diri diterima; pelaksana tugas akan ditunjuk Bupati selaku KPM (PP 54/2017)",
    )
    case, at = respondent.case, moment("2022-02-04", "10.00")
    circular = Regulation.objects.get(pk="se-tangerang-2022-403")
    runner.on_case(
        Act.LINK_REGULATION,
        case,
        actor=bkpsdm,
        at=at,
        regulation=circular,
        relation=CaseRegulation.Relation.RESULTED,
        note="Untuk ASN dan pegawai BUMD; tanggal surat tidak disebut",
    )
    for by, day, gist in (
        ("Terlapor", "2022-02-02", "Gurauan; uang sendiri; tidak pernah mengunggahnya di TikTok."),
        ("Bupati Tangerang", "2022-02-02", "Menunggu hasil Inspektorat."),
        ("Bupati Tangerang (surat edaran)", "2022-02-04", "Bijak dan peka dalam memakai media sosial."),
    ):
        statement = PublicStatement(by=by, on=moment(day).date(), gist=gist)
        runner.on_case(Act.RECORD_STATEMENT, case, actor=bkpsdm, at=at, statement=statement)
