from .catalogue import Confidence
from .holiday import Holiday
from .limit import TimeLimit
from .question import Question
from .reference import AttendanceRung, Interpretation, NationalHours, OversightBody, RecordClass
from .regulation import Amendment, Provision, Regulation
from .sanction import Power, SanctionType
from .vocabulary import Government, Impact, Official, PostLevel, Route, Severity, StaffCategory

__all__ = [
    "Amendment",
    "AttendanceRung",
    "Confidence",
    "Government",
    "Holiday",
    "Impact",
    "Interpretation",
    "NationalHours",
    "Official",
    "OversightBody",
    "PostLevel",
    "Power",
    "Provision",
    "Question",
    "RecordClass",
    "Regulation",
    "Route",
    "SanctionType",
    "Severity",
    "StaffCategory",
    "TimeLimit",
]
