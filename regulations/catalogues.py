"""The catalogues of the law desk, by their name in the address.

The register of regulations contains instruments; days off are on the page of the calendar.
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
    ServiceEnding,
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
    "service-endings": ServiceEnding,
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
