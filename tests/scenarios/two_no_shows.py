"""An invented civil servant who is ill once, then stays away twice: decided on the evidence, without examination."""

from cases.demo.script_runner import Runner
from cases.demo.times import moment
from cases.intake.incidents import Report
from cases.models import Act, Case, Employee, Employment, Finding
from regulations.models import Provision, Route
from tests import factories
from tests.scenarios.sanctioned import personnel, workplace

PLACE = "Ruang rapat BKPSDM"
# letter, its receipt, the day on which nobody came, and why
CALLS = (
    ("2026-06-03", "2026-06-04", "2026-06-12", "ILL"),
    ("2026-06-15", "2026-06-17", "2026-06-25", "NO_NEWS"),
    ("2026-06-26", "2026-06-29", "2026-07-06", "REFUSED"),
)


def run_script(runner: Runner) -> Case:
    bkpsdm = personnel()
    agency = workplace()
    employee = Employee.objects.create(government=agency.government, name="Contoh Dua", nip="198504122010011902")
    Employment.objects.create(
        employee=employee, agency=agency, category="PNS", post="Pelaksana", starts_on=moment("2015-01-05").date()
    )
    report = Report(agency=agency, summary="Siaran langsung saat jam layanan", people=(employee,), is_demo=True)
    case: Case = runner.report(actor=bkpsdm, at=moment("2026-06-02"), report=report)
    who = {"respondent": case.respondents.get(), "actor": bkpsdm}
    runner.act(Act.CHOOSE_ROUTE, **who, at=moment("2026-06-03"), route=Route.DISCIPLINE, reason="Diperiksa")
    provision = Provision.objects.get(pk="pp94-4f-2021")
    runner.act(Act.ALLEGE, **who, at=moment("2026-06-03"), text="Siaran langsung saat melayani", provision=provision)
    for letter_on, received_on, missed_on, absence in CALLS:
        hearing_at = moment(missed_on)
        call = {"hearing_at": hearing_at, "place": PLACE, "examiner": factories.signatory(agency).person}
        runner.act(Act.SUMMON, **who, at=moment(letter_on, "10.00"), **call)
        runner.act(Act.RECORD_RECEIPT, **who, at=moment(received_on), received_by="Contoh Dua", method="IN_PERSON")
        runner.act(Act.RECORD_ABSENCE, **who, at=moment(missed_on, "13.00"), absence=absence)
    finding = Finding(
        allegation=case.respondents.get().allegations.get(), outcome=Finding.Outcome.PROVEN,
        reason="Tampak dalam rekaman", impact="UNIT", impact_reason="Layanan terhenti sebentar",
    )  # fmt: skip
    words = {"findings": [finding], "recommendation": "Teguran tertulis"}
    runner.act(Act.REPORT_FINDINGS, **who, at=moment("2026-07-07"), **words)
    return case
