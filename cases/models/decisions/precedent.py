"""The outcomes of closed paths, one row each, for finding similar cases quickly (decision 32)."""

import dataclasses

from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models.casefile.case import Case
from cases.models.casefile.respondent import Respondent
from cases.models.people.government import Government
from regulations.models import Impact, Route, SanctionType, Severity, StaffCategory

SAME = ("government", "category", "route")
NEAR = ("impact", "is_repeat", "-closed_on", "-respondent")
# Each branch reads a few rows from the start of an index, whatever the table size: for every impact and repetition the
# newest rows under the same provision, under the same regulation, and of the same status and route.
NEAREST = """
WITH wanted AS (
    SELECT impact, is_repeat
    FROM unnest(ARRAY['UNIT', 'AGENCY', 'STATE', '']) impact, unnest(ARRAY[true, false]) is_repeat
), candidates AS (
    SELECT near.* FROM wanted, LATERAL (
        (SELECT * FROM cases_precedent p
            WHERE p.government_id = %(government)s AND p.category = %(category)s AND p.route = %(route)s
            AND p.provision = NULLIF(%(provision)s, '') AND p.impact = wanted.impact AND p.is_repeat = wanted.is_repeat
            ORDER BY closed_on DESC, respondent_id DESC LIMIT %(limit)s)
        UNION ALL
        (SELECT * FROM cases_precedent p
            WHERE p.government_id = %(government)s AND p.category = %(category)s AND p.route = %(route)s
            AND p.family = NULLIF(%(family)s, '') AND p.impact = wanted.impact AND p.is_repeat = wanted.is_repeat
            ORDER BY closed_on DESC, respondent_id DESC LIMIT %(limit)s)
    ) near
    UNION
    (SELECT * FROM cases_precedent p
        WHERE p.government_id = %(government)s AND p.category = %(category)s AND p.route = %(route)s
        ORDER BY closed_on DESC, respondent_id DESC LIMIT %(limit)s)
)
SELECT candidates.*, kind.code AS sanction_code, kind.name AS sanction_name
FROM candidates JOIN regulations_sanctiontype kind ON kind.slug = sanction_type_id
ORDER BY candidates.provision = NULLIF(%(provision)s, '') DESC NULLS LAST,
    candidates.family = NULLIF(%(family)s, '') DESC NULLS LAST,
    impact = %(impact)s DESC, is_repeat = %(is_repeat)s DESC, closed_on DESC, respondent_id DESC
LIMIT %(limit)s
"""


@dataclasses.dataclass(frozen=True)
class Likeness:
    """The values that are compared. Government, status and route must be equal; the others rank, in this order."""

    government: int
    category: str
    route: str
    provision: str = ""
    family: str = ""
    impact: str = ""
    is_repeat: bool = False


class PrecedentQuerySet(models.QuerySet["Precedent"]):
    def nearest(self, likeness: Likeness, limit: int) -> "list[Precedent]":
        """The most similar rows: same provision before same regulation, then same impact, same repetition, newest."""
        return list(self.raw(NEAREST, dataclasses.asdict(likeness) | {"limit": limit}))


class Precedent(models.Model):
    """The outcome of one closed path, by its gravest proven breach.

    Written in the transaction that closes the path; deleted when the path is reopened or its decision is annulled.
    """

    respondent = models.OneToOneField(Respondent, on_delete=models.PROTECT, primary_key=True, related_name="precedent")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+", db_index=False)
    government = models.ForeignKey(Government, on_delete=models.PROTECT, related_name="+", db_index=False)
    category = models.CharField(_("status kepegawaian"), max_length=20, choices=StaffCategory)
    route = models.CharField(_("jalur"), max_length=12, choices=Route)
    provision = models.CharField(_("kode ketentuan"), max_length=20, blank=True)
    family = models.CharField(_("peraturan"), max_length=80, blank=True)
    impact = models.CharField(_("dampak"), max_length=10, choices=Impact, blank=True)
    is_repeat = models.BooleanField(_("berulang"), default=False)
    sanction_type = models.ForeignKey(SanctionType, on_delete=models.PROTECT, related_name="+", db_index=False)
    severity = models.CharField(_("tingkat"), max_length=16, choices=Severity)
    closed_on = models.DateField(_("selesai"))

    sanction_code: str  # read together with the nearest rows
    sanction_name: str

    objects = PrecedentQuerySet.as_manager()

    class Meta:
        verbose_name = _("pembanding")
        verbose_name_plural = _("pembanding")
        indexes = [
            models.Index(fields=[*SAME, "provision", *NEAR], name="precedent_provision"),
            models.Index(fields=[*SAME, "family", *NEAR], name="precedent_family"),
            models.Index(fields=[*SAME, "-closed_on", "-respondent"], name="precedent_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.respondent_id}: {self.sanction_type_id}"
