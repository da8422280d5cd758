"""The content of a decision, as a value passed from the form to the service."""

import dataclasses
from collections.abc import Sequence

from cases.decisions.competence import Signatory
from cases.decisions.impediments import Departure
from regulations.models import DutyType, SanctionType


@dataclasses.dataclass(frozen=True)
class Ruling:
    """Exactly one sanction and the measures beside it, the signatory, and the required statements.

    ``post_level`` and ``post_source``: the person's post on the day of the event where the staff record is silent or
    wrong. ``tie``: what binds the official to the person, empty when not stated. ``ground``: the judgment on which a
    dishonourable dismissal rests. ``duties`` are imposed with it. Without a ``number`` the decision is a draft of a
    letter until it gets one.
    """

    sanction_types: Sequence[SanctionType]
    signatory: Signatory
    considerations: str
    number: str = ""
    post_level: str = ""
    post_source: str = ""
    tie: str = ""
    departure: Departure = dataclasses.field(default_factory=Departure)
    ground: str = ""
    duties: Sequence[DutyType] = ()
