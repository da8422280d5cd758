"""What an official has to see before deciding, and what the decision is then checked against: one reading for both.

Nothing here chooses. The law's table gives a level, the catalogue the range, the powers who may; a person picks.
"""

import dataclasses
import datetime as dt
from collections.abc import Sequence
from functools import cached_property

from django.db.models import F, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.models import (
    Allegation,
    CaseLink,
    Circumstance,
    Deadline,
    Finding,
    Hearing,
    PanelMember,
    Respondent,
    Sanction,
    Summons,
)
from regulations.models import Dispute, Interpretation, Power, Reading, Route, SanctionType, Severity, TimeLimit

from . import precedents
from .charges import PROVEN, levels
from .precedents import Match

REQUIRED_ELEMENTS = {PanelMember.Element.SUPERIOR, PanelMember.Element.SUPERVISION, PanelMember.Element.HUMAN_RESOURCES}
TRANSITION = gettext_lazy("Bentuk peralihan menurut PP 53/2010, selama peraturan tentang gaji dan tunjangan ditunggu.")
PAY_CUT = gettext_lazy("Pemotongan tunjangan kinerja, menurut pilihan daerah ini.")


@dataclasses.dataclass(frozen=True)
class Breach:
    """What was found of one allegation, with the levels that the table gives for it."""

    finding: Finding
    levels: list[str]

    @property
    def is_proven(self) -> bool:
        return self.finding.outcome in PROVEN

    @property
    def code(self) -> str:
        provision = self.finding.allegation.provision
        return provision.code if provision else ""


@dataclasses.dataclass(frozen=True)
class Earlier:
    """A standing sanction that the person already has."""

    sanction: Sanction
    counts: bool  # within the window in which another one is a repetition
    codes: set[str]  # of the provisions that were broken
    is_same_act: bool


@dataclasses.dataclass(frozen=True)
class Rung:
    """The open sanctions of one level, and who may impose them."""

    severity: str
    is_given: bool
    sanctions: list[tuple[SanctionType, list[str], str]]  # with its departures and what its team lacks
    powers: list[Power]


@dataclasses.dataclass(frozen=True)
class Duty:
    """What the direct superior owed: to summon, to examine, to report (Pasal 26 and 28 PP 94/2021)."""

    summoned_on: dt.date | None
    heard_on: dt.date | None
    late: list[Deadline]


