"""Signatures and refusals under the minutes of a hearing, signed copies, later addenda, and the handover of copies."""

import dataclasses
import datetime as dt
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from cases.letters.signed_copies import keep_signed_copy
from cases.minutes.versions import hold, newest, record
from cases.models import Act, Hearing, Minutes, MinutesAddendum, MinutesHandOver, MinutesSignature, SignedCopy, User
from cases.procedure.refusals import RuleViolation
from lib.documents.document import Document


@transaction.atomic
def sign_minutes(
    *, hearing: Hearing, actor: User, at: dt.datetime, name: str, version: int, means: str = MinutesSignature.Means.WET
) -> MinutesSignature:
    """Record that a party signed the newest version, on paper or electronically; both may be mixed."""
    current = _to_be_signed(hold(hearing, Act.SIGN_MINUTES, actor), version, name)
    signed = MinutesSignature.objects.create(
        minutes=current, name=name, state=MinutesSignature.State.SIGNED, means=means, at=at, recorded_by=actor
    )
    record(current, Act.SIGN_MINUTES, actor, at, name)
    return signed


@transaction.atomic
def refuse_to_sign(
    *,
    hearing: Hearing,
    actor: User,
    at: dt.datetime,
    name: str,
    reason: str,
    first_witness: str,
    second_witness: str,
    version: int,
) -> MinutesSignature:
    """Record that a party refused to sign, before two witnesses. The minutes remain valid."""
    current = _to_be_signed(hold(hearing, Act.REFUSE_SIGNATURE, actor), version, name)
    if (
        not first_witness
        or not second_witness
        or first_witness == second_witness
        or name in (first_witness, second_witness)
    ):
        raise RuleViolation(_("Penolakan memerlukan dua saksi yang berbeda, selain yang menolak."))
    refused = MinutesSignature.objects.create(
        minutes=current,
        name=name,
        state=MinutesSignature.State.REFUSED,
        at=at,
        reason=reason or _("tidak menyebutkan alasan"),
        first_witness=first_witness,
        second_witness=second_witness,
        recorded_by=actor,
    )
    record(current, Act.REFUSE_SIGNATURE, actor, at, f"{name}: {refused.reason}")
    return refused


@transaction.atomic
def add_signed_copy(
    *, hearing: Hearing, actor: User, at: dt.datetime, kind: str, upload: "File[bytes]", version: int
) -> SignedCopy:
    """Keep a signed copy of the newest minutes. Raises RuleViolation as ``keep_signed_copy``."""
    current = newest(hold(hearing, Act.ADD_SIGNED_COPY, actor), version)
    folder = str(hearing.respondent.case_id)
    copy = keep_signed_copy(paper=current, folder=folder, actor=actor, at=at, kind=kind, upload=upload)
    record(current, Act.ADD_SIGNED_COPY, actor, at, f"{copy.get_kind_display()} {copy.sha256}")
    return copy


@transaction.atomic
def add_to_minutes(*, hearing: Hearing, actor: User, at: dt.datetime, text: str, version: int) -> MinutesAddendum:
    """Add text after signing; signed text is not changed."""
    current = newest(hold(hearing, Act.ADD_TO_MINUTES, actor), version)
    if not current.signatures.exists():
        raise RuleViolation(_("Belum ditandatangani: catat sebagai perbaikan, yang menjadi versi baru."))
    addendum = MinutesAddendum.objects.create(minutes=current, text=text, added_by=actor, added_at=at)
    record(current, Act.ADD_TO_MINUTES, actor, at, text[:200])
    return addendum


@transaction.atomic
def hand_over_minutes(
    *, hearing: Hearing, actor: User, at: dt.datetime, received_by: str, received_on: dt.date, version: int
) -> MinutesHandOver:
    """Record that the examinee received a copy of the newest version.

    Raises RuleViolation if it is already recorded, and for a day before the freezing or in the future.
    """
    current = newest(hold(hearing, Act.HAND_OVER_MINUTES, actor), version)
    agency = hearing.respondent.agency
    if MinutesHandOver.objects.filter(minutes=current).exists():
        raise RuleViolation(_("Penyerahan salinan versi ini sudah dicatat."))
    if not agency.local_date(current.frozen_at) <= received_on <= agency.local_date(at):
        raise RuleViolation(_("Tanggal penyerahan harus antara tanggal pembekuan dan hari ini."))
    given = MinutesHandOver.objects.create(
        minutes=current, received_by=received_by, received_on=received_on, recorded_by=actor, recorded_at=at
    )
    record(current, Act.HAND_OVER_MINUTES, actor, at, received_by)
    return given


def signing_sheet(minutes: Minutes) -> Document:
    """A sheet beside the frozen file: signatures, refusals with witnesses, and additions."""
    with translation.override("id"):
        rows = [_signed_row(signature, minutes) for signature in minutes.signatures.all()]
    head = ["Nama", "Keadaan", "Pukul", "Keterangan"]
    blocks: list[dict[str, Any]] = [
        {"kind": "facts", "rows": [["Berita acara", f"{minutes.number}, versi {minutes.version}"]]},
        {"kind": "facts", "rows": [["Sidik jari catatan", minutes.sha256], ["Sidik jari berkas", minutes.file_sha256]]},
        {"kind": "table", "head": head, "widths": [4, 4, 3, 6], "rows": rows or [["-", "Belum ada", "", ""]]},
    ]
    for position, addendum in enumerate(minutes.addenda.all(), 1):
        blocks += [{"kind": "heading", "text": f"Tambahan {position}"}, {"kind": "paragraph", "text": addendum.text}]
    if given := MinutesHandOver.objects.filter(minutes=minutes).first():
        received = f"{given.received_by}, {given.received_on:%d/%m/%Y}"
        blocks.append({"kind": "facts", "rows": [["Salinan diterima", received]]})
    frozen = Document.from_data(minutes.document)
    return dataclasses.replace(frozen, title="Lembar penandatanganan", blocks=blocks, address="")


def _signed_row(row: MinutesSignature, minutes: Minutes) -> list[str]:
    zone = minutes.hearing.respondent.agency.zone
    seen = f"{row.reason}. Saksi: {row.first_witness} dan {row.second_witness}." if row.reason else ""
    seen = seen or str(row.get_means_display())
    return [row.name, str(row.get_state_display()), f"{row.at.astimezone(zone):%d/%m/%Y %H.%M}", seen]


def _to_be_signed(hearing: Hearing, version: int, name: str) -> Minutes:
    current = newest(hearing, version)
    if name not in current.parties:
        raise RuleViolation(_("%(name)s tidak tercatat hadir dalam berita acara ini.") % {"name": name})
    if current.signatures.filter(name=name).exists():
        raise RuleViolation(_("%(name)s sudah tercatat.") % {"name": name})
    return current
