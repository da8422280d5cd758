"""The steps with a clock, by the codes of their time limits."""

from django.db import models


class ClockStep(models.TextChoices):
    """The code of a step; its Indonesian name, its number of days and its basis are in the row in force."""

    # Internal steps: PP 94/2021 gives no number for them
    INTAKE = "INT-INTAKE"
    CLARIFY = "INT-CLARIFY"
    CHOOSE_ROUTE = "INT-ROUTE"
    COACH = "INT-COACH"
    SUMMON = "INT-SUMMON"
    REPORT_FINDINGS = "INT-LHP"
    DECIDE = "INT-DECIDE"
    ANSWER_FINDINGS = "INT-REPLY"
    REVIEW_HOLD = "INT-HOLD"
    PRODUCE_EVIDENCE = "INT-PRODUCE"
    SIFT_REPORT = "INT-REPORT"
    ANSWER_LETTER = "INT-LETTER"
    ASK_BKPSDM = "INT-ESC-BKPSDM"
    ASK_INSPECTORATE = "INT-ESC-INSPECTORATE"
    ASK_SEKDA = "INT-ESC-SEKDA"
    RECORD_HEARING = "INT-HEARING"
    COMPLETE = "INT-COMPLETE"
    NEXT_STEP = "INT-NEXT"
    FOLLOW_ORDER = "INT-ORDER"
    FULFIL_DUTY = "INT-DUTY"
    ANSWER_AS_OFFICIAL = "INT-OFFICIAL"
    COUNT_REPETITION = "INT-REPEAT"
    CLEARANCE_WINDOW = "INT-CLEARANCE"
    CLEARANCE_VALIDITY = "INT-CLEARANCE-VALID"
    KEEP_CASE = "INT-KEEP-CASE"
    KEEP_UNPROVEN = "INT-KEEP-UNPROVEN"
    KEEP_READINGS = "INT-KEEP-READINGS"
    KEEP_REPORTS = "INT-KEEP-REPORTS"
    # Steps of PP 94/2021 and PP 79/2021
    FIRST_SUMMONS = "SUMMONS1"
    SECOND_SUMMONS = "SUMMONS2"
    DELIVER = "DELIVER"
    SEND = "SEND"
    TAKE_EFFECT = "EFFECT"
    FILE_OBJECTION = "KEBERATAN"
    DECIDE_OBJECTION = "KEBERATAN-DECIDE"
    FILE_APPEAL = "BANDING"
    ANSWER_APPEAL = "BANDING-REPLY"
    DECIDE_APPEAL = "BANDING-DECIDE"
    # Bodies outside the government
    EXPLAIN_TO_OMBUDSMAN = "ORI-EXPLAIN"
    FOLLOW_OMBUDSMAN = "ORI-RECOMMEND"
    VERIFY_LAPOR = "LAPOR-VERIFY"
    RESPOND_TO_LAPOR = "LAPOR-RESPOND"
    # UU 27/2022, of the person concerned
    GIVE_DATA = "PDP-ACCESS"
    CORRECT_DATA = "PDP-CORRECT"
    RESTRICT_DATA = "PDP-RESTRICT"
    TELL_OF_BREACH = "PDP-BREACH"

    @property
    def is_internal(self) -> bool:
        """Whether the number is internal: such a step needs a row in force; a statutory step may have none."""
        return self in INTERNAL


INTERNAL = frozenset(
    {
        ClockStep.INTAKE,
        ClockStep.CLARIFY,
        ClockStep.CHOOSE_ROUTE,
        ClockStep.COACH,
        ClockStep.SUMMON,
        ClockStep.REPORT_FINDINGS,
        ClockStep.DECIDE,
        ClockStep.ANSWER_FINDINGS,
        ClockStep.REVIEW_HOLD,
        ClockStep.PRODUCE_EVIDENCE,
        ClockStep.SIFT_REPORT,
        ClockStep.ANSWER_LETTER,
        ClockStep.ASK_BKPSDM,
        ClockStep.ASK_INSPECTORATE,
        ClockStep.ASK_SEKDA,
        ClockStep.RECORD_HEARING,
        ClockStep.COMPLETE,
        ClockStep.NEXT_STEP,
        ClockStep.FOLLOW_ORDER,
        ClockStep.FULFIL_DUTY,
        ClockStep.ANSWER_AS_OFFICIAL,
        ClockStep.COUNT_REPETITION,
        ClockStep.CLEARANCE_WINDOW,
        ClockStep.CLEARANCE_VALIDITY,
        ClockStep.KEEP_CASE,
        ClockStep.KEEP_UNPROVEN,
        ClockStep.KEEP_READINGS,
        ClockStep.KEEP_REPORTS,
    }
)
