"""Confirmation that a circular was read: by the personal link, or from a list signed by hand."""

import datetime as dt
import uuid

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _

from cases.models import Publication, Receipt, RegisterEntry, SignedSheet, User
from cases.models.register.publication import ReceiptQuerySet
from cases.procedure.refusals import NotAllowed, RuleViolation
from cases.procedure.rights import Right, may
from cases.register.circulars import checked_pdf, enter_in_register


def confirm(*, receipt: Receipt, at: dt.datetime, on: dt.date) -> bool:
    """Confirm by the personal link. Only the first confirmation counts.

    Raises RuleViolation after the day on which the links expire. Returns whether this was the first confirmation.
    """
    if on > receipt.publication.expires_on:
        raise RuleViolation(_("Tautan ini sudah berakhir."))
    return bool(Receipt.objects.unconfirmed().filter(pk=receipt.pk).update(confirmed_at=at))


@transaction.atomic
def confirm_on_behalf(
    *,
    publication: Publication,
    receipts: ReceiptQuerySet,
    actor: User,
    at: dt.datetime,
    note: str,
    upload: "File[bytes] | None" = None,
) -> SignedSheet:
    """Store a sheet that employees signed by hand, and confirm for them; earlier confirmations are not changed."""
    if not may(actor, Right.HAND_OUT_LINKS):
        raise NotAllowed(_("Peran Anda tidak mencatat konfirmasi pegawai."))
    held = receipts.visible_to(actor).unconfirmed().filter(publication=publication).select_for_update(no_key=True)
    keys = list(held.values_list("pk", flat=True))
    if not keys:
        raise RuleViolation(_("Semua yang dipilih sudah mengonfirmasi."))
    sheet = SignedSheet(publication=publication, note=note, added_by=actor, added_at=at)
    if upload is not None:
        sheet.content_type, sheet.sha256 = checked_pdf(upload)
        sheet.original_name, sheet.size = (upload.name or "")[:255], upload.size
        sheet.file.name = default_storage.save(f"sheets/{uuid.uuid4().hex}", upload)
    try:
        sheet.save(force_insert=True)
        Receipt.objects.filter(pk__in=keys).update(confirmed_at=at, sheet=sheet)
        _note(publication, RegisterEntry.Act.CONFIRM, actor, at, f"{len(keys)}: {note}")
    except Exception:  # the file is written before the row: a rolled back transaction must not leave it behind
        if sheet.file:
            default_storage.delete(str(sheet.file.name))
        raise
    return sheet


def record_hand_out(*, publication: Publication, actor: User, at: dt.datetime, what: str) -> None:
    """Record that somebody downloaded or printed personal links, and which."""
    if not may(actor, Right.HAND_OUT_LINKS):
        raise NotAllowed(_("Peran Anda tidak membagikan tautan pegawai."))
    _note(publication, RegisterEntry.Act.HAND_OUT, actor, at, what)


def _note(publication: Publication, act: RegisterEntry.Act, actor: User, at: dt.datetime, note: str) -> None:
    enter_in_register(publication.regulation, publication.government, act, actor, at, note)
