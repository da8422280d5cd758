"""Writes law at the law desk: a new dated row ends the earlier one; only wording changes in place (decision 12).

Raises RuleViolation with the rule and its article; then nothing is written.
"""

import datetime as dt
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from cases.law_desk import second_account, second_look
from cases.models import User
from cases.procedure.refusals import NotAllowed, RuleViolation
from cases.procedure.rights import Right, may
from regulations.comparison import Differences, differences, in_words
from regulations.models import Holiday, Interpretation, LawChange
from regulations.models.catalogue import Dated, Sourced

Version = TypeVar("Version", bound=Dated)
LONGEST_SLUG = 80


def reads_law_desk(user: User) -> bool:
    """BKPSDM and administrators; other roles read law in the register and beside the acts that use it."""
    return may(user, Right.READ_LAW_DESK)


def writes(user: User, row: Sourced) -> bool:
    """Administrators write national rows, which bind every government here; BKPSDM writes those of its region."""
    if may(user, Right.WRITE_NATIONAL_LAW):
        return True
    own = {user.government.region, user.government.name} if user.government else set()
    return may(user, Right.WRITE_REGIONAL_LAW) and getattr(row, "region", "") in own


def own_row(user: User, model: type[Version]) -> Version:
    """An empty row of a catalogue in the account's own reach: of its region, where it writes no national law."""
    if may(user, Right.WRITE_NATIONAL_LAW) or user.government is None or not hasattr(model(), "region"):
        return model()
    return model(region=user.government.region)


@transaction.atomic
def add_version(*, actor: User, at: dt.datetime, row: Version, replaces: Version | None, reason: str) -> Version:
    """Add a dated row; the replaced version ends on the day before. Running clocks and decisions keep the old one."""
    _check(actor, row, at)
    _check_period(row)
    if replaces is not None:
        _end(type(row)._default_manager.select_for_update(no_key=True).get(pk=replaces.pk), row, actor, at, reason)
    row.slug = _free_slug(row, replaces)
    _validate(row)
    second_account.require_for_version(row, replaces, actor=actor, at=at, reason=reason)
    row.save(force_insert=True)
    _record(row, LawChange.Kind.ADDED, actor, at, reason, differences(replaces, row) if replaces else {})
    if getattr(row, "region", ""):
        second_look.ask(row, actor=actor, at=at)
    return row


@transaction.atomic
def objection(*, actor: User, at: dt.datetime, row: Version, replaces: Version | None) -> str:
    """Why the version would be refused; empty if it would be accepted. Writes nothing: for a preview."""
    slug = row.slug
    try:
        with transaction.atomic():
            _check_source(row, at)
            _check_period(row)
            if replaces is not None:
                _end(type(row)._default_manager.get(pk=replaces.pk), row, actor, at, "")
            row.slug = _free_slug(row, replaces)
            _validate(row)
            transaction.set_rollback(True)
    except RuleViolation as why:
        return str(why)
    finally:
        row.slug = slug
    return ""


def _check_period(row: Dated) -> None:
    """Checked first, because an invalid period overlaps nothing."""
    if row.in_force_from and row.in_force_until and row.in_force_until < row.in_force_from:
        raise RuleViolation(_("%(rule)s: Masa berlaku berakhir sebelum dimulai.") % {"rule": named(row)})


def _check(actor: User, row: Sourced, at: dt.datetime) -> None:
    if not reads_law_desk(actor) or not writes(actor, row):
        raise NotAllowed(
            _("Baris nasional hanya diubah administrator; BKPSDM menulis aturan, tafsir, dan hari libur daerahnya.")
        )
    _check_source(row, at)


def _check_source(row: Sourced, at: dt.datetime) -> None:
    if page := row.ignored_source(Interpretation.objects.ignored_pages(at.date())):
        raise RuleViolation(_("Sumber ini diabaikan menurut tafsir yang berlaku: %(page)s.") % {"page": page})


def _end(old: Dated, new: Dated, actor: User, at: dt.datetime, reason: str) -> None:
    """End the old version on the day before the new one; a row without a first day stays unchanged."""
    if new.in_force_from is None:
        raise RuleViolation(_("%(rule)s: isi tanggal mulai berlaku versi baru.") % {"rule": named(old)})
    if old.in_force_from is None:
        return
    if new.in_force_from <= old.in_force_from:
        raise RuleViolation(
            _("%(rule)s: versi baru harus mulai sesudah versi lama, yang berlaku sejak %(day)s.")
            % {"rule": named(old), "day": f"{old.in_force_from:%d/%m/%Y}"}
        )
    eve = new.in_force_from - dt.timedelta(days=1)
    if old.in_force_until is None or old.in_force_until > eve:
        before, old.in_force_until = old.in_force_until, eve
        old.save(update_fields=["in_force_until"])
        _record(old, LawChange.Kind.ENDED, actor, at, reason, {"in_force_until": (before, eve)})


