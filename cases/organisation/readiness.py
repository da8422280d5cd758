"""What a government still has to set up before its first case, and what is there already."""

import dataclasses
import datetime as dt

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases.law_desk.working_calendar import calendar_gap
from cases.models import Agency, AgencyHours, Employee, Government, Letterhead, Role, User
from cases.procedure.rights import Right, may


@dataclasses.dataclass(frozen=True)
class Step:
    """A page of the settings: what it is for, what is there, and what it lacks (empty if nothing)."""

    title: str
    url: str
    there: str
    lacks: str = ""


def steps(government: Government, user: User, today: dt.date) -> list[Step]:
    """The pages of the settings in the order of a new installation, as far as the account may open them."""
    every = [
        _government(government),
        _agencies(government),
        _accounts(government) if may(user, Right.MANAGE_ACCOUNTS) else None,
        _calendar(today),
        _hours(government),
        _letterhead(government),
        _staff(government),
    ]
    return [step for step in every if step is not None]


def _government(government: Government) -> Step:
    factor = "" if government.second_factor_from else _("Faktor kedua belum diwajibkan.")
    return Step(_("Pemerintah daerah"), reverse("organisation-government"), str(government), factor)


def _agencies(government: Government) -> Step:
    open_now = Agency.objects.filter(government=government).open()
    count = open_now.count()
    lacks = ""
    if not count:
        lacks = _("Belum ada perangkat daerah.")
    elif not open_now.filter(kind=Agency.Kind.INSPECTORATE).exists():
        lacks = _("Inspektorat belum dicatat.")
    there = ngettext("%(n)d perangkat daerah dan unit", "%(n)d perangkat daerah dan unit", count) % {"n": count}
    return Step(_("Perangkat daerah"), reverse("organisation-agencies"), there, lacks)


def _accounts(government: Government) -> Step:
    active = User.objects.filter(government=government, is_active=True)
    held = set(active.values_list("role", flat=True))
    absent = ", ".join(str(role.label) for role in Role if role.level and role not in held)
    count = active.count()
    there = ngettext("%(n)d akun aktif", "%(n)d akun aktif", count) % {"n": count}
    return Step(
        _("Akun"),
        reverse("account-desk"),
        there,
        _("Belum ada akun: %(roles)s.") % {"roles": absent} if absent else "",
    )


def _calendar(today: dt.date) -> Step:
    url = reverse("law-calendar", args=[today.year])
    return Step(_("Kalender kerja"), url, str(today.year), calendar_gap(today.year, today))


def _hours(government: Government) -> Step:
    own = AgencyHours.objects.filter(government=government)
    exceptions = own.exclude(agency=None).values("agency").distinct().count()
    there = _("umum, dan %(n)d unit sendiri") % {"n": exceptions} if exceptions else _("umum")
    is_set = own.filter(agency=None).exists()
    return Step(
        _("Jam kerja"),
        reverse("organisation-hours"),
        there if is_set else "–",
        "" if is_set else _("Tanpa jam kerja tidak tampak apakah unggahan dibuat saat bertugas."),
    )


def _letterhead(government: Government) -> Step:
    is_set = Letterhead.objects.filter(government=government, agency=None).exists()
    lacks = "" if is_set else _("Surat memakai kepala surat bawaan tanpa alamat.")
    return Step(_("Kepala surat"), reverse("letterheads"), _("umum") if is_set else _("bawaan"), lacks)


def _staff(government: Government) -> Step:
    is_any = Employee.objects.filter(government=government).exists()
    lacks = "" if is_any else _("Tanpa daftar pegawai, terlapor dicatat sebagai belum dikenal.")
    return Step(_("Pegawai"), reverse("staff-imports"), _("ada daftar pegawai") if is_any else "–", lacks)
