"""A proposal of the examiners as the official sees it who decides in place: what it is, what speaks against, and by
which power he may agree to it as it stands.

Nothing is decided here: the page sends the act "decide", which checks everything again.
"""

import dataclasses
import datetime as dt

from django.utils.translation import gettext as _

from cases.decisions import competence, validity
from cases.decisions.competence import Signatory
from cases.decisions.deliberation import Deliberation
from cases.decisions.deliberation_reading import deliberate
from cases.decisions.precedents import Line, lines_for
from cases.decisions.validity import Check
from cases.models import Decision, Employee, Employment, Government, Respondent, User
from cases.procedure import two_people
from cases.procedure.refusals import RuleViolation
from regulations.models import Official, SanctionType, Severity

LEADERS = (Official.SEKDA, Official.PPK, Official.CAPITAL_OWNER)
SHOWN_PRECEDENTS = 3
ASKED = "?"  # stands for the appointment that the page asks of a head whom no staff record has
# The post of an elected head, whom no staff record has; in the language of the decree.
HEADS = {
    Government.Kind.CITY: "Wali Kota",
    Government.Kind.REGENCY: "Bupati",
    Government.Kind.PROVINCE: "Gubernur",
}


@dataclasses.dataclass(frozen=True)
class Weighed:
    """``signatory`` is the account's person in the office by which it may agree; ``obstacles`` are sentences, none if
    it may."""

    bearing: Deliberation
    checks: list[Check]
    signatory: Signatory | None
    obstacles: list[str]
    takes_two: bool

    @property
    def advice(self) -> SanctionType | None:
        return self.bearing.advice

    @property
    def open_checks(self) -> list[Check]:
        return [check for check in self.checks if not check.holds]

    @property
    def recommendation(self) -> str:
        report = self.bearing.respondent.findings_reports.last()
        return report.recommendation if report else ""

    @property
    def range(self) -> list[str]:
        """The sanctions of the levels that the law gives, lightest first; of all levels where it gives none."""
        levels = self.bearing.levels or [level.severity for level in self.bearing.level_ranges]
        return [
            f"{Severity(level.severity).label}: {'; '.join(kind.name for kind, _said, _gap in level.sanctions)}"
            for level in self.bearing.level_ranges
            if level.severity in levels
        ]


def weigh(respondent: Respondent, *, user: User, at: dt.datetime) -> Weighed:
    """Read the facts of one path with findings, as of the day of its agency."""
    on = respondent.agency.local_date(at)
    bearing = deliberate(respondent, on=on)
    checks = validity.sheet(bearing)
    signatory, why = (None, "") if bearing.advice is None else _signatory(bearing, bearing.advice, user, on)
    takes_two = bearing.advice is not None and two_people.covers(
        respondent.case.government, bearing.advice.severity, at
    )
    return Weighed(bearing, checks, signatory, _obstacles(bearing, checks, why), takes_two)


def precedents_of(bearing: Deliberation, user: User) -> list[Line]:
    """The nearest closed cases, each with its number if the account may read it."""
    return lines_for(bearing.matches, user)[:SHOWN_PRECEDENTS]


def _obstacles(bearing: Deliberation, checks: list[Check], no_power: str) -> list[str]:
    """Why agreeing is not enough and the whole sheet of the decision is needed."""
    advice = bearing.advice
    if advice is None:
        return [_("Laporan hasil pemeriksaan tidak mengusulkan sanksi.")]
    unmet = [f"{check.name}: {check.text}" for check in checks if not check.holds]
    return [reason for reason in (*unmet, bearing.team_gap(advice), *bearing.departures(advice), no_power) if reason]


def _signatory(bearing: Deliberation, kind: SanctionType, user: User, on: dt.date) -> tuple[Signatory | None, str]:
    """The account's person in the office of leadership that may impose the sanction; else None and why not."""
    if user.employee is None:
        return None, _("Akun Anda belum ditautkan dengan pegawai; minta administrator menautkannya.")
    post, job = competence.post_of(bearing), user.employee.post_on(on)
    why = _("Sanksi ini diputus pejabat lain: %(names)s.") % {
        "names": ", ".join(dict.fromkeys(str(power.get_official_display()) for power in bearing.competent(kind)))
    }
    for office in dict.fromkeys(Official(power.official) for power in bearing.competent(kind, post.level)):
        if office not in LEADERS or not _holds(job, office):
            continue
        head = "" if job else HEADS[Government.Kind(bearing.respondent.case.government.kind)]
        signatory = Signatory(office, user.employee, post=head, mandate="" if job else _last_mandate(user.employee))
        try:
            asked = dataclasses.replace(signatory, mandate=signatory.mandate or ASKED)
            competence.check(bearing, kind, asked, post, on)
        except RuleViolation as refused:
            why = str(refused)
        else:
            return signatory, ""
    return None, why


def _last_mandate(person: Employee) -> str:
    """The appointment that the person named in the newest decision; empty before the first one."""
    named = Decision.objects.filter(official_person=person).exclude(mandate="").order_by("-decided_on", "-pk")
    return named.values_list("mandate", flat=True).first() or ""


def _holds(job: Employment | None, office: Official) -> bool:
    """Whether the post of the staff record is that of the office; heads of a region have no level in it."""
    level = job.post_level if job else ""
    return level in competence.LEVELS.get(office, ("",))
