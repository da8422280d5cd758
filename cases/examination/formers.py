"""Who forms a team or a council: the PPK, or the official whom the PPK appointed for it."""

import dataclasses
import datetime as dt
from typing import Any

from django.utils.translation import gettext as _

from cases.models import Employee, Recusal, Respondent
from cases.procedure.refusals import RuleViolation


@dataclasses.dataclass(frozen=True)
class Former:
    """``post``: only where the staff record has none of that day, as for the head of a region, with its ``source``.
    ``mandate``: number and day of the appointment by the PPK; none if the PPK forms the team. ``term``: how long it
    serves."""

    person: Employee
    post: str = ""
    source: str = ""
    mandate: str = ""
    term: str = ""

    def kept(self) -> dict[str, Any]:
        """As the team keeps it."""
        return {
            "former": self.person,
            "former_post": self.post,
            "former_source": self.source,
            "mandate": self.mandate,
            "term": self.term,
        }


def check_former(respondent: Respondent, former: Former, on: dt.date) -> None:
    """Raises RuleViolation for a respondent of the case, for whoever stepped back, and for an official without the
    power: whoever holds a post of the staff record is not the PPK, and names the appointment."""
    who = former.person
    if respondent.case.respondents.filter(employee=who).exists():
        raise RuleViolation(_("Terperiksa dalam kasus ini tidak membentuk tim (Pasal 42–43 UU 30/2014)."))
    if Recusal.objects.standing().filter(case=respondent.case, user__employee=who).exists():
        raise RuleViolation(_("%(who)s mundur dari kasus ini (Pasal 42–43 UU 30/2014).") % {"who": who})
    if who.post_on(on) is None and former.post.strip() and not former.source.strip():
        raise RuleViolation(
            _("Sebut sumber jabatan %(who)s, mis. keputusan pengangkatannya (Pasal 29 PP 94/2021).") % {"who": who}
        )
    if former.mandate if who.post_on(on) else former.post.strip():
        return
    raise RuleViolation(
        _(
            "Tim dibentuk PPK atau pejabat yang ditunjuknya (Pasal 29 PP 94/2021). Isi jabatan %(who)s bila tidak "
            "tercatat; bila tercatat, sebut nomor dan tanggal penunjukannya."
        )
        % {"who": who}
    )
