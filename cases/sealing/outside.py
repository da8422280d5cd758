"""Heads leave the installation: stamped by an authority, mailed, appended to a file that others keep."""

import datetime as dt
import http.client
import logging
import os
from collections.abc import Sequence
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils.translation import gettext as _

from cases.models import ChainHead
from cases.sealing.heads import as_line, fingerprint
from lib.documents.signatures import read_roots
from lib.media import timestamps as stamps

log = logging.getLogger(__name__)
HEADS_PER_ROUND = 20


def goes_out() -> bool:
    """Whether the installation names a place outside itself."""
    return bool(settings.RECORD_ADDRESS or settings.RECORD_FILE)


def stamp_heads(now: dt.datetime) -> int:
    """A timestamp for each head that has none, the newest first; off unless an authority is configured."""
    if not settings.TIMESTAMP_URL:
        return 0
    roots, made = read_roots(settings.TIMESTAMP_ROOTS), 0
    for head in ChainHead.objects.filter(stamp=None).order_by("-pk")[:HEADS_PER_ROUND]:
        question = stamps.ask(fingerprint(head))
        try:
            answer = stamps.post(settings.TIMESTAMP_URL, question)
            attested = stamps.accept(answer, question, roots)
        except (OSError, http.client.HTTPException) as why:
            log.warning("the timestamp authority does not answer: %s", why)
            break
        except stamps.UnacceptableStamp as why:
            log.error("the timestamp for head %s does not hold: %s", head.pk, why)
            continue
        made += ChainHead.objects.filter(pk=head.pk, stamp=None).update(stamp=answer, stamped_at=attested.at)
    return made


@transaction.atomic
def hand_out_heads(now: dt.datetime) -> int:
    """Mail the heads that nobody outside has, and append them to the file. Returns how many.

    Raises OSError or SMTPException when one of them fails: then all are handed out again, rather twice than never.
    """
    if not goes_out():
        return 0
    rows = ChainHead.objects.select_for_update(of=("self",), skip_locked=True).select_related("government")
    heads = list(rows.filter(handed_out_at=None).order_by("pk")[:HEADS_PER_ROUND])
    if not heads:
        return 0
    if settings.RECORD_FILE:
        _append(settings.RECORD_FILE, heads)
    if settings.RECORD_ADDRESS:
        _mail(settings.RECORD_ADDRESS, heads)
    return ChainHead.objects.filter(pk__in=[head.pk for head in heads]).update(handed_out_at=now)


def _append(path: Path, heads: Sequence[ChainHead]) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.writelines(f"{as_line(head)}\n" for head in heads)
        file.flush()
        os.fsync(file.fileno())


def _mail(address: str, heads: Sequence[ChainHead]) -> None:
    night = f"{heads[-1].at:%Y-%m-%d}"
    text = _(
        "Simpan surel ini di luar sistem, satu baris untuk satu rantai. Dengan baris-baris ini "
        "`manage.py verify_record --heads BERKAS` membuktikan bahwa catatan tidak diubah sesudahnya."
    )
    EmailMessage(
        subject=_("Conduct: kepala rantai %s") % night,
        body="\n".join([text, "", *map(as_line, heads)]),
        to=[address],
        headers={"Auto-Submitted": "auto-generated"},
    ).send()
