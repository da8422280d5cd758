"""Timestamps heads, and copies them outside the installation: by mail (RECORD_ADDRESS) and to a file (RECORD_FILE)."""

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
    """Whether a place outside the installation is configured."""
    return bool(settings.RECORD_ADDRESS or settings.RECORD_FILE)


def stamp_heads(now: dt.datetime) -> int:
    """Request a timestamp for heads without one, newest first. Returns the number of new timestamps.

    Does nothing without TIMESTAMP_URL. If the authority does not answer, the rest is tried in the next run; an invalid
    timestamp is logged and not stored.
    """
    if not settings.TIMESTAMP_URL:
        return 0
    roots, made = read_roots(settings.TIMESTAMP_ROOTS), 0
    for head in ChainHead.objects.filter(stamp=None).order_by("-pk")[:HEADS_PER_ROUND]:
        try:
            answer, attested = stamps.obtain(settings.TIMESTAMP_URL, fingerprint(head), roots)
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
    """Append new heads to the file, and mail them. Returns their number.

    Raises OSError or SMTPException if one of the two fails. Then all of them are copied again in the next run: a head
    may arrive twice, but is never lost.
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