@dataclasses.dataclass(frozen=True)
class Deliberation:
    """All that bears on one decision."""

    respondent: Respondent
    breaches: list[Breach]
    sanctions: list[SanctionType]
    measures: list[SanctionType]
    powers: list[Power]
    earlier: list[Earlier]
    circumstances: list[Circumstance]
    heard: list[dt.date]
    team: str
    duty: Duty
    moderate_form: str  # in words, where one is needed
    matches: list[Match]

    @cached_property
    def proven(self) -> list[Breach]:
        return [breach for breach in self.breaches if breach.is_proven]

    @property
    def is_statutory(self) -> bool:
        """Whether PP 94/2021 asks for a team and holds the superior to account; contracts and ethics do not."""
        return self.respondent.route == Route.DISCIPLINE

    @property
    def is_repeat(self) -> bool:
        return any(each.counts for each in self.earlier)

    @property
    def same_act(self) -> Earlier | None:
        """A sanction for the same act in a tied case: nobody is sanctioned twice (Pasal 35 ayat (3) PP 94/2021)."""
        return next((each for each in self.earlier if each.is_same_act), None)

    @cached_property
    def levels(self) -> list[str]:
        """The level for all proven breaches together: the gravest of them decides (Pasal 35 ayat (1) PP 94/2021).

        Levels without a sanction on this route say nothing here; a breach with several leaves the choice open.
        """
        ranks = {kind.severity: kind.severity_rank or 0 for kind in reversed(self.sanctions)}
        given = [known for each in self.proven if (known := [level for level in each.levels if level in ranks])]
        least = max((min(ranks[level] for level in known) for known in given), default=0)
        lawful = {level for known in given for level in known if ranks[level] >= least}
        return sorted(lawful, key=lambda level: ranks[level])

    @cached_property
    def rungs(self) -> list[Rung]:
        """The range, level by level, the lightest first."""
        by_level: dict[str, list[SanctionType]] = {}
        for kind in self.sanctions:
            by_level.setdefault(kind.severity, []).append(kind)
        return [
            Rung(
                severity=level,
                is_given=level in self.levels,
                sanctions=[(kind, self.departures(kind), self.team_gap(kind)) for kind in kinds],
                powers=self.competent(kinds[0]),
            )
            for level, kinds in by_level.items()
        ]

    def competent(self, kind: SanctionType, post_level: str = "") -> list[Power]:
        """Who may impose it; narrowed by the post of the person where that is known (Pasal 16–25 PP 94/2021)."""
        return [
            power
            for power in self.powers
            if kind.severity in power.severities and (not post_level or not power.posts or post_level in power.posts)
        ]

    def team_gap(self, kind: SanctionType) -> str:
        """Why the team does not carry this sanction; empty when it does or none is needed."""
        return self.team if kind.team == SanctionType.Team.MANDATORY else ""

    def departures(self, kind: SanctionType) -> list[str]:
        """From what this sanction would depart, in sentences: the table, the earlier sanction, the practice."""
        said = [self._off_level(kind), self._not_heavier(kind), precedents.departure(self.matches, kind)]
        return [words for words in said if words]

    def _off_level(self, kind: SanctionType) -> str:
        if not self.levels or kind.severity in self.levels:
            return ""
        labels = ", ".join(str(Severity(level).label) for level in self.levels)
        return _("Tingkat menurut tabel Pasal 9–14 PP 94/2021 atau aturannya sendiri: %(levels)s.") % {"levels": labels}

    def _not_heavier(self, kind: SanctionType) -> str:
        """The same kind of breach again calls for more than the last time (Pasal 35 ayat (2) PP 94/2021)."""
        codes = {breach.code for breach in self.proven} - {""}
        alike = [each.sanction.sanction_type for each in self.earlier if each.codes & codes]
        last = max(alike, key=lambda earlier: earlier.severity_rank or 0, default=None)
        if last is None or (kind.severity_rank or 0) > (last.severity_rank or 0):
            return ""
        return _("Pelanggaran sejenis pernah dijatuhi “%(last)s”; yang berikut lebih berat (Pasal 35 ayat (2)).") % {
            "last": last.name
        }


def deliberate(respondent: Respondent, kinds: Sequence[SanctionType], *, on: dt.date) -> Deliberation:
    """Read all that bears on a decision of the day ``on``; ``kinds`` is the range that is open to the person."""
    findings = list(
        Finding.objects.filter(allegation__respondent=respondent)
        .select_related("allegation__provision__regulation")
        .order_by("allegation_id")
    )
    sanctions = [kind for kind in kinds if kind.kind == SanctionType.Kind.SANCTION]
    earlier = _earlier(respondent, on)
    held = Hearing.objects.of_this_round(respondent).values_list("held_at", flat=True)
    heard = sorted(respondent.agency.local_date(at) for at in held)
    likeness = precedents.likeness_of(respondent, findings, is_repeat=any(each.counts for each in earlier))
    return Deliberation(
        respondent=respondent,
        breaches=[Breach(each, levels(each)) for each in findings],
        sanctions=sorted(sanctions, key=lambda kind: (kind.severity_rank or 0, kind.name)),
        measures=[kind for kind in kinds if kind.kind != SanctionType.Kind.SANCTION],
        powers=list(Power.objects.imposing(respondent.category, respondent.route, on)),
        earlier=earlier,
        circumstances=list(Circumstance.objects.filter(report__respondent=respondent)),
        heard=heard,
        team=_team_gap(respondent, heard),
        duty=_duty(respondent, heard),
        moderate_form=_moderate_form(respondent, sanctions, on),
        matches=precedents.matches(likeness),
    )


