"""What the official rules, as a value that travels from the form to the decision."""

import dataclasses
from collections.abc import Sequence

from cases.decisions.competence import Signatory
from cases.decisions.impediments import Departure
from regulations.models import SanctionType


@dataclasses.dataclass(frozen=True)
class Ruling:
    """Exactly one sanction and the measures beside it, who signs, and what the law asks to be said with it.

    ``post_level`` and ``post_source``: the person's post on the day of the event where the staff record is silent or
    wrong. ``tie``: what binds the official to the person, empty when not stated. ``ground``: the judgment on which a
    dishonourable dismissal rests. Without a ``number`` the decision is a draft of a letter until it gets one.
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
