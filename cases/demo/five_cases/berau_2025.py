"""Kabupaten Berau, 2025: a civil-registry worker live while on duty (Nusantara Kaltim, 4/12/2025)."""

import datetime as dt

from cases.decisions.competence import Signatory
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
    Employee,
    Employment,
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
    TimeZone,
    User,
)
from cases.parties.respondents import Group
from regulations.models import ClockStep, Impact, Official, Provision, Regulation, Route, SanctionType

SOURCE = (
    "Nusantara Kaltim 4/12/2025. Sumber hanya menyebut “dulu”; status kepegawaian, tanggal siaran, nomor surat, dan "
    "tanggal setiap langkah diandaikan untuk peragaan."
)
OTHERS = "Sejumlah pegawai lain yang terlihat di media sosial pada jam kerja; jumlah dan unitnya tidak disebut"
CATEGORY_NOTE = "Diakui kepala dinas; status kepegawaian tidak disebut sumber, diandaikan PNS untuk peragaan"


def wita(day: str, clock: str = "09.00") -> dt.datetime:
    return moment(day, clock, TimeZone.WITA)


def run_script(runner: Runner) -> Case:
    """A written reprimand by the agency head; the later post in a village is not part of it."""
    regency = Government.objects.get(region="kabupaten-berau")
    hr, sekda = officer(regency, "disdukcapil"), officer(regency, "setda")
    employee = masked(home(hr), "Terlapor", "PNS", "Staf pelayanan", wita("2020-01-02").date(), "199001012015032904")
    case = runner.report(actor=hr, at=wita("2025-10-06"), report=_report(home(hr)))
    respondent = case.respondents.get()
    runner.act(Act.IDENTIFY, respondent, actor=hr, at=wita("2025-10-06", "09.10"), employee=employee, how=CATEGORY_NOTE)
    respondent.refresh_from_db()
    _clarify(runner, respondent, hr)
    _examine(runner, respondent, hr)
    _reprimand(runner, respondent, hr)
    move_to_village(employee)
    runner.act(
        Act.RECORD_FACT,
        respondent,
        actor=hr,
        at=wita("2025-12-04", "10.00"),
        kind=Fact.Kind.TRANSFER,
        text="Kini staf PEK di Kampung Tumbit; sumber tidak menyebut apakah mutasi ini akibat perkara",
        is_dated=False,
    )
    runner.on_case(
        Act.ADD_RESPONDENT,
        case,
        actor=hr,
        at=wita("2025-12-04", "11.00"),
        description=OTHERS,
        group=Group(OTHERS),
        part=Respondent.Part.ACTOR,
    )
    _warn_all(runner, case, sekda)
    return case


def _report(agency: Agency) -> Report:
    return Report(
        agency=agency,
        title="Siaran langsung pribadi saat bertugas",
        summary="Seorang staf bersiaran langsung di TikTok lewat akun pribadi pada jam kerja.",
        medium=Incident.Medium.LIVE,
        uniform=Incident.Uniform.YES,
        place="Disdukcapil Berau",
        posts=[SeenPost(platform=Post.Platform.TIKTOK, account="akun pribadi (tidak disebut)")],
        dates=[
            not_after(
                IncidentDate.Kind.UPLOADED, wita("2025-10-06", "00.00"), "“Dulu”; batasnya diandaikan untuk peragaan"
            )
        ],
        claims=[HoursClaim(claimed_by="Kepala Disdukcapil", within_hours=True, source="Nusantara Kaltim 4/12/2025")],
        source_note=SOURCE,
        is_demo=True,
    )


def _clarify(runner: Runner, respondent: Respondent, hr: User) -> None:
    runner.act(
        Act.REQUEST_CLARIFICATION,
        respondent,
        actor=hr,
        at=wita("2025-10-06", "10.00"),
        channel="IN_PERSON",
        question="Apakah benar bersiaran langsung saat bertugas?",
    )
    runner.act(Act.RECORD_CLARIFICATION, respondent, actor=hr, at=wita("2025-10-08"), answer="Benar. (isi diandaikan)")
    runner.act(
        Act.CHOOSE_ROUTE,
        respondent,
        actor=hr,
        at=wita("2025-10-09"),
        route=Route.DISCIPLINE,
        reason="Siaran pribadi saat bertugas",
    )
    runner.act(
        Act.ALLEGE,
        respondent,
        actor=hr,
        at=wita("2025-10-09", "09.30"),
        text="Bersiaran langsung di akun pribadi pada jam kerja",
        provision=Provision.objects.get(pk="pp94-3f-2021"),
    )


def _head_of(agency: Agency) -> Signatory:
    return signatory(agency, Official.AGENCY_HEAD, post="Kepala Disdukcapil Kabupaten Berau")


