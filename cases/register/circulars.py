"""The register of circulars: entering, correcting and filing. Nothing is deleted; every change is recorded."""

import dataclasses
import datetime as dt
import uuid
from collections.abc import Sequence

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from cases.evidence.files import accepted
from cases.models import (
    Agency,
    Case,
    CaseRegulation,
    Government,
    RegisterEntry,
    Registration,
    RegulationDocument,
    User,
)
from cases.parties.ties import link_regulation
from cases.procedure.refusals import NotAllowed, RuleViolation
from cases.procedure.rights import Right, may
from lib.media.fingerprints import fingerprint_of
from regulations.models import Amendment, Regulation

PDF = "application/pdf"
READABLE = 30  # characters of a key that come from the number or the subject
COMPARED = (
    "kind", "number", "title", "issuer", "issuer_level", "issued_on", "reported_on", "date_text", "in_force_from",
    "in_force_until", "scope_categories", "scope_text", "platforms", "hours", "rules", "sanction_clause", "legal_basis",
    "trigger", "url", "confidence", "source", "note",
)  # fmt: skip


@dataclasses.dataclass(frozen=True)
class Circular:
    """The content as an unsaved row, the agencies that it addresses, and its effect on earlier ones."""

    content: Regulation
    agencies: Sequence[Agency] = ()
    amends: Sequence[Regulation] = ()
    revokes: Sequence[Regulation] = ()


def keeps_register(user: User) -> bool:
    """BKPSDM and the administrator of a government keep its register; an administrator of the installation keeps
    none."""
    return may(user, Right.KEEP_REGISTER) and user.government_id is not None


@transaction.atomic
def enter_circular(
    *,
    actor: User,
    at: dt.datetime,
    on: dt.date,
    circular: Circular,
    upload: "File[bytes] | None" = None,
    caused_by: Case | None = None,
) -> Regulation:
    """Enter a circular of the account's own government. It may bind without a number, or if it was only spoken.

    Raises RuleViolation if its number exists, if its period ends before it starts, or if it changes law of another
    region.
    """
    government = _held(actor)
    row = circular.content
    row.region, row.checked_on = government.name, on
    row.slug = f"{slugify(row.number or row.title)[:READABLE].strip('-')}-{uuid.uuid4().hex[:7]}"
    _check(circular, government)
    row.save(force_insert=True)
    registration = Registration.objects.create(regulation=row, government=government, entered_by=actor, entered_at=at)
    registration.agencies.set(circular.agencies)
    _change_earlier(row, circular)
    enter_in_register(row, government, RegisterEntry.Act.ENTER, actor, at, str(row))
    if caused_by is not None:
        resulted = CaseRegulation.Relation.RESULTED
        link_regulation(case=caused_by, actor=actor, at=at, on=on, regulation=row, relation=resulted)
    if upload is not None:
        attach_document(regulation=row, actor=actor, at=at, upload=upload)
    return row


@transaction.atomic
def correct_circular(
    *, regulation: Regulation, actor: User, at: dt.datetime, on: dt.date, circular: Circular, seen: int, reason: str
) -> Regulation:
    """Correct a wrong entry. A later change of the circular itself is a new circular that amends it.

    ``seen``: the number of register entries when the form was opened. The old text stays in the register.
    """
    government = _held(actor)
    registration = Registration.objects.filter(regulation=regulation, government=government).first()
    if registration is None:
        raise NotAllowed(_("Peraturan ini bagian dari katalog bersama dan tidak diperbaiki di sini."))
    stored = Regulation.objects.get(pk=regulation.pk)
    if stored.register_entries.count() != seen:
        raise RuleViolation(_("Catatan ini baru saja diubah orang lain. Muat ulang halaman, lalu perbaiki lagi."))
    circular.content.slug, circular.content.region = stored.slug, government.name
    _check(circular, government)
    before = _described(stored, registration)
    for name in COMPARED:
        setattr(stored, name, getattr(circular.content, name))
    stored.checked_on = on
    stored.save(force_update=True)
    registration.agencies.set(circular.agencies)
    _change_earlier(stored, circular)
    after = _described(stored, registration)
    changed = [
        f"{label}: {before[label] or '–'} → {after[label] or '–'}" for label in after if before[label] != after[label]
    ]
    if not changed:
        raise RuleViolation(_("Tidak ada yang berubah."))
    enter_in_register(stored, government, RegisterEntry.Act.CORRECT, actor, at, "\n".join([reason, *changed]))
    return stored


