"""Acts on the agencies of a government: add one, give it another name from a day on, close it.

An agency keeps its place in the tree, because cases and accounts refer to its path. A merged or moved agency is closed
and another one added.
"""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from cases.models import Agency, AgencyName, Government, Respondent, Status, User
from cases.organisation.log import record_addition, record_change
from cases.procedure.refusals import NotAllowed, RuleViolation
from cases.procedure.rights import Right, require

LONGEST_CODE = 60


def _require(actor: User, government: Government) -> None:
    require(actor, Right.MANAGE_ORGANISATION)
    if actor.government_id != government.pk:
        raise NotAllowed(_("Perangkat daerah diatur oleh pemerintah daerahnya sendiri."))


@transaction.atomic
def add(*, government: Government, actor: User, parent: Agency | None, **fields: Any) -> Agency:
    """A new agency or unit. ``fields``: name, short_name, kind, head_title, time_zone.

    Its code is made from the short name. Raises NotAllowed, and RuleViolation if the parent has a unit of that name.
    """
    _require(actor, government)
    code = slugify(fields["short_name"])[:LONGEST_CODE] or "unit"
    if Agency.objects.filter(government=government, path=Agency.path_below(parent, code)).exists():
        raise RuleViolation(_("Nama singkat “%(name)s” sudah dipakai di tempat itu.") % {"name": fields["short_name"]})
    agency = Agency.objects.plant(government=government, code=code, parent=parent, **fields)
    record_addition(actor, agency)
    return agency


@transaction.atomic
def rename(
    agency: Agency, *, actor: User, at: dt.datetime, in_force_from: dt.date, basis: str, **names: str
) -> AgencyName:
    """Another name from a day on, by a regulation. ``names``: name, short_name, head_title.

    The earlier name stays on record; letters and decisions of earlier days are not changed. A name of a future day
    takes effect that day (``take_effect``). Raises NotAllowed, and RuleViolation for a day before the latest name.
    """
    _require(actor, agency.government)
    latest = agency.names.first()
    if latest is not None and latest.in_force_from and in_force_from <= latest.in_force_from:
        raise RuleViolation(
            _("Nama yang tercatat berlaku sejak %(day)s; nama berikutnya berlaku sesudah hari itu.")
            % {"day": f"{latest.in_force_from:%d-%m-%Y}"}
        )
    if latest is None:
        AgencyName.objects.create(agency=agency, made_by=actor, made_at=at, **_names_of(agency))
    row = AgencyName.objects.create(
        agency=agency, made_by=actor, made_at=at, in_force_from=in_force_from, basis=basis, **names
    )
    if in_force_from <= agency.local_date(at):
        _take(row)
    record_change(actor, agency, f"{in_force_from}: {row.name}, {row.short_name}, {row.head_title}. {basis}")
    return row


def _names_of(agency: Agency) -> dict[str, str]:
    return {"name": agency.name, "short_name": agency.short_name, "head_title": agency.head_title}


def _take(row: AgencyName) -> None:
    Agency.objects.filter(pk=row.agency_id).update(name=row.name, short_name=row.short_name, head_title=row.head_title)


def take_effect(now: dt.datetime) -> int:
    """Agencies take the name whose day has come. Returns how many did; run every night."""
    changed = 0
    for agency in Agency.objects.filter(names__in_force_from__isnull=False).distinct():
        row = agency.names.filter(in_force_from__lte=agency.local_date(now)).first()
        if row is not None and (row.name, row.short_name, row.head_title) != tuple(_names_of(agency).values()):
            _take(row)
            changed += 1
    return changed


@transaction.atomic
def close(agency: Agency, *, actor: User, closed_on: dt.date, basis: str) -> None:
    """An agency that ended. It is no longer offered; its cases stay where they are.

    Raises NotAllowed, and RuleViolation while paths run, units below it are open, or accounts act for it.
    """
    _require(actor, agency.government)
    inside = Agency.objects.within(agency)
    if inside.exclude(pk=agency.pk).filter(closed_on__isnull=True).exists():
        raise RuleViolation(_("Masih ada unit di bawahnya. Tutup unit itu dahulu."))
    if agency.users.filter(is_active=True).exists():
        raise RuleViolation(_("Masih ada akun aktif pada perangkat daerah ini. Pindahkan akun itu dahulu."))
    if Respondent.objects.filter(agency=agency).exclude(status=Status.CLOSED).exists():
        raise RuleViolation(_("Masih ada terlapor yang perkaranya berjalan pada perangkat daerah ini."))
    agency.closed_on, agency.closing_basis = closed_on, basis
    agency.save(update_fields=["closed_on", "closing_basis"])
    record_change(actor, agency, f"closed {closed_on}: {basis}")
