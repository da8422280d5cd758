"""Letterheads: which one an office uses on a day, and the next version of one."""

import datetime as dt
from typing import IO, Any

from django.db import transaction
from django.utils.translation import gettext as _

from cases.models import Agency, Government, Letterhead, User
from cases.procedure.refusals import NotAllowed, RuleViolation
from cases.procedure.rights import Right, may
from lib.documents import logos


def letterhead_of(office: Agency, on: dt.date) -> Letterhead | None:
    """The letterhead that an office uses on a day: its own, else the government's, else none was set up."""
    return Letterhead.objects.for_office(office, on).first()


def default_place(government: Government) -> str:
    """The town that stands before the date of a letter where no letterhead names one."""
    return government.name.removeprefix("Kota ").removeprefix("Kabupaten ")


def usual_signatory(office: Agency, on: dt.date) -> dict[str, str]:
    """Who signs the letters of an office by its letterhead, else its head by title; only what is known."""
    head = letterhead_of(office, on)
    post = (head.signatory_post if head else "") or office.head_title
    name, number = (head.signatory_name, head.signatory_number) if head else ("", "")
    words = {"penanda_jabatan": post, "penanda_nama": name, "penanda_nip": number}
    return {field: value for field, value in words.items() if value}


@transaction.atomic
def revise_letterhead(
    *,
    government: Government,
    agency: Agency | None,
    actor: User,
    at: dt.datetime,
    version: int,
    in_force_from: dt.date,
    upload: "IO[bytes] | None" = None,
    without_logo: bool = False,
    **lines: Any,
) -> Letterhead:
    """Add the next version of a letterhead; no ``agency`` means all offices without one of their own.

    ``version`` is what the page showed. The emblem of the version before stays unless another comes or it is taken off.
    Raises RuleViolation for a file that is no picture, a day before that of the version before, or a stale page.
    """
    is_foreign = agency is not None and agency.government_id != government.pk
    if not may(actor, Right.SET_LETTERHEAD) or actor.government_id != government.pk or is_foreign:
        raise NotAllowed(_("Kepala surat diatur BKPSDM atau administrator."))
    locked = Government.objects.select_for_update(of=("self",), no_key=True).get(pk=government.pk)
    last = Letterhead.objects.filter(government=locked, agency=agency).order_by("-version").first()
    if (last.version if last else 0) != version:
        raise RuleViolation(_("Kepala surat ini baru saja diubah orang lain. Periksa versi terbaru, lalu simpan lagi."))
    if last is not None and in_force_from < last.in_force_from:
        raise RuleViolation(
            _("Versi baru harus mulai pada atau sesudah %(day)s, hari mulai versi sebelumnya.")
            % {"day": f"{last.in_force_from:%d/%m/%Y}"}
        )
    row = Letterhead(government=locked, agency=agency, version=version + 1, in_force_from=in_force_from, **lines)
    row.logo = _logo(last, upload, without_logo=without_logo)
    row.made_by, row.made_at = actor, at
    row.save(force_insert=True)
    return row


def _logo(last: Letterhead | None, upload: "IO[bytes] | None", *, without_logo: bool) -> str:
    if upload is not None:
        try:
            return logos.keep(upload)
        except logos.NoPicture as why:
            raise RuleViolation(_("Lambang harus gambar PNG, JPEG, atau WebP yang utuh.")) from why
    return str(last.logo) if last and not without_logo else ""
