"""Exported chats: the worker parses their messages and stores them beside the file, which is never changed.

A file of the archive becomes evidence when an officer asks for it.
"""

import datetime as dt
import logging
import tempfile
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from cases.evidence.file_types import ACCEPTED
from cases.evidence.files import ZIP_TYPE, add_file, type_of
from cases.evidence.reading_attempts import next_unread
from cases.models import ChatMessage, ChatReading, EvidenceItem, ReadingAttempt, User
from cases.procedure.refusals import RuleViolation
from lib.chats import archive
from lib.chats.whatsapp import Chat, ChatError, read_chat
from lib.media.sizes import in_words

log = logging.getLogger(__name__)
CHATS = tuple(kind for kind, row in ACCEPTED.items() if row.kind == EvidenceItem.Kind.CHAT)
ROWS_AT_ONCE = 2000


def read_chats(now: dt.datetime) -> int:
    """Parse the next chat without messages. Returns the number of parsed chats: one or none."""
    attempt = next_unread(CHATS, now)
    if attempt is None:
        return 0
    try:
        _read(attempt, now)
    except (ChatError, OSError) as why:
        log.warning("chat %s was not read: %s", attempt.pk, why)
        ReadingAttempt.objects.filter(pk=attempt.pk).update(error=str(why)[:200], done_at=now)
        return 0
    return 1


def take_part(*, item: EvidenceItem, actor: User, at: dt.datetime, name: str) -> EvidenceItem:
    """Store a file of the archive as evidence. Raises RuleViolation for a refused file."""
    reading = ChatReading.objects.filter(item=item).first()
    part = reading.part(name) if reading else None
    if part is None or part["why"]:
        raise RuleViolation(_("Berkas “%(name)s” tidak dapat diambil dari obrolan ini.") % {"name": name[:100]})
    with item.file.open("rb") as stored, tempfile.TemporaryFile() as copy:
        try:
            archive.take_out(stored, name, copy)
        except ChatError as why:
            raise RuleViolation(str(why)) from None
        upload = File(copy, name=name.rpartition("/")[2])
        upload.size = part["size"]
        source = _("dari obrolan %(code)s") % {"code": item.code}
        return add_file(case=item.case, actor=actor, at=at, upload=upload, source=source)


def parts_of(reading: ChatReading) -> list[dict[str, Any]]:
    """The files of the archive, each with its evidence, if any."""
    taken = {item.sha256: item for item in EvidenceItem.objects.filter(case=reading.item.case).exclude(sha256="")}
    return [part | {"taken": taken.get(part["sha256"])} for part in reading.parts]


@transaction.atomic
def _read(attempt: ReadingAttempt, now: dt.datetime) -> None:
    item = attempt.item
    with item.file.open("rb") as stored:
        is_archive = item.content_type == ZIP_TYPE
        content = archive.chat_of(stored) if is_archive else stored.read()
        chat = read_chat(content, item.case.agency.local_date(item.added_at))
        parts = [_judged(part) for part in archive.parts_of(stored)] if is_archive else []
    if is_archive and (missing := _missing(chat, parts)):
        chat.notes.append(_("%(n)d lampiran disebut dalam obrolan, tetapi tidak ada dalam ZIP.") % {"n": missing})
    reading = ChatReading.objects.create(item=item, notes=chat.notes, parts=parts, read_at=now)
    rows = (
        ChatMessage(
            reading=reading,
            place=place,
            day=message.day,
            time=message.time,
            sender=message.sender,
            kind=message.kind.value,
            text=message.text,
            attachment=message.attachment,
            is_edited=message.is_edited,
        )
        for place, message in enumerate(chat.messages, 1)
    )
    ChatMessage.objects.bulk_create(rows, batch_size=ROWS_AT_ONCE)
    ReadingAttempt.objects.filter(pk=attempt.pk).update(done_at=now, error="")


def _judged(part: archive.Part) -> dict[str, Any]:
    content_type, why = type_of(part.head), part.why
    found = ACCEPTED.get(content_type)
    if not why and (found is None or content_type in CHATS):
        why = _("jenis berkas ini tidak diterima sebagai bukti tersendiri")
    elif not why and found and part.size > found.limit:
        why = _("lebih besar dari %(limit)s") % {"limit": in_words(found.limit)}
    return {"name": part.name, "size": part.size, "content_type": content_type, "sha256": part.sha256, "why": why}


def _missing(chat: Chat, parts: list[dict[str, Any]]) -> int:
    there = {part["name"].rpartition("/")[2] for part in parts}
    return sum(bool(message.attachment) and message.attachment not in there for message in chat.messages)


def as_text(reading: ChatReading) -> str:
    """The messages as plain text, one after the other: day, time, sender and text, separated by tabs."""
    lines = []
    for message in reading.messages.order_by("place").iterator(ROWS_AT_ONCE):
        said = message.text if message.is_said else f"[{message.get_kind_display()}] {message.text}"
        lines.append(f"{message.day:%d-%m-%Y} {message.time:%H.%M.%S}\t{message.sender}\t{said}\n")
    return "".join(lines)
