from regulations.models.catalogue import Confidence
from regulations.models.change import LawChange
from regulations.models.codes import LetterForm, NumberPattern, SiasnCode
from regulations.models.duty import DutyType
from regulations.models.ending import EndOfService, ServiceEnding
from regulations.models.holiday import Holiday
from regulations.models.letter import LetterWording
from regulations.models.limit import TimeLimit
from regulations.models.provision import Provision
from regulations.models.question import Question
from regulations.models.reading import Dispute, Interpretation, Reading
from regulations.models.reference import AttendanceRung, NationalHours, OversightBody, RecordClass
from regulations.models.regulation import Amendment, Regulation
from regulations.models.sanction import ActingPower, Power, SanctionType
from regulations.models.steps import ClockStep
from regulations.models.vocabulary import (
    Capacity,
    Government,
    Impact,
    Official,
    PostLevel,
    Route,
    Severity,
    StaffCategory,
)

__all__ = [
    "ActingPower",
    "Amendment",
    "AttendanceRung",
    "Capacity",
    "ClockStep",
    "Confidence",
    "Dispute",
    "DutyType",
    "EndOfService",
    "Government",
    "Holiday",
    "Impact",
    "Interpretation",
    "LawChange",
    "LetterForm",
    "LetterWording",
    "NationalHours",
    "NumberPattern",
    "Official",
    "OversightBody",
    "PostLevel",
    "Power",
    "Provision",
    "Question",
    "Reading",
    "RecordClass",
    "Regulation",
    "Route",
    "SanctionType",
    "ServiceEnding",
    "Severity",
    "SiasnCode",
    "StaffCategory",
    "TimeLimit",
]
