"""The impediments to a decision: each rule with its article, in the order in which an official checks them."""

import datetime as dt
import unicodedata
from collections.abc import Sequence

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.applicable_law.charges import check_provision
from cases.decisions.deliberation import Deliberation
from cases.models import Respondent
from cases.procedure.refusals import RuleViolation
from regulations.models import Official, PostLevel, SanctionType


class Tie(models.TextChoices):
    """The tie between official and person; any tie bars the official (Pasal 42–43 UU 30/2014)."""

    NONE = "NONE", gettext_lazy("Tidak ada")
    SELF = "SELF", gettext_lazy("Ia sendiri terperiksa dalam kasus ini")
    KIN = "KIN", gettext_lazy("Kerabat atau keluarga")
    INTEREST = "INTEREST", gettext_lazy("Kepentingan pribadi atau usaha")


def check_breaches(bearing: Deliberation, on: dt.date) -> None:
    """Something is proven, under a rule that bound the person on the day of the act, heard before it is decided."""
    if not bearing.proven:
        raise RuleViolation(_("Sanksi memerlukan paling sedikit satu dugaan yang terbukti."))
    for breach in bearing.proven:
        if breach.finding.allegation.provision is not None:
            check_provision(bearing.respondent, breach.finding.allegation.provision)
    if bearing.heard and on < bearing.heard[-1]:
        raise RuleViolation(
            _("Keputusan tidak boleh bertanggal sebelum pemeriksaan %(day)s (Pasal 27 PP 94/2021).")
            % {"day": f"{bearing.heard[-1]:%d/%m/%Y}"}
        )
    if bearing.same_act:
        raise RuleViolation(
            _("Perbuatan yang sama sudah dijatuhi sanksi dalam kasus yang dikaitkan (Pasal 35 ayat (3) PP 94/2021).")
        )


def check_range(bearing: Deliberation, chosen: Sequence[SanctionType]) -> SanctionType:
    """Exactly one sanction, known to this category and route on the day of the act. Gives that one."""
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
        raise RuleViolation(gap)
    return sanctions[0]


def check_competence(bearing: Deliberation, kind: SanctionType, official: Official, post_level: str) -> None:
    """The official has the power over this level and, where known, over this post (Pasal 16–25 PP 94/2021)."""
    powers = bearing.competent(kind, post_level)
    if official in {power.official for power in powers}:
        return
    names = ", ".join(dict.fromkeys(str(power.get_official_display()) for power in powers)) or _("belum tercatat")
    whom = _(" terhadap %(post)s") % {"post": PostLevel(post_level).label} if post_level else ""
    words = {"official": official.label, "name": kind.name, "whom": whom, "names": names}
    raise RuleViolation(
        _(
            "%(official)s tidak berwenang menjatuhkan “%(name)s”%(whom)s (Pasal 16–25 PP 94/2021). "
            "Yang berwenang: %(names)s."
        )
        % words
    )


def check_official(respondent: Respondent, official_name: str, tie: str) -> None:
    """Neither a respondent of the case nor kin decides (Pasal 42–43 UU 30/2014)."""
    if tie not in ("", Tie.NONE):
        raise RuleViolation(
            _("Pejabat ini tidak boleh memutus: %(tie)s. Serahkan kepada atasannya (Pasal 42–43 UU 30/2014).")
            % {"tie": Tie(tie).label.lower()}
        )
    people = respondent.case.respondents.filter(employee__isnull=False).values_list("employee__name", flat=True)
    if _bare(official_name) in {_bare(name) for name in people}:
        raise RuleViolation(_("Terperiksa dalam kasus ini tidak boleh memutus (Pasal 42–43 UU 30/2014)."))


def _bare(name: str) -> str:
    """A name without titles before it ("Drs. H.") and behind it (", S.Sos"), in one spelling of case and spaces."""
    words = unicodedata.normalize("NFKC", name).partition(",")[0].casefold().split()
    while len(words) > 1 and words[0].endswith("."):
        words.pop(0)
    return " ".join(words)


def check_departures(departures: Sequence[str], reason: str) -> None:
    """A departure from the level of the law or from sanctions in similar cases needs a reason."""
    if departures and not reason.strip():
        raise RuleViolation(_("Tulis alasan menyimpang. %(from)s") % {"from": " ".join(departures)})
