"""The draft of a report: kept while it is typed, its author's alone, and never the record."""

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
    """The draft with this key under lock, begun if need be. None where the key is another account's."""
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
    """Keep what was typed, unchecked. ``revision``: what the page last had; None writes over whatever there is.

    The same content again is no change. A draft that was recorded meanwhile stays as it is, without content.
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
    """The draft was recorded: its text and files are the case's now, and its key brings nothing back."""
    for file in draft.files.all():
        staging.unstage(file)
    draft.content, draft.case, draft.saved_at = {}, case, at
    draft.save(update_fields=["content", "case", "saved_at"])


@transaction.atomic
def discard_draft(draft: ReportDraft) -> None:
    """Throw a draft away, with its files."""
    for file in draft.files.all():
        staging.unstage(file)
    draft.delete()


def purge_drafts(now: dt.datetime) -> None:
    """Drop drafts that nobody touched for ``CONDUCT_DRAFT_DAYS`` days, and files that no draft knows."""
    old = ReportDraft.objects.filter(saved_at__lt=now - dt.timedelta(days=settings.DRAFT_DAYS))
    for draft in old.iterator():
        discard_draft(draft)
    staging.sweep(now)
