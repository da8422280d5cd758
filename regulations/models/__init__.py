from .catalogue import Confidence
from .change import LawChange
from .codes import LetterForm, NumberPattern, SiasnCode
from .holiday import Holiday
from .letter import LetterWording
from .limit import TimeLimit
from .question import Question
from .reading import Dispute, Interpretation, Reading
from .reference import AttendanceRung, NationalHours, OversightBody, RecordClass
from .regulation import Amendment, Provision, Regulation
from .sanction import Power, SanctionType
from .vocabulary import Government, Impact, Official, PostLevel, Route, Severity, StaffCategory

__all__ = [
    "Amendment",
    "AttendanceRung",
    "Confidence",
    "Dispute",
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
    "Severity",
    "SiasnCode",
    "StaffCategory",
    "TimeLimit",
]
