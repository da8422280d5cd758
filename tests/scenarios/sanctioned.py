"""What the scenarios after a decision have in common: an invented civil servant, examined by a team in March 2026."""

from cases.decisions.ruling import Ruling
from cases.demo.organisation import home, officer
from cases.demo.script_runner import Runner
from cases.demo.times import moment
from cases.examination.sessions import Session
from cases.intake.incidents import Report
from cases.models import (
    Act,
    Agency,
    Attendance,
    Case,
    Employee,
    Employment,
    Finding,
    Government,
    PanelMember,
    Respondent,
    User,
)
from regulations.models import Official, Provision, Route, SanctionType, Severity
from tests import factories


def personnel() -> User:
    return officer(Government.objects.get(region="kota-palembang"), "bkpsdm")


def workplace() -> Agency:
    """Where the respondent works: not at BKPSDM, which must not handle a case about its own office."""
    return Agency.objects.select_related("government").get(government__region="kota-palembang", code="disdukcapil")


def examined(runner: Runner) -> Respondent:
    """Reported, examined by a team, and found to have breached the rules, by 12 March 2026."""
    bkpsdm = personnel()
    agency = workplace()
    employee = Employee.objects.create(government=agency.government, name="Contoh Satu", nip="198504122010011901")
    Employment.objects.create(
        employee=employee,
        agency=agency,
        category="PNS",
        post="Kepala Subbidang",
        post_level="SUPERVISOR",
        grade="III/d",
        starts_on=moment("2015-01-05").date(),
    )
    report = Report(agency=agency, summary="Video berseragam di ruang layanan", people=(employee,), is_demo=True)
    case: Case = runner.report(actor=bkpsdm, at=moment("2026-03-02"), report=report)
    respondent = case.respondents.get()
    _examine(runner, respondent, bkpsdm, home(bkpsdm))
    return respondent


def _examine(runner: Runner, respondent: Respondent, bkpsdm: User, agency: Agency) -> None:
    who = {"respondent": respondent, "actor": bkpsdm}
    runner.act(
        Act.CHOOSE_ROUTE, **who, at=moment("2026-03-03"), route=Route.DISCIPLINE, reason="Berdampak pada instansi"
    )
    members = [
        PanelMember(name=str(element.label), post="Anggota", element=element, grade="IV/d", source="SK pangkat")
        for element in PanelMember.Element
    ]
    runner.act(Act.FORM_PANEL, **who, at=moment("2026-03-03"), kind="EXAMINATION", members=members)
    provision = Provision.objects.get(pk="pp94-4f-2021")
    runner.act(
        Act.ALLEGE, **who, at=moment("2026-03-03"), text="Membuat konten pribadi saat melayani", provision=provision
    )
    place = "Ruang rapat BKPSDM"
    runner.act(Act.SUMMON, **who, at=moment("2026-03-03"), hearing_at=moment("2026-03-11"), place=place)
    session = Session(
        held_by=agency,
        held_at=moment("2026-03-11"),
        place=place,
        attendances=[Attendance(name=str(respondent), part=Attendance.Part.RESPONDENT)],
    )
    runner.act(Act.HOLD_HEARING, **who, at=moment("2026-03-11", "11.00"), session=session)
    finding = Finding(
        allegation=respondent.allegations.get(),
        outcome=Finding.Outcome.PROVEN,
        reason="Diakui",
        impact="AGENCY",
        impact_reason="Mengganggu layanan",
    )
    runner.act(
        Act.REPORT_FINDINGS, **who, at=moment("2026-03-12"), findings=[finding], recommendation="Dijatuhi hukuman"
    )


def decided(runner: Runner, respondent: Respondent, day: str, code: str) -> None:
    """Decided, and handed over on the next day."""
    kind = SanctionType.objects.get(code=code, in_force_from__isnull=False, in_force_until=None)
    official = Official.ADMINISTRATOR if kind.severity == Severity.LIGHT else Official.PPK
    runner.act(
        Act.DECIDE,
        respondent,
        actor=personnel(),
        at=moment(day),
        ruling=Ruling([kind], factories.signatory(respondent.agency, official), "Terbukti", number=f"SK/{code}"),
    )
    runner.decree(respondent, actor=personnel(), at=moment(day))
    runner.act(Act.DELIVER, respondent, actor=personnel(), at=moment(day, "15.00"), method="IN_PERSON")
