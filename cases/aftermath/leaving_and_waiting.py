"""Closing a path early, holding and resuming it, reopening it, and facts recorded beside it."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from cases.aftermath.restoration import order_restoration
from cases.applicable_law.chargeable import PROVEN
from cases.decisions import precedents
from cases.decisions.decide import annul_standing
from cases.examination import teams
from cases.models import EARLY_EXITS, Act, ClosingReason, Fact, Hold, Respondent, Status, User
from cases.parties import identity
from cases.procedure import clocks, workflow
from cases.procedure.refusals import Mend, RuleViolation
from cases.procedure.summary import refresh
from regulations.calendar import due_on
from regulations.models import ClockStep, TimeLimit


@transaction.atomic
def close_early(
    *,
    respondent: Respondent,
    actor: User,
    at: dt.datetime,
    on: dt.date,
    reason: ClosingReason,
    note: str,
    version: int | None = None,
) -> Respondent:
    """Close the path early: not staff, wrong person, old and handled, unfounded, impersonation, or referred
    elsewhere."""
    if reason not in EARLY_EXITS:
        raise RuleViolation(_("Alasan itu bukan alasan selesai tanpa pemeriksaan."))
    _check_not_proven(respondent, reason)
    respondent = workflow.advance(
        respondent,
        Act.CLOSE_EARLY,
        actor=actor,
        at=at,
        on=on,
        version=version,
        closing_reason=ClosingReason(reason),
        note=note,
    )
    standing = respondent.standing_decision_or_none
    if standing is not None:  # reopened, and then unfounded
        annul_standing(respondent, on)
        order_restoration(standing, actor=actor, at=at)
    identity.correct(respondent, on=on)
    return respondent


def _check_not_proven(respondent: Respondent, reason: ClosingReason) -> None:
    """What the findings hold proven is decided, not closed as unfounded (Pasal 7 and 24 PP 94/2021)."""
    is_found = reason == ClosingReason.UNFOUNDED and respondent.status == Status.FINDINGS
    if is_found and respondent.allegations.filter(finding__outcome__in=PROVEN).exists():
        raise RuleViolation(
            _("Hasil pemeriksaan menyatakan terbukti, jadi diputus dan tidak ditutup sebagai tidak terbukti "
              "(Pasal 7 dan 24 PP 94/2021)."),
            mend=Mend.by(Act.DECIDE, respondent),
        )  # fmt: skip


@transaction.atomic
def reopen(
    *, respondent: Respondent, actor: User, at: dt.datetime, on: dt.date, reason: str, version: int | None = None
) -> Respondent:
    """Reopen a closed path from its beginning."""
    respondent = workflow.advance(respondent, Act.REOPEN, actor=actor, at=at, on=on, version=version, note=reason)
    precedents.forget(respondent)
    teams.dissolve(respondent, on=on)
    return respondent


@transaction.atomic
def record_coaching(
    *, respondent: Respondent, actor: User, at: dt.datetime, on: dt.date, by: str, text: str, version: int | None = None
) -> Fact:
    """Record that coaching was given; this ends the coaching route."""
    respondent = workflow.advance(
        respondent,
        Act.RECORD_COACHING,
        actor=actor,
        at=at,
        on=on,
        version=version,
        closing_reason=ClosingReason.COACHED,
    )
    return Fact.objects.create(respondent=respondent, kind=Fact.Kind.COACHING, on=on, by=by, text=text)


@transaction.atomic
def hold(
    *,
    respondent: Respondent,
    actor: User,
    at: dt.datetime,
    on: dt.date,
    reason: str,
    owner: str,
    review_on: dt.date,
    version: int | None = None,
) -> Hold:
    """Hold the path: reason, owner, and day of review. Internal clocks pause; statutory ones continue."""
    respondent = workflow.advance(respondent, Act.HOLD, actor=actor, at=at, on=on, version=version, note=reason)
    if on < respondent.status_on:  # otherwise internal clocks would be extended by days on which nobody waited
        raise RuleViolation(_("Penahanan tidak boleh dimulai sebelum tahap ini."))
    if review_on < on:
        raise RuleViolation(_("Tanggal tinjau tidak boleh sebelum penahanan dimulai."))
    limit = TimeLimit.objects.required_for(ClockStep.REVIEW_HOLD, respondent.category, on)
    calendar = clocks.calendar_of(respondent)
    # A hold pauses internal clocks, so it needs a day of review.
    if review_on > (latest := due_on(limit, on, calendar)):
        raise RuleViolation(
            _("Tinjau paling lambat %(day)s; sesudah itu boleh ditahan lagi.") % {"day": f"{latest:%d/%m/%Y}"}
        )
    clocks.pause_internal(respondent, on=on)
    _set_held(respondent, True)
    waiting = Hold(respondent=respondent, reason=reason, owner=owner, level=clocks.acting_level(respondent))
    waiting.run(limit, on=on, calendar=calendar, due=review_on).save(force_insert=True)
    return waiting


@transaction.atomic
def resume(
    *, respondent: Respondent, actor: User, at: dt.datetime, on: dt.date, note: str = "", version: int | None = None
) -> Respondent:
    """End the hold: internal clocks continue, extended by the working days of the pause."""
    respondent = workflow.advance(respondent, Act.RESUME, actor=actor, at=at, on=on, version=version, note=note)
    hold = respondent.holds.running().first()
    if hold is None:
        raise RuleViolation(_("Jalur ini tidak sedang ditahan."))
    if on < hold.starts_on:
        raise RuleViolation(_("Tanggal tidak boleh sebelum penahanan dimulai."))
    respondent.holds.meet(on)
    clocks.resume_internal(respondent, on=on)
    _set_held(respondent, False)
    clocks.start_if_silent(respondent, on=on)
    return respondent


def _set_held(respondent: Respondent, held: bool) -> None:
    if respondent.is_held and held:
        raise RuleViolation(_("Jalur ini sudah ditahan."))
    respondent.is_held = held
    respondent.save(update_fields=["is_held"])
    refresh(respondent.case)


@transaction.atomic
def record_fact(
    *,
    respondent: Respondent,
    actor: User,
    at: dt.datetime,
    on: dt.date,
    kind: str,
    text: str,
    by: str = "",
    is_dated: bool = True,
    version: int | None = None,
) -> Fact:
    """Record a fact that does not end the path: apology, statement letter, coaching beside a sanction, transfer.

    ``is_dated`` False: the day of the fact is unknown, and ``on`` is only the day of recording.
    """
    respondent = workflow.advance(
        respondent, Act.RECORD_FACT, actor=actor, at=at, on=on, version=version, note=text[:200]
    )
    return Fact.objects.create(respondent=respondent, kind=kind, on=on if is_dated else None, by=by, text=text)


@transaction.atomic
def rehabilitate(
    *, respondent: Respondent, actor: User, at: dt.datetime, on: dt.date, by: str, text: str, version: int | None = None
) -> Fact:
    """Restore the good name of a person whose case was unfounded, by a letter with its number."""
    respondent = workflow.advance(
        respondent, Act.REHABILITATE, actor=actor, at=at, on=on, version=version, note=text[:200]
    )
    if on < respondent.status_on:
        raise RuleViolation(_("Pemulihan nama baik tidak mungkin sebelum kasusnya selesai."))
    return Fact.objects.create(respondent=respondent, kind=Fact.Kind.REHABILITATION, on=on, by=by, text=text)