@transaction.atomic
def attach_document(
    *, regulation: Regulation, actor: User, at: dt.datetime, upload: "File[bytes]"
) -> RegulationDocument:
    """Store the PDF of a regulation unchanged, with its fingerprint; earlier copies are kept."""
    government = _held(actor)
    content_type, fingerprint = checked_pdf(upload)
    if RegulationDocument.objects.filter(government=government, regulation=regulation, sha256=fingerprint).exists():
        raise RuleViolation(_("Naskah ini sudah tersimpan."))
    name = default_storage.save(f"regulations/{uuid.uuid4().hex}", upload)
    try:
        document = RegulationDocument.objects.create(
            regulation=regulation,
            government=government,
            file=name,
            original_name=(upload.name or "")[:255],
            content_type=content_type,
            size=upload.size,
            sha256=fingerprint,
            added_by=actor,
            added_at=at,
        )
        enter_in_register(
            regulation, government, RegisterEntry.Act.ATTACH, actor, at, f"{document.original_name}, {fingerprint}"
        )
    except Exception:  # the file is written before the row: a rolled back transaction must not leave it behind
        default_storage.delete(name)
        raise
    return document


def checked_pdf(upload: "File[bytes]") -> tuple[str, str]:
    """Type by content and fingerprint of a PDF. Raises RuleViolation for another type."""
    _kind, content_type = accepted(upload)
    if content_type != PDF:
        raise RuleViolation(_("“%(name)s”: naskah harus berupa PDF.") % {"name": upload.name})
    fingerprint = fingerprint_of(upload)
    upload.seek(0)
    return content_type, fingerprint


def _held(actor: User) -> Government:
    """The actor's government, locked, so that two people cannot enter the same number at the same time."""
    if not keeps_register(actor) or actor.government is None:
        raise NotAllowed(_("Hanya BKPSDM dan administrator yang mencatat surat edaran."))
    return Government.objects.select_for_update(no_key=True).get(pk=actor.government.pk)


def _check(circular: Circular, government: Government) -> None:
    row = circular.content
    if row.in_force_until and (row.in_force_from is None or row.in_force_until < row.in_force_from):
        raise RuleViolation(_("Masa berlaku berakhir sebelum dimulai."))
    same = Regulation.objects.filter(region=government.name, number__iexact=row.number).exclude(slug=row.slug)
    if row.number and (twin := same.first()):
        raise RuleViolation(
            _("Nomor %(number)s sudah dipakai: %(title)s.") % {"number": row.number, "title": twin.title}
        )
    if both := set(circular.amends) & set(circular.revokes):
        raise RuleViolation(_("%(rule)s diubah atau dicabut, tidak keduanya.") % {"rule": both.pop()})
    for earlier in (*circular.amends, *circular.revokes):
        if earlier.region != government.name:
            raise RuleViolation(_("%(rule)s bukan peraturan daerah ini.") % {"rule": earlier})
        if row.in_force_from is None or earlier.in_force_from is None or earlier.in_force_from > row.in_force_from:
            raise RuleViolation(_("%(rule)s belum berlaku ketika surat edaran ini mulai berlaku.") % {"rule": earlier})
        if earlier.pk == row.slug or Amendment.objects.filter(later=earlier, earlier=row.slug).exists():
            raise RuleViolation(_("%(rule)s tidak dapat saling mengubah.") % {"rule": earlier})


def _change_earlier(row: Regulation, circular: Circular) -> None:
    """Write the effect on earlier ones; a wrong link is deleted, the instruments stay."""
    wanted = {earlier.pk: Amendment.Kind.AMENDS for earlier in circular.amends}
    wanted |= {earlier.pk: Amendment.Kind.REVOKES for earlier in circular.revokes}
    row.changes.exclude(earlier__in=wanted).delete()
    read = {"source": row.source, "checked_on": row.checked_on}
    for earlier, kind in wanted.items():
        slug = f"{row.pk}--{earlier}"
        Amendment.objects.update_or_create(later=row, earlier_id=earlier, defaults={"slug": slug, "kind": kind} | read)


def _described(row: Regulation, registration: Registration) -> dict[str, str]:
    """The content in words, by label; the register compares and stores it."""
    described = {}
    for name in COMPARED:
        value = getattr(row, name)
        label = str(getattr(Regulation._meta.get_field(name), "verbose_name", name))
        described[label] = (
            "; ".join(map(str, value)) if isinstance(value, list) else str("" if value is None else value)
        )
    described[_("perangkat daerah")] = "; ".join(sorted(registration.agencies.values_list("name", flat=True)))
    described[_("mengubah atau mencabut")] = "; ".join(
        f"{tie.get_kind_display()} {tie.earlier_id}" for tie in row.changes.all()
    )
    return described


def enter_in_register(
    regulation: Regulation, government: Government, act: RegisterEntry.Act, actor: User, at: dt.datetime, note: str
) -> RegisterEntry:
    """Write one entry of the register, which is append-only."""
    return RegisterEntry.objects.create(
        regulation=regulation, government=government, act=act, actor=actor, at=at, note=note
    )
