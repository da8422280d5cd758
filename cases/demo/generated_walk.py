"""Runs one generated path through the services, step by step, until it ends or today is reached."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Any

from cases.decisions.deliberation_reading import deliberate
from cases.decisions.impediments import Departure
from cases.decisions.ruling import Ruling
from cases.demo.generated_steps import Step
from cases.demo.generated_themes import PROVISIONS, Outcome, Theme, Verdict
from cases.demo.organisation import home, second_official, signatory
from cases.demo.script_runner import Services
from cases.demo.workdays import Workdays
from cases.examination.sessions import Session
from cases.models import Act, Agency, Attendance, ClosingReason, Finding, PanelMember, Respondent, Role, Statement, User
from regulations.models import ClockStep, Impact, Official, Provision, Route, SanctionType, Severity

EXITS = (
    ClosingReason.UNFOUNDED,
    ClosingReason.NOT_STAFF,
    ClosingReason.WRONG_PERSON,
    ClosingReason.ALREADY_HANDLED,
    ClosingReason.IMPERSONATION,
)
IMPACTS = {Severity.MODERATE: Impact.AGENCY, Severity.SEVERE: Impact.STATE}  # the others: the unit
# Acts whose words depend on earlier results are in `WORDS`; the others need only their actor.
ACTORS = {
    Act.CHOOSE_ROUTE: Role.BKPSDM,
    Act.CLOSE_EARLY: Role.BKPSDM,
    Act.RESIGN: Role.BKPSDM,
    Act.FORM_PANEL: Role.BKPSDM,
    Act.SUMMON: Role.INSPECTOR,
    Act.RECORD_RECEIPT: Role.INSPECTOR,
    Act.RECORD_ABSENCE: Role.INSPECTOR,
    Act.HOLD_HEARING: Role.INSPECTOR,
    Act.REPORT_FINDINGS: Role.INSPECTOR,
    Act.DECIDE: Role.BKPSDM,
    Act.FILE_REMEDY: Role.BKPSDM,
    Act.UPHOLD: Role.LEADER,
    Act.ANNUL: Role.LEADER,
}


@dataclass(frozen=True)
class Law:
    """The rows of law that the paths need, read once."""

    provisions: dict[str, Provision]
    sanctions: dict[str, SanctionType]

    @classmethod
    def read(cls) -> "Law":
        return cls(Provision.objects.in_bulk(list(PROVISIONS.values())), SanctionType.objects.in_bulk())


@dataclass
class Walk:
    """One path: its accounts, its subject, its planned end."""

    respondent: Respondent
    theme: Theme
    outcome: Outcome
    verdict: Verdict
    officers: dict[str, User]  # by role; the HR officer is that of the respondent's agency
    days: Workdays
    random: Random
    law: Law
    runner: Services = field(default_factory=Services)

    def follow(self, steps: list[Step], start: int) -> int:
        """Take the steps from the day with that index; returns the index of the last one."""
        day = start
        for position, step in enumerate(steps):
            if day + step.after >= self.days.today:
                break
            day += step.after
            self._take(step, day, position, steps[position + 1 :])
        return day

    def _take(self, step: Step, day: int, position: int, rest: list[Step]) -> None:
        at = self.days.moment(day, position)
        on = self.days[day]
        actor: User | None = self.officers[ACTORS.get(step.act, Role.HR_OFFICER)]
        if step.act == Act.TAKE_EFFECT:
            on, actor = (
                self.respondent.deadlines.get(limit__step=ClockStep.TAKE_EFFECT, met_on=None).due_on,
                None,
            )  # the nightly sweep, on the day that the calendar gives
            at = dt.datetime.combine(on, dt.time(1, 30), at.tzinfo)
        arguments = WORDS[step.act](self, day, at, rest)
        self.runner.act(step.act, self.respondent, actor=actor, at=at, on=on, **arguments)
        if step.act == Act.DECIDE and actor is not None:
            self.runner.decree(self.respondent, actor=actor, at=at)

    def hearing_at(self, day: int, rest: list[Step]) -> dt.datetime:
        """The summons names the day of the following hearing or absence; its receipt may lie between."""
        waits = rest[0].after if rest and rest[0].act == Act.RECORD_RECEIPT else 0
        following = rest[1:] if waits else rest
        return self.days.moment(day + waits + (following[0].after if following else 4), 0)


def _clarify(walk: Walk, *_: Any) -> dict[str, Any]:
    channel = walk.random.choice(("LETTER", "PHONE", "IN_PERSON"))
    return {"channel": channel, "question": f"{walk.theme.allegation}: mohon penjelasan"}


def _route(walk: Walk, *_: Any) -> dict[str, Any]:
    routes = {Outcome.COACHED: Route.COACHING, Outcome.NO_ACTION: Route.NO_ACTION}
    return {"route": routes.get(walk.outcome, walk.verdict.route), "reason": "Berdasarkan hasil klarifikasi"}


def _allege(walk: Walk, *_: Any) -> dict[str, Any]:
    return {"text": walk.theme.allegation, "provision": walk.law.provisions[PROVISIONS[walk.respondent.category]]}


def _panel(walk: Walk, *_: Any) -> dict[str, Any]:
    elements = (PanelMember.Element.SUPERIOR, PanelMember.Element.SUPERVISION, PanelMember.Element.HUMAN_RESOURCES)
    return {
        "kind": "ETHICS" if walk.verdict.route == Route.ETHICS else "EXAMINATION",
        "members": [
            PanelMember(name=f"Anggota ({element.label})", element=element, grade="IV/e", source="data peragaan")
            for element in elements
        ],
    }


def _hear(walk: Walk, day: int, at: dt.datetime, rest: list[Step]) -> dict[str, Any]:
    session = Session(
        held_by=home(walk.officers[Role.INSPECTOR]),
        held_at=walk.days.moment(day, 0),
        place="Ruang pemeriksaan Inspektorat",
        attendances=[
            Attendance(name="Auditor Inspektorat", part=Attendance.Part.CHAIR),
            Attendance(name=str(walk.respondent), part=Attendance.Part.RESPONDENT),
        ],
        statements=[
            Statement(question="Apakah Saudara mengenali unggahan ini?", answer="Ya, itu unggahan saya."),
            Statement(question="Kapan dan di mana dibuat?", answer="Di tempat kerja, pada sela tugas."),
        ],
    )
    return {"session": session}


def _find(walk: Walk, *_: Any) -> dict[str, Any]:
    kind = walk.law.sanctions[walk.verdict.sanction]
    impact = IMPACTS.get(Severity(kind.severity), Impact.UNIT)
    findings = [
        Finding(
            allegation=allegation,
            outcome=Finding.Outcome.PROVEN,
            reason="Diakui dan tampak dalam unggahan",
            impact=impact,
            impact_reason=f"Dampaknya pada {impact.label.lower()}. (data peragaan)",
        )
        for allegation in walk.respondent.allegations.select_related("provision")
    ]
    return {"findings": findings, "recommendation": kind.name, "recommended": kind}


def _seat(walk: Walk) -> Agency:
    """The agency of the official: that of its head; for the head of the region and the Sekda the secretariat."""
    if walk.verdict.official in (Official.PPK, Official.SEKDA):
        return walk.respondent.agency.government.agencies.get(code="setda")
    return walk.respondent.agency


DIFFERENT = "Keadaan perkaranya berbeda dari kasus serupa. (data peragaan)"
DEPARTURE = Departure(reason=DIFFERENT, article="Pasal 8 PP 94/2021")


def _decide(walk: Walk, day: int, at: dt.datetime, *_: Any) -> dict[str, Any]:
    kind = walk.law.sanctions[walk.verdict.sanction]
    person = Respondent.objects.select_related("case__agency", "case__government", "agency").get(pk=walk.respondent.pk)
    bearing = deliberate(person, on=walk.days[day])
    ruling = Ruling(
        sanction_types=[kind],
        signatory=signatory(_seat(walk), walk.verdict.official),
        considerations="Terbukti dalam pemeriksaan. (data peragaan)",
        departure=DEPARTURE if bearing.departures(kind) else Departure(),
    )
    if bearing.grave(kind):
        walk.runner.act(
            Act.CONCUR, person, actor=second_official(person.case.government), at=at, on=walk.days[day],
            sanction_type=kind, reason=DIFFERENT, article=DEPARTURE.article,
        )  # fmt: skip
    return {"ruling": ruling}


WORDS: dict[Act, Callable[[Walk, int, dt.datetime, list[Step]], dict[str, Any]]] = {
    Act.REQUEST_CLARIFICATION: _clarify,
    Act.RECORD_CLARIFICATION: lambda walk, *_: {"answer": "Membenarkan unggahan itu dan menyatakan menyesal."},
    Act.CHOOSE_ROUTE: _route,
    Act.RECORD_COACHING: lambda walk, *_: {
        "by": walk.respondent.agency.head_title,
        "text": "Dibina dan menandatangani surat pernyataan",
    },
    Act.CLOSE_EARLY: lambda walk, *_: {"reason": walk.random.choice(EXITS), "note": "Hasil klarifikasi"},
    Act.RESIGN: lambda *_: {"note": "Surat pengunduran diri diterima sebelum keputusan"},
    Act.ALLEGE: _allege,
    Act.FORM_PANEL: _panel,
    Act.SUMMON: lambda walk, day, at, rest: {"hearing_at": walk.hearing_at(day, rest), "place": "Inspektorat"},
    Act.RECORD_RECEIPT: lambda walk, *_: {"received_by": str(walk.respondent), "method": "IN_PERSON"},
    Act.RECORD_ABSENCE: lambda *_: {"absence": "NO_NEWS"},
    Act.HOLD_HEARING: _hear,
    Act.REPORT_FINDINGS: _find,
    Act.DECIDE: _decide,
    Act.DELIVER: lambda walk, *_: {"method": "IN_PERSON", "received_by": str(walk.respondent)},
    Act.TAKE_EFFECT: lambda *_: {},
    Act.FILE_REMEDY: lambda *_: {"grounds": "Sanksi dinilai terlalu berat"},
    Act.UPHOLD: lambda *_: {"ruling": "Keberatan ditolak; keputusan dikuatkan"},
    Act.ANNUL: lambda *_: {"ruling": "Keberatan diterima; keputusan dibatalkan"},
    Act.SEND_PAYROLL_NOTE: lambda *_: {"note": "Nota dinas kepada bendahara gaji (data peragaan)"},
    Act.COMPLETE: lambda *_: {"note": "Sanksi dilaksanakan dan dicatat"},
}
