"""Temporary release from duty while a severe breach is examined (Pasal 31 PP 94/2021). It is not a sanction."""

import dataclasses
import datetime as dt

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from cases.applicable_law.chargeable import may_be_severe
from cases.examination.lawful_days import is_below
from cases.letters.numbering import claim_number
from cases.models import Act, Agency, Employee, InterimMeasure, Respondent, User
from cases.procedure import workflow
from cases.procedure.refusals import Mend, RuleViolation
from regulations.models import PostLevel, SanctionType

LEADERSHIP = (PostLevel.JPT_PRATAMA, PostLevel.JPT_MADYA)


@dataclasses.dataclass(frozen=True)
class Superior:
    """Who orders a release. ``post`` with its ``source``: only where the staff record has none of that day."""

    person: Employee
    post: str = ""
    source: str = ""


@transaction.atomic
def impose_interim(
    *,
    respondent: Respondent,
    actor: User,
    at: dt.datetime,
    on: dt.date,
    measure: str,
    number: str,
    ground: str,
    superior: Superior,
    acting: str = "",
    ends_on: dt.date | None = None,
    version: int | None = None,
) -> InterimMeasure:
    """Record a temporary release from duty, from the examination until the decision at the latest.

    ``superior`` orders it; ``acting`` carries out the duties meanwhile. Raises RuleViolation if the breach cannot be
    severe, if the category has no such measure, if the official may not order it, and for a number in use.
    """
    respondent = workflow.advance(
        respondent, Act.IMPOSE_INTERIM, actor=actor, at=at, on=on, version=version, note=f"{number}: {ground}"[:200]
    )
    _check_interim(respondent, superior, on=on, ends_on=ends_on)
    claim_number(respondent.case.government, number, on.year)
    return InterimMeasure.objects.create(
        respondent=respondent,
        measure=measure,
        number=number,
        ground=ground,
        ordered_by=str(superior.person),
        superior=superior.person,
        superior_post=superior.post,
        superior_source=superior.source,
        acting=acting,
        starts_on=on,
        ends_on=ends_on,
    )


def _check_interim(respondent: Respondent, superior: Superior, *, on: dt.date, ends_on: dt.date | None) -> None:
    _check_begun(respondent, on)
    _check_ground(respondent, on)
    _check_post(superior, on)
    _check_superior(respondent, superior.person, on)
    if ends_on and ends_on < on:
        raise RuleViolation(_("Tanggal selesai tidak boleh sebelum tanggal mulai."))
    _check_none_runs(respondent, on)


def _check_begun(respondent: Respondent, on: dt.date) -> None:
    """Nobody is released before the letter that calls him to the examination (Pasal 31 PP 94/2021)."""
    first = respondent.summonses.filter(round=respondent.round).order_by("letter_on").first()
    if first is not None and on < first.letter_on:
        raise RuleViolation(
            _("Pembebasan sementara paling awal sejak panggilan %(day)s, selama diperiksa (Pasal 31 PP 94/2021).")
            % {"day": f"{first.letter_on:%d/%m/%Y}"}
        )


def _check_none_runs(respondent: Respondent, on: dt.date) -> None:
    if respondent.interim_measures.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on)).exists():
        raise RuleViolation(
            _("Tindakan sementara masih berjalan; akhiri dulu sebelum menetapkan yang baru."),
            mend=Mend.by(Act.END_INTERIM, respondent),
        )


def _check_ground(respondent: Respondent, on: dt.date) -> None:
    known = SanctionType.objects.in_force(on).filter(
        code="M-RELEASE", categories__contains=[respondent.category], route=respondent.route
    )
    if not known.exists():
        raise RuleViolation(
            _("Pembebasan sementara tidak dikenal bagi %(category)s (Pasal 31 PP 94/2021).")
            % {"category": respondent.get_category_display()}
        )
    if not may_be_severe(respondent):
        raise RuleViolation(
            _(
                "Pembebasan sementara hanya untuk dugaan yang ancamannya hukuman berat (Pasal 31 PP 94/2021). "
                "Catat dulu dugaan pelanggarannya."
            ),
            mend=Mend.by(Act.ALLEGE, respondent),
        )


def _check_post(superior: Superior, on: dt.date) -> None:
    """The post is that of the staff record; where it has none, as for the head of a region, it is stated."""
    if superior.person.post_on(on) is None and not (superior.post.strip() and superior.source.strip()):
        raise RuleViolation(
            _(
                "Jabatan %(who)s tidak tercatat pada hari itu. Isi jabatannya dan sumbernya, mis. keputusan "
                "pengangkatannya (Pasal 31 PP 94/2021)."
            )
            % {"who": superior.person}
        )


def _check_superior(respondent: Respondent, superior: Employee, on: dt.date) -> None:
    """Check the superior: not a respondent of the case, above the examinee, and not of a lower post.

    The leadership of the Secretariat stands above every agency. Whoever reads the source of a stated post judges it.
    """
    if respondent.case.respondents.filter(employee=superior).exists():
        raise RuleViolation(_("Terperiksa dalam kasus ini tidak boleh menetapkannya (Pasal 42–43 UU 30/2014)."))
    job = superior.post_on(on)
    if job is None:
        return
    leads = job.agency.kind == Agency.Kind.SECRETARIAT and job.post_level in LEADERSHIP
    if not respondent.agency.path.startswith(job.agency.path) and not leads:
        raise RuleViolation(
            _("%(who)s bekerja di %(agency)s; terperiksa tidak di bawahnya (Pasal 31 PP 94/2021).")
            % {"who": superior, "agency": job.agency}
        )
    if is_below(superior, respondent, on):
        raise RuleViolation(
            _("%(who)s lebih rendah dari terperiksa; yang menetapkan atasannya (Pasal 31 PP 94/2021).")
            % {"who": superior}
        )


@transaction.atomic
def end_interim(
    *,
    respondent: Respondent,
    actor: User,
    at: dt.datetime,
    on: dt.date,
    number: str,
    restored: str,
    version: int | None = None,
) -> InterimMeasure:
    """Revoke the measure, or record what was restored after it ended with the decision or the path."""
    respondent = workflow.advance(
        respondent, Act.END_INTERIM, actor=actor, at=at, on=on, version=version, note=f"{number}: {restored}"[:200]
    )
    measure = respondent.interim_measures.filter(restored="").first()
    if measure is None:
        raise RuleViolation(_("Tidak ada tindakan sementara yang belum dipulihkan."))
    if on < measure.starts_on:
        raise RuleViolation(_("Tanggal tidak boleh sebelum tindakan sementara dimulai."))
    measure.ends_on = min(measure.ends_on or on, on)
    measure.end_number, measure.restored = number, restored
    measure.save(update_fields=["ends_on", "end_number", "restored"])
    return measure
