"""The draft of a report: saved while it is typed, visible only to its author, not part of the record."""

import datetime as dt
import uuid

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from cases.intake import uploads as staging
from cases.models import Case, ReportDraft, User
from cases.procedure.refusals import RuleViolation, StaleForm

MOST_DRAFTS = 50  # of one author


@transaction.atomic
def open_draft(*, author: User, key: uuid.UUID, at: dt.datetime) -> ReportDraft | None:
    """The draft with this key, locked; created if missing. None if the key belongs to another account."""
    drafts = ReportDraft.objects.of(author)
    if not drafts.filter(key=key).exists() and drafts.unrecorded().count() >= MOST_DRAFTS:
        raise RuleViolation(_("Anda punya %(n)d draf. Simpan atau hapus dulu salah satunya.") % {"n": MOST_DRAFTS})
    draft, _created = ReportDraft.objects.get_or_create(
        key=key, defaults={"author": author, "started_at": at, "saved_at": at}
    )
    if draft.author_id != author.pk:
        return None
    return ReportDraft.objects.select_for_update(of=("self",), no_key=True).select_related("case").get(pk=key)


@transaction.atomic
def save_draft(
    *, author: User, key: uuid.UUID, at: dt.datetime, content: dict[str, list[str]], revision: int | None = None
) -> ReportDraft | None:
    """Save what was typed, without validation. ``revision``: the one that the page last saw; None overwrites any.

    The same content again changes nothing. A draft that was recorded meanwhile stays as it is, without content.
    Raises StaleForm when another page changed the draft since.
    """
    draft = open_draft(author=author, key=key, at=at)
    if draft is None or draft.case_id or draft.content == content:
        return draft
    if revision is not None and revision < draft.revision:
        raise StaleForm(_("Draf ini sudah diubah di halaman lain. Muat ulang halaman ini untuk melihatnya."))
    draft.content, draft.saved_at = content, at
    draft.revision += 1
    draft.save(update_fields=["content", "saved_at", "revision"])
    return draft


@transaction.atomic
def close_draft(*, draft: ReportDraft, case: Case, at: dt.datetime) -> None:
    """Close a recorded draft: its text and files now belong to the case, and its key opens no draft again."""
    for file in draft.files.all():
        staging.unstage(file)
    draft.content, draft.case, draft.saved_at = {}, case, at
    draft.save(update_fields=["content", "case", "saved_at"])


@transaction.atomic
def discard_draft(draft: ReportDraft) -> None:
    """Delete a draft with its files."""
    for file in draft.files.all():
        staging.unstage(file)
    draft.delete()


def purge_drafts(now: dt.datetime) -> None:
    """Delete drafts that were not changed for ``CONDUCT_DRAFT_DAYS`` calendar days, and files without a draft."""
    old = ReportDraft.objects.filter(saved_at__lt=now - dt.timedelta(days=settings.DRAFT_DAYS))
    for draft in old.iterator():
        discard_draft(draft)
    staging.sweep(now)
