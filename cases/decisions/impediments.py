"""The obstacles to a decision: each rule with its article, in the order in which an official checks them."""

import dataclasses
import datetime as dt
from collections.abc import Sequence

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.applicable_law.chargeable import check_provision
from cases.decisions.deliberation import Deliberation
from cases.models import Act, Respondent
from cases.procedure.refusals import Mend, RuleViolation
from regulations.models import SanctionType

FEWEST_WORDS = 3  # words of a reason for departing from the law


class Tie(models.TextChoices):
    """The relation between official and person; any relation excludes the official (Pasal 42–43 UU 30/2014)."""

    NONE = "NONE", gettext_lazy("Tidak ada")
    SELF = "SELF", gettext_lazy("Ia sendiri terperiksa dalam kasus ini")
    KIN = "KIN", gettext_lazy("Kerabat atau keluarga")
    INTEREST = "INTEREST", gettext_lazy("Kepentingan pribadi atau usaha")


def check_breaches(bearing: Deliberation, on: dt.date) -> None:
    """Require a proven breach of a rule that bound the person on the day of the act, and an examination."""
    if not bearing.proven:
        raise RuleViolation(_("Sanksi memerlukan paling sedikit satu dugaan yang terbukti."))
    for breach in bearing.proven:
        allegation = breach.finding.allegation
        if allegation.provision is not None:
            check_provision(bearing.respondent, allegation.provision, allegation.acted_on)
    if bearing.heard and on < bearing.heard[-1]:
        raise RuleViolation(
            _("Keputusan tidak boleh bertanggal sebelum pemeriksaan %(day)s (Pasal 27 PP 94/2021).")
            % {"day": f"{bearing.heard[-1]:%d/%m/%Y}"}
        )
    if bearing.status_gap:
        raise RuleViolation(bearing.status_gap, mend=Mend.by(Act.CLOSE_EARLY, bearing.respondent))
    if bearing.same_act:
        raise RuleViolation(
            _("Perbuatan yang sama sudah dijatuhi sanksi dalam kasus lain (Pasal 35 ayat (3) PP 94/2021).")
        )
    if bearing.other_body:
        raise RuleViolation(f"{bearing.other_body} {_('(Pasal 35 ayat (3) PP 94/2021)')}")
    _check_served(bearing.respondent)


def _check_served(respondent: Respondent) -> None:
    """Reopening a path does not undo a sanction that was served: a ruling must annul it first."""
    standing = respondent.standing_decision_or_none
    if standing is None or standing.round == respondent.round:
        return
    if respondent.history.filter(act=Act.COMPLETE).exists():
        raise RuleViolation(
            _("Sanksi atas perbuatan ini sudah dijalani. Batalkan dulu keputusan itu, atau catat putusan lembaga di "
              "atasnya (Pasal 35 ayat (3) PP 94/2021)."),
            mend=Mend.by(Act.ANNUL, respondent),
        )  # fmt: skip


def check_range(bearing: Deliberation, chosen: Sequence[SanctionType]) -> SanctionType:
    """Require exactly one sanction that the law gives for this category and route on the day of the act. Returns it."""
    sanctions = [kind for kind in chosen if kind.kind == SanctionType.Kind.SANCTION]
    if len(sanctions) != 1:
        raise RuleViolation(
            _("Pilih tepat satu sanksi; beberapa pelanggaran dijatuhi satu yang terberat (Pasal 35 PP 94/2021).")
        )
    for kind in chosen:
        if kind not in (*bearing.sanctions, *bearing.measures):
            raise RuleViolation(
                _("“%(name)s” tidak berlaku bagi %(category)s di jalur ini pada tanggal kejadian.")
                % {"name": kind.name, "category": bearing.respondent.get_category_display()}
            )
    if gap := bearing.team_gap(sanctions[0]):
        raise RuleViolation(gap, mend=Mend.by(Act.FORM_PANEL, bearing.respondent))
    _check_repeated(bearing, sanctions[0])
    return sanctions[0]


def _check_repeated(bearing: Deliberation, kind: SanctionType) -> None:
    """Some rules open a sanction only to somebody who was sanctioned before."""
    if kind.only_repeated and not bearing.is_repeat:
        raise RuleViolation(
            _("“%(name)s” hanya bila pelanggaran diulangi (%(basis)s); belum ada sanksi yang dihitung.")
            % {"name": kind.name, "basis": kind.basis}
        )


def check_tie(tie: str) -> None:
    """An official with a relation to the person does not decide (Pasal 42–43 UU 30/2014)."""
    if tie not in ("", Tie.NONE):
        raise RuleViolation(
            _("Pejabat ini tidak boleh memutus: %(tie)s. Serahkan kepada atasannya (Pasal 42–43 UU 30/2014).")
            % {"tie": Tie(tie).label.lower()}
        )


@dataclasses.dataclass(frozen=True)
class Departure:
    """Why a decision leaves the law's level or leaves a question open, and by which article."""

    reason: str = ""
    article: str = ""


def check_departures(bearing: Deliberation, kind: SanctionType, departure: Departure) -> None:
    """Whoever departs says why. What the law fixes is left only with an article (and with a second official)."""
    said = bearing.departures(kind)
    if said and not departure.reason.strip():
        raise RuleViolation(_("Tulis alasan menyimpang. %(from)s") % {"from": " ".join(said)})
    grave = bearing.grave(kind)
    if not grave:
        return
    facts = {"from": " ".join(grave)}
    if len(departure.reason.split()) < FEWEST_WORDS:
        raise RuleViolation(_("Uraikan siapa, mengapa, dan keadaan apa; satu kata tidak cukup. %(from)s") % facts)
    if not departure.article.strip():
        raise RuleViolation(_("Sebut pasal yang membolehkan. %(from)s") % facts)


def check_ground(kind: SanctionType, ground: str) -> None:
    """A dishonourable dismissal needs one of the grounds that the law names."""
    if kind.ground and not ground.strip():
        raise RuleViolation(
            _("“%(name)s” hanya atas dasar: %(ground)s. Isi putusannya, nomor, dan tanggal (%(basis)s).")
            % {"name": kind.name, "ground": kind.ground, "basis": kind.basis}
        )
