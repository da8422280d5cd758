"""Publishing a circular: one receipt for each employee.

Employees have no accounts. Those with an e-mail address receive a mail; the officers have a list with all links.
Reminders: ``reading_reminders``.
"""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from cases.models import (
    Agency,
    Government,
    Notification,
    Publication,
    RegisterEntry,
    User,
    regulations_visible_to,
)
from cases.procedure.refusals import NotAllowed, RuleViolation
from cases.register.circulars import enter_in_register, keeps_register
from cases.register.reading_reminders import tell_officers
from cases.register.receipt_rows import hand_receipts
from regulations.models import Regulation

LONGEST_LINK_LIFE = 366  # calendar days of validity of a link


@transaction.atomic
def publish(
    *,
    regulation: Regulation,
    actor: User,
    at: dt.datetime,
    on: dt.date,
    agencies: Sequence[Agency],
    expires_on: dt.date,
) -> Publication:
    """Publish a circular in agencies and their units: one receipt for each employee of that day.

    A repeated publication adds agencies and new employees and may extend the links; nobody gets a second receipt.
    """
    if not keeps_register(actor) or actor.government is None:
        raise NotAllowed(_("Hanya BKPSDM dan administrator yang menerbitkan surat edaran."))
    government = Government.objects.select_for_update(no_key=True).get(pk=actor.government.pk)
    _check(regulation, government, actor, on, agencies, expires_on)
    publication, is_new = Publication.objects.get_or_create(
        government=government,
        regulation=regulation,
        defaults={"published_by": actor, "published_on": on, "expires_on": expires_on},
    )
    if not is_new and expires_on > publication.expires_on:
        publication.expires_on = expires_on
        publication.save(update_fields=["expires_on"])
    publication.agencies.add(*agencies)
    added = hand_receipts(publication, agencies, at, on)
    names = ", ".join(agency.name for agency in agencies)
    note = _("%(n)d pegawai di %(names)s; tautan sampai %(day)s") % {
        "n": added, "names": names, "day": f"{publication.expires_on:%d/%m/%Y}",
    }  # fmt: skip
    entry = enter_in_register(regulation, government, RegisterEntry.Act.PUBLISH, actor, at, note)
    tell_officers(publication, f"publication:{publication.pk}:entry:{entry.pk}", Notification.Kind.TASK, at)
    return publication


def _check(
    regulation: Regulation,
    government: Government,
    actor: User,
    on: dt.date,
    agencies: Sequence[Agency],
    expires_on: dt.date,
) -> None:
    if not regulations_visible_to(actor).filter(pk=regulation.pk, region__in=("", government.name)).exists():
        raise RuleViolation(_("Peraturan daerah lain tidak diterbitkan di sini."))
    if not agencies or any(agency.government_id != government.pk for agency in agencies):
        raise RuleViolation(_("Pilih perangkat daerah."))
    if not on < expires_on <= on + dt.timedelta(days=LONGEST_LINK_LIFE):
        raise RuleViolation(_("Tautan berlaku sedikitnya sehari dan paling lama setahun."))
