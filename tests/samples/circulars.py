"""Circulars: entered, typed into the form, published."""

import datetime as dt
import uuid

from cases.register import circulars
from cases.register.circulars import Circular
from cases.register.publishing import publish
from regulations.models import Regulation

JAKARTA = dt.timezone(dt.timedelta(hours=7))
IN_FORCE_FROM = dt.date(2026, 1, 5)
MONDAY = dt.datetime(2026, 7, 13, 9, 0, tzinfo=JAKARTA)


def written(**over):
    fields = {
        "kind": "CIRCULAR", "number": "800/1/BKPSDM", "title": "Bijak bermedia sosial", "source": "naskah asli",
        "confidence": "VERIFIED", "in_force_from": IN_FORCE_FROM, "rules": ["Tidak siaran langsung pada jam kerja."],
    }  # fmt: skip
    return Regulation(**fields | over)


def enter(actor, now, *, agencies=(), amends=(), revokes=(), upload=None, caused_by=None, **over):
    circular = Circular(written(**over), agencies=agencies, amends=amends, revokes=revokes)
    return circulars.enter_circular(
        actor=actor, at=now, on=actor.local_date(now), circular=circular, upload=upload, caused_by=caused_by
    )


def typed(**over):
    fields = {
        "submission": str(uuid.uuid4()), "kind": "CIRCULAR", "number": "800/1/BKPSDM", "title": "Bijak bermedia sosial",
        "rules": "Satu.\n\nDua.", "in_force_from": "5/1/2026", "source": "naskah asli", "confidence": "VERIFIED",
    }  # fmt: skip
    return fields | over


def announce(circular, actor, agencies, at=MONDAY, days=30):
    on = actor.local_date(at)
    return publish(
        regulation=circular, actor=actor, at=at, on=on, agencies=agencies, expires_on=on + dt.timedelta(days=days)
    )
