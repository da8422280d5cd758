"""Whether the team or the ethics council is sufficient for the decision: its members, and when it was formed."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from django.db.models import QuerySet
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext as _

from cases.models import Panel, PanelMember, Respondent
from lib.compiled_queries import about_people
from regulations.models import SanctionType

SMALLEST_COUNCIL = 3  # PP 42/2004: an ethics council has at least three members, in an odd number
REQUIRED_ELEMENTS = {PanelMember.Element.SUPERIOR, PanelMember.Element.SUPERVISION, PanelMember.Element.HUMAN_RESOURCES}


class Seat(NamedTuple):
    """A member's place in the current team."""

    kind: str
    element: str
    formed_on: dt.date


@about_people
def _seats(paths: RawSQL) -> "QuerySet[PanelMember, tuple[int, str, str, dt.date]]":
    rows = PanelMember.objects.serving().filter(panel__respondent__in=paths)
    return rows.values_list("panel__respondent_id", "panel__kind", "element", "panel__formed_on")


def team_gaps(people: Sequence[Respondent], heard: Mapping[int, list[dt.date]]) -> dict[int, dict[str, str]]:
    """What the team or the council lacks, by person and by requirement of a sanction."""
    seats: dict[int, list[Seat]] = {person.pk: [] for person in people}
    for pk, *columns in _seats(list(seats)):
        seats[pk].append(Seat(*columns))
    return {
        person.pk: {
            SanctionType.Team.MANDATORY: _team_gap(seats[person.pk], heard.get(person.pk, [])),
            SanctionType.Team.ETHICS_PANEL: _council_gap(seats[person.pk], heard.get(person.pk, [])),
        }
        for person in people
    }


def _team_gap(seats: list[Seat], heard: list[dt.date]) -> str:
    """A severe sanction needs a full team and its examination (Pasal 29); the superior may have examined before."""
    if not {seat.element for seat in seats if seat.kind == Panel.Kind.EXAMINATION} >= REQUIRED_ELEMENTS:
        return _(
            "Hukuman berat wajib diperiksa tim yang memuat atasan langsung, unsur pengawasan, "
            "dan unsur kepegawaian (Pasal 29)."
        )
    if heard and seats[0].formed_on > heard[-1]:
        return _("Tim pemeriksa dibentuk setelah pemeriksaan; hukuman berat perlu pemeriksaan oleh tim (Pasal 29).")
    return ""


def _council_gap(seats: list[Seat], heard: list[dt.date]) -> str:
    """A moral sanction needs the finding of an ethics council: at least three members, in an odd number."""
    council = [seat for seat in seats if seat.kind == Panel.Kind.ETHICS]
    if len(council) < SMALLEST_COUNCIL or len(council) % 2 == 0:
        return _(
            "Sanksi moral memerlukan majelis kode etik: ganjil, paling sedikit tiga orang (Pasal 16–18 PP 42/2004)."
        )
    if heard and council[0].formed_on > heard[-1]:
        return _("Majelis dibentuk setelah pemeriksaan; sanksi moral perlu pemeriksaan oleh majelis (PP 42/2004).")
    return ""