def _examine(runner: Runner, respondent: Respondent, hr: User) -> None:
    hearing_at = wita("2025-10-20", "09.00")  # the seventh working day after the letter
    at = wita("2025-10-09", "10.00")
    place, superior = "Ruang rapat", _head_of(respondent.agency).person
    runner.act(Act.SUMMON, respondent, actor=hr, at=at, hearing_at=hearing_at, place=place, examiner=superior)
    runner.act(Act.RECORD_RECEIPT, respondent, actor=hr, at=wita("2025-10-10"), received_by="Terlapor")
    session = Session(
        held_by=respondent.agency,
        held_at=hearing_at,
        place="Ruang rapat",
        attendances=[
            Attendance(name="Atasan langsung", part=Attendance.Part.CHAIR),
            Attendance(name=str(respondent), part=Attendance.Part.RESPONDENT),
        ],
        statements=[Statement(question="Untuk apa siaran itu?", answer="Untuk akun pribadi. (isi diandaikan)")],
    )
    runner.act(Act.HOLD_HEARING, respondent, actor=hr, at=wita("2025-10-20", "11.00"), session=session)


def _reprimand(runner: Runner, respondent: Respondent, hr: User) -> None:
    written = SanctionType.objects.get(pk="pns-r2-2021")
    finding = Finding(
        allegation=respondent.allegations.get(),
        outcome=Finding.Outcome.PROVEN,
        reason="Diakui; tidak tercatat sebagai ketidakhadiran",
        impact=Impact.UNIT,
        impact_reason="Menurut Sekda tidak ada kerugian langsung; terbatas pada unit pelayanan",
    )
    runner.act(
        Act.REPORT_FINDINGS,
        respondent,
        actor=hr,
        at=wita("2025-10-21"),
        findings=[finding],
        recommendation="Teguran tertulis",
        recommended=written,
    )
    runner.act(
        Act.DECIDE,
        respondent,
        actor=hr,
        at=wita("2025-10-22", "08.00"),
        ruling=Ruling(
            sanction_types=[written],
            signatory=_head_of(respondent.agency),
            considerations="Tidak ada kerugian langsung, tetapi tidak patut secara etika. Nomor surat tidak disebut.",
        ),
    )
    runner.decree(respondent, actor=hr, at=wita("2025-10-22", "08.30"))
    runner.act(Act.DELIVER, respondent, actor=hr, at=wita("2025-10-22"), method="IN_PERSON", received_by="Terlapor")
    _take_effect(runner, respondent, hr)


def _take_effect(runner: Runner, respondent: Respondent, hr: User) -> None:
    """Accepted: in force on the 15th working day after receipt, and carried out on the next day."""
    respondent.refresh_from_db()
    effective_on = respondent.deadlines.get(limit__step=ClockStep.TAKE_EFFECT).due_on
    bkpsdm = officer(respondent.case.government, "bkpsdm")
    runner.act(Act.TAKE_EFFECT, respondent, actor=bkpsdm, at=wita(f"{effective_on:%Y-%m-%d}"))
    runner.act(
        Act.COMPLETE,
        respondent,
        actor=hr,
        at=wita(f"{effective_on + dt.timedelta(days=1):%Y-%m-%d}"),
        note="Teguran tertulis disampaikan",
    )


def move_to_village(employee: Employee) -> None:
    """The agency at that time and today differ; the day of the move is unknown."""
    moved_on = wita("2025-11-17").date()
    before = employee.employments.get()
    before.ends_on = moved_on - dt.timedelta(days=1)
    before.save(update_fields=["ends_on"])
    Employment.objects.create(
        employee=employee,
        agency=Agency.objects.get(government_id=employee.government_id, code="kampung-tumbit"),
        category=before.category,
        post="Staf PEK",
        starts_on=moved_on,
        note="tanggal diandaikan untuk peragaan",
    )


def _warn_all(runner: Runner, case: Case, sekda: User) -> None:
    at = wita("2025-12-04", "14.00")
    warning = Regulation.objects.get(pk="imbauan-berau-2025")
    runner.on_case(
        Act.LINK_REGULATION,
        case,
        actor=sekda,
        at=at,
        regulation=warning,
        relation=CaseRegulation.Relation.RESULTED,
        note="Peringatan lisan Sekda kepada seluruh ASN dan tenaga kontrak",
    )
    for by, gist in (
        ("Sekretaris Daerah", "Hentikan kegiatan pribadi seperti TikTok pada jam kerja; pelayanan butuh konsentrasi."),
        ("Kepala Disdukcapil", "Benar, teguran tertulis sudah diberikan dan kini sudah pindah."),
        ("Kepala Disdukcapil", "Media sosial tidak dilarang; siaran resmi untuk edukasi layanan direncanakan."),
    ):
        statement = PublicStatement(by=by, on=at.date(), gist=gist)
        runner.on_case(Act.RECORD_STATEMENT, case, actor=sekda, at=at, statement=statement)
