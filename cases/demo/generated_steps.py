"""The steps that a generated path takes and the working days between them."""

from random import Random
from typing import NamedTuple

from cases.demo.generated_themes import Outcome, Verdict
from cases.models import Act, Status
from regulations.models import Route

REACHES = {
    Act.REQUEST_CLARIFICATION: Status.CLARIFICATION,
    Act.RECORD_CLARIFICATION: Status.CLARIFIED,
    Act.ALLEGE: Status.ROUTED,
    Act.SUMMON: Status.SUMMONED,
    Act.RECORD_ABSENCE: Status.ABSENT,
    Act.HOLD_HEARING: Status.HEARD,
    Act.REPORT_FINDINGS: Status.FINDINGS,
    Act.DECIDE: Status.DECIDED,
    Act.FILE_REMEDY: Status.CONTESTED,
    Act.TAKE_EFFECT: Status.IN_FORCE,
}
UNEXAMINED = {Outcome.COACHED, Outcome.NO_ACTION, Outcome.LEFT_EARLY, Outcome.RESIGNED}
EFFECT_DAYS = 15  # Pasal 38 PP 94/2021


class Step(NamedTuple):
    act: Act
    after: int  # working days since the step before


def clarified(random: Random) -> list[Step]:
    """Clarification; one answer in six is late (the internal clock allows three working days)."""
    answered = random.randint(4, 6) if random.random() < 0.16 else random.randint(1, 3)
    return [Step(Act.REQUEST_CLARIFICATION, random.randint(0, 1)), Step(Act.RECORD_CLARIFICATION, answered)]


def examined(random: Random, verdict: Verdict) -> list[Step]:
    """Summons, hearing, report, decision, delivery; 15 % do not come the first time."""
    steps = [Step(Act.CHOOSE_ROUTE, random.randint(0, 3)), Step(Act.ALLEGE, 0)]
    if verdict.needs_panel:
        steps.append(Step(Act.FORM_PANEL, 0))
    steps.append(Step(Act.SUMMON, random.randint(0, 3)))
    if random.random() < 0.15:
        steps += [
            Step(Act.RECORD_RECEIPT, 1),
            Step(Act.RECORD_ABSENCE, random.randint(2, 5)),
            Step(Act.SUMMON, random.randint(1, 3)),
        ]
    late = random.random() < 0.12
    return [
        *steps,
        Step(Act.HOLD_HEARING, random.randint(3, 6)),
        Step(Act.REPORT_FINDINGS, random.randint(6, 8) if late else random.randint(1, 5)),
        Step(Act.DECIDE, random.randint(2, 10)),
        Step(Act.DELIVER, random.randint(1, 8)),
    ]


def aftermath(random: Random, verdict: Verdict) -> list[Step]:
    """In force on the 15th working day after receipt unless contested; light sanctions are then served."""
    served = [Step(Act.SEND_PAYROLL_NOTE, 1)] if verdict.reaches_payroll else []
    if verdict.is_served_at_once:
        served.append(Step(Act.COMPLETE, random.randint(1, 4)))
    if verdict.route != Route.DISCIPLINE:
        return served
    if random.random() < 0.12:
        ruling = random.choices((Act.UPHOLD, Act.ANNUL), (4, 1))[0]
        return [
            Step(Act.FILE_REMEDY, random.randint(3, 12)),
            Step(ruling, random.randint(8, 20)),
            *(served if ruling == Act.UPHOLD else []),
        ]
    return [Step(Act.TAKE_EFFECT, EFFECT_DAYS), *served]


def all_steps(random: Random, outcome: Outcome, verdict: Verdict) -> list[Step]:
    """The whole path to an outcome; one examination in four starts without a clarification."""
    start = clarified(random) if random.random() < 0.75 or outcome in UNEXAMINED else []
    match outcome:
        case Outcome.COACHED:
            return [
                *start,
                Step(Act.CHOOSE_ROUTE, random.randint(0, 3)),
                Step(Act.RECORD_COACHING, random.randint(1, 5)),
            ]
        case Outcome.NO_ACTION:
            return [*start, Step(Act.CHOOSE_ROUTE, random.randint(0, 3))]
        case Outcome.LEFT_EARLY:
            return [*start, Step(Act.CLOSE_EARLY, random.randint(0, 2))]
        case Outcome.RESIGNED:
            return [*start, Step(Act.RESIGN, random.randint(0, 3))]
    return [*start, *examined(random, verdict), *aftermath(random, verdict)]


def cut(steps: list[Step], status: Status) -> list[Step]:
    """The steps up to the one that reaches a status."""
    if status == Status.REPORTED:
        return []
    for position, step in enumerate(steps, 1):
        if reached(step, steps) == status:
            return steps[:position]
    raise LookupError(f"no step of this path reaches {status}")


def reached(step: Step, steps: list[Step]) -> Status | None:
    acts = {step.act for step in steps}
    if step.act == Act.CHOOSE_ROUTE and Act.RECORD_COACHING in acts:
        return Status.COACHING
    if step.act == Act.DELIVER:
        return Status.DELIVERED if acts & {Act.TAKE_EFFECT, Act.FILE_REMEDY} else Status.IN_FORCE
    return REACHES.get(step.act)
