"""Extra facts of generated cases: outside bodies, orders, statements, missing evidence, holds."""

import datetime as dt
from random import Random

from cases.demo.generated_plan import CasePlan
from cases.demo.script_runner import Services
from cases.demo.workdays import Workdays
from cases.models import Act, Case, Fact, OutsideReport, PublicStatement, Role, Status, User

OUTSIDE, ORDERED, SPOKEN, MISSING, APOLOGY = 0.12, 0.08, 0.15, 0.1, 0.2
BODIES = ("BKN", "Ombudsman RI", "DPRD Kota Bekasi", "Kepolisian")
WAITS = (
    ("Menunggu salinan rekaman dari pengelola gedung", "Bagian Umum Setda"),
    ("Menunggu arahan pimpinan", "Sekretaris Daerah"),
    ("Menunggu jawaban BKN atas permintaan pertimbangan", "BKN"),
    ("Menunggu pemeriksaan kepolisian selesai", "Kepolisian"),
)
HELD = {Status.CLARIFIED: 0.25, Status.ROUTED: 0.3, Status.HEARD: 0.35, Status.FINDINGS: 0.25, Status.REPORTED: 0.25}
runner = Services()


def add_extras(
    random: Random, case: Case, plan: CasePlan, officers: dict[str, User], days: Workdays, last: int
) -> None:
    """Each with its own probability, recorded on the day of the last step or soon after the opening."""
    at = days.moment(last, 20)
    inspector, bkpsdm, leader = officers[Role.INSPECTOR], officers[Role.BKPSDM], officers[Role.LEADER]
    if random.random() < OUTSIDE:
        report = OutsideReport(
            body=random.choice(BODIES),
            direction=OutsideReport.Direction.IN,
            about="Meminta keterangan tentang penanganan",
            reported_on=at.date(),
        )
        runner.on_case(Act.RECORD_OUTSIDE_REPORT, case, actor=bkpsdm, at=at, report=report)
    if random.random() < SPOKEN:
        gist = "Sedang ditangani sesuai prosedur; dugaan belum tentu terbukti."
        statement = PublicStatement(by="Kepala BKPSDM", on=at.date(), gist=gist)
        runner.on_case(Act.RECORD_STATEMENT, case, actor=bkpsdm, at=at, statement=statement)
    if random.random() < MISSING:
        source = "Disebut terlapor; belum diserahkan"
        runner.on_case(Act.ADD_EVIDENCE, case, actor=inspector, at=at, title="Rekaman kamera pengawas", source=source)
    if random.random() < ORDERED:
        _order(random, case, leader, inspector, days, plan.opened)
    if random.random() < APOLOGY:
        for respondent in case.respondents.select_related("agency").order_by("pk")[:1]:
            text = "Meminta maaf kepada masyarakat"
            runner.act(Act.RECORD_FACT, respondent, actor=bkpsdm, at=at, kind=Fact.Kind.APOLOGY, text=text)


def _order(random: Random, case: Case, leader: User, inspector: User, days: Workdays, opened: int) -> None:
    at = days.moment(opened, 15)
    text = "Tindak lanjuti dan laporkan hasilnya"
    order = runner.on_case(
        Act.INSTRUCT, case, actor=leader, at=at, to=inspector.agency, text=text, given_by="Sekretaris Daerah"
    )
    answered = opened + random.randint(1, 8)
    if answered < days.today:
        at = days.moment(answered, 18)
        result = "Sudah ditindaklanjuti"
        runner.on_case(Act.ANSWER_INSTRUCTION, case, actor=inspector, at=at, instruction=order, result=result)


def hold_some(random: Random, case: Case, officers: dict[str, User], days: Workdays, last: int) -> None:
    """Put some paths on hold, each with a named owner; their internal clocks pause."""
    respondent = case.respondents.select_related("agency").get()
    if random.random() >= HELD.get(Status(respondent.status), 0):
        return
    reason, owner = random.choice(WAITS)
    at = days.moment(last, 22)
    review_on = at.date() + dt.timedelta(days=random.choice((5, 7, 14)))
    runner.act(
        Act.HOLD, respondent, actor=officers[Role.BKPSDM], at=at, reason=reason, owner=owner, review_on=review_on
    )