def _earlier(respondent: Respondent, on: dt.date) -> list[Earlier]:
    """The person's standing sanctions up to a day, the newest first; measures beside a sanction are none."""
    if respondent.employee_id is None:
        return []
    rows = Sanction.objects.standing().filter(
        decision__respondent__employee=respondent.employee_id,
        sanction_type__kind=SanctionType.Kind.SANCTION,
        decided_on__lte=on,
    )
    others = list(
        rows.exclude(decision__respondent=respondent)
        .select_related("sanction_type", "decision__respondent")
        .order_by("-decided_on")
    )
    if not others:
        return []
    since, codes, tied = (
        _repeat_since(on),
        _broken([each.decision.respondent for each in others]),
        _same_event(respondent),
    )
    return [
        Earlier(
            sanction=each,
            counts=each.decided_on >= since,
            codes=codes.get(each.decision.respondent_id, set()),
            is_same_act=each.decision.respondent.case_id in tied,
        )
        for each in others
    ]


def _broken(paths: list[Respondent]) -> dict[int, set[str]]:
    """The provisions that were proven to be broken, by path."""
    codes: dict[int, set[str]] = {}
    proven = Allegation.objects.filter(respondent__in=paths, finding__outcome__in=PROVEN, provision__isnull=False)
    for pk, code in proven.values_list("respondent", "provision__code"):
        codes.setdefault(pk, set()).add(code)
    return codes


def _same_event(respondent: Respondent) -> set[int]:
    """The cases tied to this one as the same event."""
    case = respondent.case_id
    ties = CaseLink.objects.filter(Q(case=case) | Q(other=case), kind=CaseLink.Kind.SAME_EVENT)
    return {pk for pair in ties.values_list("case", "other") for pk in pair} - {case}


def _repeat_since(on: dt.date) -> dt.date:
    """From which day on an earlier sanction makes this one a repetition (an internal, dated rule)."""
    limit = TimeLimit.objects.in_force_for("INT-REPEAT", "", on)
    if limit is None or limit.amount is None:
        raise LookupError(f"no time limit in force for INT-REPEAT on {on}")
    year, month = divmod(on.year * 12 + on.month - 1 - limit.amount, 12)
    return dt.date(year, month + 1, min(on.day, 28))


def _team_gap(respondent: Respondent, heard: list[dt.date]) -> str:
    """A severe sanction needs a full team (Pasal 29), formed before the examination that it is to carry."""
    members = PanelMember.objects.filter(panel__respondent=respondent).values_list("element", "panel__formed_on")
    if not {element for element, _day in members} >= REQUIRED_ELEMENTS:
        return _(
            "Hukuman berat wajib diperiksa tim yang memuat atasan langsung, unsur pengawasan, "
            "dan unsur kepegawaian (Pasal 29)."
        )
    if heard and members[0][1] > heard[0]:
        return _("Tim pemeriksa dibentuk setelah pemeriksaan; hukuman berat perlu pemeriksaan oleh tim.")
    return ""


def _duty(respondent: Respondent, heard: list[dt.date]) -> Duty:
    letters = Summons.objects.of_this_round(respondent).order_by("sequence").values_list("letter_on", flat=True)
    late = Deadline.objects.filter(respondent=respondent, is_duty=True, met_on__gt=F("due_on")).select_related("limit")
    return Duty(letters.first(), heard[0] if heard else None, list(late))


def _moderate_form(respondent: Respondent, sanctions: list[SanctionType], on: dt.date) -> str:
    """Which form of the moderate sanction the region follows while its regulation is awaited (Pasal 42 PP 94/2021)."""
    if respondent.route != Route.DISCIPLINE or not any(kind.family.startswith("PP94") for kind in sanctions):
        return ""
    reading = Interpretation.objects.chosen(Dispute.MODERATE_FORM, on, respondent.case.government.region)
    return str(PAY_CUT if reading == Reading.PAY_CUT else TRANSITION)
