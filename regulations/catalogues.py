"""The catalogues that the law desk shows, by the word that names them in an address.

Instruments are kept in the register of regulations; days off have the calendar as their page.
"""

from regulations.models import (
    ActingPower,
    AttendanceRung,
    DutyType,
    Interpretation,
    LetterForm,
    NationalHours,
    NumberPattern,
    OversightBody,
    Power,
    Provision,
    Question,
    RecordClass,
    SanctionType,
    SiasnCode,
    TimeLimit,
)
from regulations.models.catalogue import Dated

CATALOGUES: dict[str, type[Dated]] = {
    "provisions": Provision,
    "sanctions": SanctionType,
    "duties": DutyType,
    "powers": Power,
    "acting-powers": ActingPower,
    "time-limits": TimeLimit,
    "readings": Interpretation,
    "attendance": AttendanceRung,
    "hours": NationalHours,
    "bodies": OversightBody,
    "records": RecordClass,
    "siasn-codes": SiasnCode,
    "number-patterns": NumberPattern,
    "letters": LetterForm,
    "questions": Question,
}
NAMES = {model._meta.model_name: name for name, model in CATALOGUES.items()}
