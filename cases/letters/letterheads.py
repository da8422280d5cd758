"""Letterheads: the one that an office uses on a day, and the next version."""

import datetime as dt
from typing import IO, Required, TypedDict, Unpack

from django.db import transaction
from django.utils.translation import gettext as _

from cases.models import Agency, Employee, Government, Letterhead, User
from cases.procedure.refusals import NotAllowed, RuleViolation
from cases.procedure.rights import Right, may
from lib.documents import logos


def letterhead_of(office: Agency, on: dt.date, *, above: str = "") -> Letterhead | None:
    """The letterhead of an office on a day: its own, otherwise the government's, otherwise None.

    ``above``: the post of an official above all agencies, who writes under that of the government.
    """
    rows = Letterhead.objects.for_office(office, on)
    return (rows.filter(agency=None) if above else rows).first()


def office_of(official: Employee | None, on: dt.date, preparing: Agency) -> Agency:
    """The office that writes a letter: that of the official who signs; else the one that prepares it."""
    job = official.post_on(on) if official else None
    return job.agency if job else preparing


def place_of(office: Agency, on: dt.date, *, above: str = "") -> str:
    """The town that stands before the date of a letter."""
    head = letterhead_of(office, on, above=above)
    return head.place if head else default_place(office.government)


def default_place(government: Government) -> str:
    """The same if no letterhead names one."""
    return government.name.removeprefix("Kota ").removeprefix("Kabupaten ")


def usual_signatory(office: Agency, on: dt.date) -> dict[str, str]:
    """The usual signatory of an office: that of its letterhead, otherwise its head by title; only known values."""
    head = letterhead_of(office, on)
    post = (head.signatory_post if head else "") or office.head_title
    name, number = (head.signatory_name, head.signatory_number) if head else ("", "")
    words = {"penanda_jabatan": post, "penanda_nama": name, "penanda_nip": number}
    return {field: value for field, value in words.items() if value}


class Lines(TypedDict, total=False):
    """What a letterhead says, and who signs under it."""

    government_line: Required[str]
    office_line: str
    address: str
    place: Required[str]
    unit_code: str
    paper: str
    signatory_post: str
    signatory_name: str
    signatory_number: str


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
    **lines: Unpack[Lines],
) -> Letterhead:
    """Add the next version of a letterhead; without ``agency`` it is that of all offices without their own.

    ``version`` is the version that the page showed. The emblem of the earlier version stays unless a new one is
    uploaded or ``without_logo`` is set. Raises RuleViolation for a file that is no picture, for a day before that of
    the earlier version, and for an outdated page.
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
            raise RuleViolation(_("Lambang harus gambar yang utuh: %(types)s.") % {"types": logos.IN_WORDS}) from why
    return str(last.logo) if last and not without_logo else ""
