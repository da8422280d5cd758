"""Destroying what is due, after two reviewers agreed: rows, files, and what remains in the skeleton (decision 88)."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.core.files.storage import default_storage
from django.db import connection, models, transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from cases.models import (
    Act,
    AuditEntry,
    Case,
    CustodyEntry,
    DestroyedEntries,
    Destruction,
    Disposal,
    Government,
    IncomingReport,
    LegalHold,
    PendingAct,
    ReporterReading,
    SealedKind,
    Unsealed,
    User,
)
from cases.procedure import two_people
from cases.procedure.admission import lock
from cases.procedure.audit import record
from cases.procedure.case_acts import check_case_act
from cases.procedure.refusals import RuleViolation
from cases.procedure.rights import Right, require
from cases.retention.certificates import certify
from cases.retention.extent import WIPED, Rows, belongings, belongings_of_reports, skeleton
from cases.retention.schedule import old_readings, refused_reports
from lib.append_only import AppendOnly

AT_ONCE = 5000  # rows of one statement, and entries of one row of the record
SEALED = {AuditEntry: SealedKind.ACT, CustodyEntry: SealedKind.CUSTODY, ReporterReading: SealedKind.REPORTER_READ}


@transaction.atomic
def destroy(*, disposal: Disposal, actor: User, at: dt.datetime) -> Destruction:
    """Destroy what a proposal names; the first account proposes, another confirms, and then it is done.

    Raises NotAllowed, NeedsSecond, and RuleViolation for what is held, not due, open again, or not yet sealed.
    """
    require(actor, Right.DISPOSE)
    # Two destructions of a government run one after the other; the application has no right to lock a proposal itself.
    Government.objects.select_for_update(of=("self",), no_key=True).get(pk=disposal.government_id)
    locked = Disposal.objects.select_related("government", "limit", "case").get(pk=disposal.pk)
    if Destruction.objects.filter(disposal=locked).exists():
        raise RuleViolation(_("Ini sudah dimusnahkan."))
    if locked.due_on > locked.government.local_date(at):
        raise RuleViolation(_("Masa simpannya belum berakhir."))
    if locked.case is not None:
        return _destroy_case(locked, locked.case, actor, at)
    if locked.government_id != actor.government_id:
        raise RuleViolation(_("Ini dinilai pemerintah daerah lain."))
    agreed = _confirmed(locked, None, actor, at)
    if locked.kind == Disposal.Kind.REPORTS:
        return _destroy_reports(locked, agreed, at)
    return _destroy_readings(locked, agreed, at)


def _confirmed(disposal: Disposal, case: Case | None, actor: User, at: dt.datetime) -> PendingAct:
    return two_people.require(
        PendingAct.Kind.DISPOSAL, actor=actor, at=at, government=disposal.government, case=case,
        summary=_("Musnahkan: %(what)s") % {"what": disposal}, payload={"disposal": disposal.pk}, disposal=disposal,
    )  # fmt: skip


def _destroy_case(disposal: Disposal, case: Case, actor: User, at: dt.datetime) -> Destruction:
    case = lock(case)
    check_case_act(case, Act.DESTROY, actor)
    if LegalHold.objects.filter(case=case, lifted_at=None).exists():
        raise RuleViolation(_("Kasus ini ditahan dari pemusnahan. Cabut dulu penahanannya."))
    if case.closed_on is None:
        raise RuleViolation(_("Kasus ini terbuka lagi."))
    agreed = _confirmed(disposal, case, actor, at)
    found = belongings(case, since=agreed.proposed_at)
    _refuse_unsealed(found)
    files = _files_of(found)
    counts = {str(model._meta.verbose_name): len(keys) for model, keys in found.items()}
    made = certify(disposal, agreed, counts=counts, files=len(files), at=at)
    for model, keys in found.items():
        _delete(made, model, keys)
    _note_entries(made, {SEALED[model]: keys for model, keys in found.items() if model in SEALED})
    for model, rows in skeleton(case):
        if WIPED[model]:
            rows.update(**WIPED[model])
    on = case.government.local_date(at)
    Case.objects.filter(pk=case.pk).update(destroyed_on=on, search=case.number.lower())
    record(case, Act.DESTROY, actor=actor, at=at, on=on, note=made.number)
    transaction.on_commit(lambda: _delete_files(files))
    return made


def _destroy_readings(disposal: Disposal, agreed: PendingAct, at: dt.datetime) -> Destruction:
    """The readings before the day, page by page; their seals stay."""
    pages, lists = old_readings(disposal.government, disposal.due_on)
    found: Rows = {rows.model: set(rows.values_list("pk", flat=True)) for rows in (pages, lists)}
    _refuse_unsealed(found, {pages.model: SealedKind.READ, lists.model: SealedKind.LIST})
    counts = {str(model._meta.verbose_name): len(keys) for model, keys in found.items()}
    made = certify(disposal, agreed, counts=counts, files=0, at=at)
    for model, keys in found.items():
        _delete(made, model, keys)
    _note_entries(made, {SealedKind.READ: found[pages.model], SealedKind.LIST: found[lists.model]})
    return made


def _destroy_reports(disposal: Disposal, agreed: PendingAct, at: dt.datetime) -> Destruction:
    """What the refused reports before the day said, with files, messages and reporters; number, channel and day of
    each stay."""
    reports = refused_reports(disposal.government, disposal.due_on).select_for_update(of=("self",))
    keys = set(reports.values_list("pk", flat=True))
    found = belongings_of_reports(keys)
    _refuse_unsealed(found)
    files = _files_of(found)
    counts = {str(IncomingReport._meta.verbose_name): len(keys)}
    counts |= {str(model._meta.verbose_name): len(rows) for model, rows in found.items()}
    made = certify(disposal, agreed, counts=counts, files=len(files), at=at)
    for model, rows in found.items():
        _delete(made, model, rows)
    _note_entries(made, {SEALED[model]: rows for model, rows in found.items() if model in SEALED})
    on = disposal.government.local_date(at)
    IncomingReport.objects.filter(pk__in=keys).update(**WIPED[IncomingReport], destroyed_on=on)
    transaction.on_commit(lambda: _delete_files(files))
    return made


def _refuse_unsealed(found: Rows, kinds: dict[type[Model], SealedKind] | None = None) -> None:
    """An entry that goes before its seal would leave a break in the chain."""
    for model, kind in (kinds or SEALED).items():
        if Unsealed.objects.filter(kind=kind, entry__in=found.get(model, ())).exists():
            raise RuleViolation(_("Catatan terakhirnya belum tersegel. Coba lagi semenit lagi."))


def _delete(made: Destruction, model: type[Model], keys: Iterable[int]) -> None:
    """Rows of append-only tables by the function of the database, which asks for the certificate; others directly."""
    guarded = any(isinstance(trigger, AppendOnly) for trigger in getattr(model._meta, "triggers", ()))
    for piece in _pieces(keys):
        if guarded:
            with connection.cursor() as cursor:
                cursor.execute("SELECT destroy_rows(%s, %s::regclass, %s)", [made.pk, model._meta.db_table, piece])
        else:
            rows: Any = model._base_manager.filter(pk__in=piece)
            rows._raw_delete(rows.db)


def _note_entries(made: Destruction, gone: dict[SealedKind, set[int]]) -> None:
    DestroyedEntries.objects.bulk_create(
        DestroyedEntries(destruction=made, kind=kind, entries=piece)
        for kind, keys in gone.items()
        for piece in _pieces(keys)
    )


def _pieces(keys: Iterable[int]) -> Iterable[list[int]]:
    ordered = sorted(keys)
    return (ordered[start : start + AT_ONCE] for start in range(0, len(ordered), AT_ONCE))


def _files_of(found: Rows) -> list[str]:
    """The names of the stored files of these rows."""
    names: dict[str, None] = {}
    for model, keys in found.items():
        for field in model._meta.concrete_fields:
            if isinstance(field, models.FileField):
                held = model._base_manager.filter(pk__in=keys).values_list(field.name, flat=True)
                names |= dict.fromkeys(name for name in held if name)
    return list(names)


def _delete_files(names: list[str]) -> None:
    for name in names:
        default_storage.delete(name)
