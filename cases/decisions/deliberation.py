"""The facts that an official sees before a decision. The decision is checked against the same facts.

The law gives the level, the catalogue the range, the powers the competent officials. A person chooses the sanction.
``deliberation_reading`` reads the facts.
"""

import dataclasses
import datetime as dt
from collections.abc import Collection
from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.applicable_law.chargeable import PROVEN
from cases.decisions import precedents
from cases.decisions.precedents import Match, Practice
from cases.models import Circumstance, Employment, Finding, Respondent
from regulations.models import Power, Reading, Route, SanctionType, Severity

TRANSITION = gettext_lazy("Bentuk peralihan menurut PP 53/2010, selama peraturan tentang gaji dan tunjangan ditunggu.")
PAY_CUT = gettext_lazy("Pemotongan tunjangan kinerja, menurut pilihan daerah ini.")


@dataclasses.dataclass(frozen=True)
class Breach:
    """The finding on one allegation, with the levels that the law gives for it."""

    finding: Finding
    levels: list[str]

    @property
    def is_proven(self) -> bool:
        return self.finding.outcome in PROVEN

    @property
    def rated(self) -> list[tuple[str, str]]:
        """Each level with the article that gives it, where that was read."""
        provision = self.finding.allegation.provision
        return [(level, provision.level_article(level) if provision else "") for level in self.levels]

    @property
    def code(self) -> str:
        provision = self.finding.allegation.provision
        return provision.code if provision else ""

    @property
    def is_heavier_again(self) -> bool:
        """Whether a repetition of the same breach requires a heavier sanction than the last one."""
        provision = self.finding.allegation.provision
        return provision is not None and provision.heavier_when_repeated


@dataclasses.dataclass(frozen=True)
class Earlier:
    """An earlier standing sanction of the person."""

    kind: SanctionType
    name: str
    decided_on: dt.date
    counts: bool  # within the window in which another one is a repetition
    codes: Collection[str] = ()  # of the proven provisions, if known
    is_same_act: bool = False
    may_be_same_act: bool = False  # the same post or the same day: the official must state why it is another act
    is_from_siasn: bool = False


@dataclasses.dataclass(frozen=True)
class LevelRange:
    """The possible sanctions of one level, and the officials who may impose them."""

    severity: str
    is_given: bool
    departures: list[str]  # common to every sanction of the level
    gap: str  # what the team lacks for every one of them
    sanctions: list[tuple[SanctionType, list[str], str]]  # each with its own departures and gap
    powers: list[Power]


@dataclasses.dataclass(frozen=True)
class Late:
    """A clock of the examination that was met late."""

    label: str
    due_on: dt.date
    met_on: dt.date


@dataclasses.dataclass(frozen=True)
class Letter:
    """A summons, and its service: when, to whom and how it was received (Pasal 26 PP 94/2021)."""

    letter_on: dt.date
    received_on: dt.date | None
    received_by: str
    method: str
    hearing_at: dt.datetime


@dataclasses.dataclass(frozen=True)
class Duty:
    """A duty of the direct superior: to summon, to examine, to report (Pasal 26 and 28 PP 94/2021)."""

    letters: list[Letter]  # of this round, the first one first
    heard_on: dt.date | None
    late: list[Late]

    @property
    def summoned_on(self) -> dt.date | None:
        return self.letters[0].letter_on if self.letters else None