def _free_slug(row: Dated, replaces: Dated | None) -> str:
    """The rule and the year of entry into force; with the full day if the year is taken."""
    stem = replaces.slug if replaces else slugify("-".join(str(getattr(row, name)) for name in row.RULE))
    stem = stem.rstrip("0123456789-") if replaces else stem
    day = row.in_force_from
    endings = [str(day.year), day.isoformat()] if day else ["menunggu"]
    slugs = [f"{stem[: LONGEST_SLUG - len(ending) - 1].strip('-')}-{ending}" for ending in endings]
    taken = set(type(row)._default_manager.filter(pk__in=slugs).values_list("pk", flat=True))
    return next((slug for slug in slugs if slug not in taken), slugs[-1])


def _validate(row: Sourced) -> None:
    try:
        row.full_clean()
    except ValidationError as error:
        message = " ".join(dict.fromkeys(error.messages))
        raise RuleViolation(f"{named(row)}: {message}{_others(row)}") from error


def _others(row: Sourced) -> str:
    """The versions of the same rule, listed in an error so that a free period can be found."""
    if not isinstance(row, Dated) or not row.RULE:
        return ""
    same = type(row)._default_manager.filter(**{name: getattr(row, name) for name in row.RULE})
    dated = same.exclude(pk=row.pk).filter(in_force_from__isnull=False).order_by("in_force_from")
    periods = [f"{row.slug} ({_period(row)})" for row in dated]
    return _(" Versi yang ada: %(periods)s.") % {"periods": ", ".join(periods)} if periods else ""


def _period(row: Dated) -> str:
    ends = f"{row.in_force_until:%d/%m/%Y}" if row.in_force_until else _("sekarang")
    return f"{row.in_force_from:%d/%m/%Y}–{ends}"


def named(row: Sourced) -> str:
    """A rule and its article, for messages."""
    return f"“{row}” ({row.cited})" if row.cited != str(row) else f"“{row}”"


@transaction.atomic
def reword(*, actor: User, at: dt.datetime, row: Sourced, reason: str) -> Differences:
    """Change the wording or source of a row; its legal content stays. Returns what changed."""
    _check(actor, row, at)
    stored = type(row)._default_manager.select_for_update(no_key=True).get(pk=row.pk)
    found = differences(stored, row)
    if set(found) - set(row.WORDING):
        raise RuleViolation(_("%(rule)s: isinya hanya berubah lewat versi baru.") % {"rule": named(row)})
    if found:
        _validate(row)
        row.save(update_fields=[*found, *(["changed_at"] if isinstance(row, Holiday) else [])])
        _record(row, LawChange.Kind.REWORDED, actor, at, reason, found)
    return found


@transaction.atomic
def add_day_off(*, actor: User, at: dt.datetime, day_off: Holiday, reason: str, is_decreed: bool = False) -> Holiday:
    """Add a day off, national or of one region; running clocks keep their due day.

    ``is_decreed``: as one of the days of a decree, which a second account has confirmed as a whole.
    """
    _check(actor, day_off, at)
    stem = "-".join(part for part in (day_off.date.isoformat(), slugify(day_off.region)) if part)
    versions = Holiday.objects.filter(date=day_off.date, region=day_off.region).count()
    day_off.slug = f"{stem}-{versions + 1}" if versions else stem
    _validate(day_off)
    if not is_decreed:
        second_account.require_for_day(day_off, _("Tambah hari libur"), actor=actor, at=at, reason=reason)
    day_off.save(force_insert=True)
    _record(day_off, LawChange.Kind.ADDED, actor, at, reason, {})
    return day_off


@transaction.atomic
def withdraw_day_off(
    *, actor: User, at: dt.datetime, day_off: Holiday, on: dt.date, reason: str, is_decreed: bool = False
) -> Holiday:
    """Withdraw a day off by a later decree; the row stays and stores the day of withdrawal."""
    locked = Holiday.objects.select_for_update(no_key=True).get(pk=day_off.pk)
    _check(actor, locked, at)
    if locked.withdrawn_on is not None:
        raise RuleViolation(_("%(rule)s sudah dicabut.") % {"rule": named(locked)})
    if not is_decreed:
        second_account.require_for_day(locked, _("Cabut hari libur"), actor=actor, at=at, reason=reason)
    locked.withdrawn_on = on
    locked.save(update_fields=["withdrawn_on", "changed_at"])
    _record(locked, LawChange.Kind.ENDED, actor, at, reason, {"withdrawn_on": (None, on)})
    return locked


def _record(row: Sourced, kind: LawChange.Kind, actor: User, at: dt.datetime, reason: str, found: Differences) -> None:
    LawChange.objects.create(
        catalogue=row._meta.model_name or "",
        slug=row.pk,
        kind=kind,
        actor=actor,
        at=at,
        reason=reason,
        differences=in_words(found),
    )
