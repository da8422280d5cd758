"""The second case of Kota Bekasi 2022: an NGO complains to KASN about the handling of the first one."""

from cases.demo.organisation import officer
from cases.demo.people import masked
from cases.demo.script_runner import Runner
from cases.demo.times import moment, on_day
from cases.intake.incidents import Report
from cases.intake.seen_posts import SeenPost
from cases.models import (
    Act,
    Case,
    CaseLink,
    Government,
    HoursClaim,
    Incident,
    IncidentDate,
    OutsideReport,
    Post,
    PublicStatement,
    Reporter,
    Respondent,
)

NGO, DAY = "Perkumpulan Baladaya", "2022-09-22"
PROTECTING = (
    "Menurut LSM: melindungi ASN yang berjabatan dan TKK yang punya beking, dengan keterangan publik tidak benar"
)
OFFICIALS = (
    ("setda", "Pejabat 1", "Sekretaris Daerah", "197001011995031907"),
    ("bkpsdm", "Pejabat 2", "Kepala BKPSDM", "197101011996031908"),
    ("setwan", "Pejabat 3", "Sekretaris DPRD", "197201011997031909"),
)


def complain(runner: Runner, handled: Case) -> Case:
    """The complaint has its own respondents; who works below them does not handle it."""
    city = handled.government
    inspector = officer(city, "inspektorat")
    at = moment(DAY, "13.00")
    claim = HoursClaim(
        claimed_by=f"{NGO} (ketua)",
        claimed_at=moment("2022-08-26", "15.00"),
        within_hours=True,
        source="Siaran pers 22/9/2022: jam kerja Jumat sampai 16.00, Perwal 6/2017",
    )
    runner.on_case(Act.ADD_CLAIM, handled, actor=inspector, at=at, claim=claim)
    complaint: Case = runner.report(actor=inspector, at=at, report=_report(city))
    for code, label, post, number in OFFICIALS:
        agency = city.agencies.get(code=code)
        official = masked(agency, label, "PNS", post, moment("2020-01-02").date(), number)
        runner.on_case(
            Act.ADD_RESPONDENT, complaint, actor=inspector, at=at, employee=official, part=Respondent.Part.OFFICIAL
        )
    _allege(runner, complaint)
    _recuse(runner, complaint)
    _at_kasn(runner, complaint, handled)
    return complaint


def _report(city: Government) -> Report:
    return Report(
        agency=city.agencies.get(code="setda"),
        title="Pengaduan atas penanganan kasus karaoke",
        summary="LSM menilai klarifikasi pejabat tidak benar: kejadian disebut pukul 15.00, masih jam kerja Jumat.",
        medium=Incident.Medium.TEXT,
        posts=[SeenPost(platform=Post.Platform.NEWS, account="Infobaru.co.id", part=Post.Part.ORIGINAL)],
        dates=[on_day(IncidentDate.Kind.REPORTED, DAY, "Siaran pers LSM")],
        reporter=Reporter(organisation=NGO, capacity="Ketua, mewakili perkumpulan"),
        source_note="Infobaru.co.id 22–23/9/2022. Mundurnya petugas dan penahanan diandaikan untuk peragaan.",
        is_demo=True,
    )


def _allege(runner: Runner, complaint: Case) -> None:
    """What the outside body says of the officials; nobody has examined it."""
    inspector = officer(complaint.government, "inspektorat")
    for respondent in complaint.respondents.exclude(employee=None).order_by("pk"):
        runner.act(Act.ALLEGE, respondent, actor=inspector, at=moment(DAY, "13.30"), text=PROTECTING)


def _recuse(runner: Runner, complaint: Case) -> None:
    """The secretariat steps back; BKPSDM is kept out by rule, because its head is accused."""
    account = officer(complaint.government, "setda")
    reason = "Sekretaris Daerah diadukan dalam kasus ini"
    runner.on_case(Act.RECUSE, complaint, actor=account, at=moment(DAY, "14.00"), user=account, reason=reason)


def _at_kasn(runner: Runner, complaint: Case, handled: Case) -> None:
    inspector = officer(complaint.government, "inspektorat")
    at = moment(DAY, "15.00")
    for case in (handled, complaint):
        report = OutsideReport(
            body="KASN",
            direction=OutsideReport.Direction.BETWEEN,
            about="Klarifikasi pejabat atas karaoke dinilai tidak benar; bon dan karcis parkir tak pernah ditunjukkan",
            concerns_handling=True,
            reported_on=at.date(),
        )
        runner.on_case(
            Act.RECORD_OUTSIDE_REPORT, case, actor=inspector, at=at, report=report, reporter=Reporter(name=NGO)
        )
    runner.on_case(
        Act.LINK_CASE, complaint, actor=inspector, at=at, other=handled, kind=CaseLink.Kind.HANDLING_COMPLAINT
    )
    statement = PublicStatement(
        by=f"Ketua {NGO}",
        on=at.date(),
        gist="Resmi dilaporkan ke KASN; Plt Wali Kota diminta membukanya kepada publik.",
    )
    runner.on_case(Act.RECORD_STATEMENT, complaint, actor=inspector, at=at, statement=statement)
    for respondent in complaint.respondents.exclude(employee=None).order_by("pk"):
        runner.act(
            Act.HOLD,
            respondent,
            actor=inspector,
            at=moment(DAY, "16.00"),
            reason="Menunggu jawaban KASN; jawaban tidak pernah diberitakan",
            owner="KASN",
            review_on=moment("2022-10-06").date(),
        )