@dataclasses.dataclass(frozen=True)
class Deliberation:
    """All facts for one decision."""

    respondent: Respondent
    breaches: list[Breach]
    sanctions: list[SanctionType]
    measures: list[SanctionType]
    powers: list[Power]
    earlier: list[Earlier]
    circumstances: list[Circumstance]
    heard: list[dt.date]
    team: dict[str, str]  # what the team or the council lacks, by requirement of a sanction
    duty: Duty
    matches: list[Match]
    practice: Practice
    advice: SanctionType | None = None  # of the newest report of findings
    reply: str = ""  # why the time for the reply to the findings is still open
    job: Employment | None = None  # on the day of the event, from the staff record
    other_body: str = ""  # why the decision waits for another body that handles the same act
    status_gap: str = ""  # why the person was not staff on the day of the event

    @cached_property
    def proven(self) -> list[Breach]:
        return [breach for breach in self.breaches if breach.is_proven]

    @property
    def is_statutory(self) -> bool:
        """Whether PP 94/2021 requires a team and makes the superior responsible; not for contracts and ethics."""
        return self.respondent.route == Route.DISCIPLINE

    @property
    def moderate_form(self) -> str:
        """The form of the moderate sanction that the region follows until its regulation exists (Pasal 42 PP 94/2021).

        Derived from the range, which contains the forms of one reading only; empty if no sanction in it is disputed.
        """
        readings = {kind.reading for kind in self.sanctions} - {""}
        return str(PAY_CUT if Reading.PAY_CUT in readings else TRANSITION) if readings else ""

    @property
    def is_repeat(self) -> bool:
        return any(sanction.counts for sanction in self.earlier)

    @property
    def same_act(self) -> Earlier | None:
        """A sanction for the same act in a linked case: nobody is sanctioned twice (Pasal 35 ayat (3) PP 94/2021)."""
        return next((sanction for sanction in self.earlier if sanction.is_same_act), None)

    @property
    def questions(self) -> list[str]:
        """Questions to be answered before a decision, although the law does not forbid it."""
        alike = [sanction for sanction in self.earlier if sanction.may_be_same_act and not sanction.is_same_act]
        said = [
            _("“%(name)s” (%(day)s) menyangkut unggahan atau hari yang sama (Pasal 35 ayat (3) PP 94/2021).")
            % {"name": sanction.name, "day": f"{sanction.decided_on:%d/%m/%Y}"}
            for sanction in alike
        ]
        return [*said, self.reply] if self.reply else said

    @cached_property
    def levels(self) -> list[str]:
        """The level for all proven breaches together, determined by the gravest (Pasal 35 ayat (1) PP 94/2021).

        Levels without a sanction on this route are ignored; a breach with several levels leaves the choice open.
        """
        ranks = {kind.severity: kind.severity_rank or 0 for kind in reversed(self.sanctions)}
        given = [known for breach in self.proven if (known := [level for level in breach.levels if level in ranks])]
        least = max((min(ranks[level] for level in known) for known in given), default=0)
        lawful = {level for known in given for level in known if ranks[level] >= least}
        return sorted(lawful, key=lambda level: ranks[level])

    @cached_property
    def level_ranges(self) -> list[LevelRange]:
        """The range by level, lightest first."""
        by_level: dict[str, list[SanctionType]] = {}
        for kind in self.sanctions:
            by_level.setdefault(kind.severity, []).append(kind)
        return [self._level_range(level, kinds) for level, kinds in by_level.items()]

    def _level_range(self, level: str, kinds: list[SanctionType]) -> LevelRange:
        """Officials that are competent for all sanctions of the level are listed once."""
        gaps, departures = [self.team_gap(kind) for kind in kinds], [self.departures(kind) for kind in kinds]
        gap = gaps[0] if len(set(gaps)) == 1 else ""
        common = [reason for reason in departures[0] if all(reason in others for others in departures)]
        own = [[reason for reason in said if reason not in common] for said in departures]
        return LevelRange(
            severity=level,
            is_given=level in self.levels,
            departures=common,
            gap=gap,
            sanctions=[(kind, said, "" if gap else lack) for kind, said, lack in zip(kinds, own, gaps, strict=True)],
            powers=self.competent(kinds[0]),
        )

    def competent(self, kind: SanctionType, post_level: str = "") -> list[Power]:
        """Who may impose it; narrowed by the post of the person where that is known (Pasal 16–25 PP 94/2021).

        Where the region's own rule names who decides on this very sanction, nobody else does.
        """
        reaching = [power for power in self.powers if power.reaches(kind, post_level)]
        return [power for power in reaching if power.region and kind.code in power.kinds] or reaching

    def team_gap(self, kind: SanctionType) -> str:
        """Why the team is not sufficient for this sanction; empty if it is, or if no team is needed."""
        return self.team.get(kind.team, "")

    def departures(self, kind: SanctionType) -> list[str]:
        """The departures of this sanction, as sentences: from the law, the practice, the examiners' recommendation."""
        beside = [precedents.departure(self.practice, kind), self._off_advice(kind)]
        return [*self.off_law(kind), *(reason for reason in beside if reason)]

    def off_law(self, kind: SanctionType) -> list[str]:
        """The departures of this sanction from the law: the level, and a heavier sanction for a repetition."""
        return [reason for reason in (self._off_level(kind), self._not_heavier(kind)) if reason]

    def grave(self, kind: SanctionType) -> list[str]:
        """What a second official has to agree to: leaving what the law fixes, or a question that is still open."""
        return [*self.off_law(kind), *self.questions]

    def _off_advice(self, kind: SanctionType) -> str:
        if self.advice is None or self.advice.code == kind.code:
            return ""
        return _("Laporan hasil pemeriksaan mengusulkan “%(advice)s”.") % {"advice": self.advice.name}

    def _off_level(self, kind: SanctionType) -> str:
        if not self.levels or kind.severity in self.levels:
            return ""
        labels = ", ".join(f"{Severity(level).label}{self._by_article(level)}" for level in self.levels)
        return _("Tingkat menurut tabel Pasal 9–14 PP 94/2021 atau aturannya sendiri: %(levels)s.") % {"levels": labels}

    def _by_article(self, level: str) -> str:
        """In brackets, the articles that put the proven breaches on a level."""
        given = [
            article for breach in self.proven for level_name, article in breach.rated if level_name == level and article
        ]
        return f" ({'; '.join(dict.fromkeys(given))})" if given else ""

    def _not_heavier(self, kind: SanctionType) -> str:
        """A repetition of the same kind of breach requires a heavier sanction (Pasal 35 ayat (2) PP 94/2021).

        Not for absences, whose days are added up (Pasal 46 ayat (7) PerBKN 6/2022).
        """
        codes = {breach.code for breach in self.proven if breach.is_heavier_again}
        alike = [sanction.kind for sanction in self.earlier if codes.intersection(sanction.codes)]
        last = max(alike, key=lambda earlier: earlier.severity_rank or 0, default=None)
        if last is None or (kind.severity_rank or 0) > (last.severity_rank or 0):
            return ""
        return _("Pelanggaran sejenis pernah dijatuhi “%(last)s”; yang berikut lebih berat (Pasal 35 ayat (2)).") % {
            "last": last.name
        }
