"""The four governments with their agencies, working hours and accounts."""

import datetime as dt
from collections.abc import Iterable

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Permission

from cases.decisions.competence import Signatory
from cases.demo.hours import plant_hours
from cases.demo.places import PLACES, Place, Unit
from cases.models import Agency, Employee, Employment, Government, Role, User
from cases.procedure.rights import Right
from regulations.models import Official, PostLevel, StaffCategory

# The demo accounts; the HR officer's agency has schools below it.
DEMO_ACCOUNTS = {
    "hr": (Role.HR_OFFICER, "disdik", "Pengelola Kepegawaian"),
    "bkpsdm": (Role.BKPSDM, "bkpsdm", "Petugas BKPSDM"),
    "inspector": (Role.INSPECTOR, "inspektorat", "Auditor Inspektorat"),
    "leader": (Role.LEADER, "setda", "Kepala Daerah"),
    "admin": (Role.ADMINISTRATOR, "setda", "Administrator"),
}
LONG_AGO = dt.date(2015, 1, 5)
LEVELS = {Official.AGENCY_HEAD: PostLevel.JPT_PRATAMA, Official.SEKDA: PostLevel.JPT_PRATAMA}
OFFICER = "petugas.{region}.{code}"


def found(password: str) -> None:
    """Create the governments. The demo accounts share a password; nobody can sign in as the officers."""
    hashed = make_password(password)  # one hash for all: hashing is slow, and the demo has no secrets
    for place in PLACES:
        government = Government.objects.create(
            name=place.name,
            region=place.region,
            time_zone=place.time_zone,
            kind=_kind_of(place.name),
            two_people_from=dt.date.max,  # until the past of the demo was played
        )
        _plant(government, place.units)
        plant_hours(government)
        _open_accounts(government, place, hashed)


def _kind_of(name: str) -> str:
    return Government.Kind.REGENCY if name.startswith("Kabupaten") else Government.Kind.CITY


def _plant(government: Government, units: Iterable[Unit], parent: Agency | None = None) -> None:
    for unit in units:
        agency = Agency.objects.plant(
            government=government,
            code=unit.code,
            parent=parent,
            name=unit.name,
            short_name=unit.short_name,
            kind=unit.kind,
            head_title=unit.head,
        )
        _plant(government, unit.below, agency)


def _open_accounts(government: Government, place: Place, hashed: str) -> None:
    accounts = []
    for name, (role, code, title) in DEMO_ACCOUNTS.items():
        username = f"{name}.{place.suffix}" if place.suffix else name
        accounts.append(
            User(
                username=username,
                first_name=title,
                last_name=place.name,
                role=role,
                government=government,
                agency=government.agencies.get(code=code),
                email=f"{username}@example.go.id",
                password=hashed,
            )
        )
    User.objects.bulk_create(accounts + _officers(government))
    sifting = User.objects.filter(government=government, role__in=Right.SIFT_REPORTS.roles).exclude(email="")
    Permission.objects.get(codename="read_reporter").user_set.add(*sifting)


def _officers(government: Government) -> list[User]:
    """One officer for each top-level agency, without password and mail: they acted in the demo's past."""
    roles = {"bkpsdm": Role.BKPSDM, "bkppd": Role.BKPSDM, "inspektorat": Role.INSPECTOR, "setda": Role.LEADER}
    return [
        User(
            username=OFFICER.format(region=government.region, code=agency.code),
            first_name="Petugas",
            last_name=agency.short_name,
            role=roles.get(agency.code, Role.HR_OFFICER),
            government=government,
            agency=agency,
            password=make_password(None),
        )
        for agency in government.agencies.filter(parent=None)
    ]


def officer(government: Government, code: str) -> User:
    """The officer of an agency who acted in the demo's past."""
    return User.objects.select_related("agency", "government").get(
        username=OFFICER.format(region=government.region, code=code)
    )


def signatory(agency: Agency, official: Official, *, name: str = "", post: str = "") -> Signatory:
    """The signatory of an agency in the demo: one invented official each."""
    post = post or (agency.head_title if official in LEVELS else str(official.label))
    name = name or f"{post} (pejabat peragaan)"
    person, is_new = Employee.objects.get_or_create(
        government=agency.government, name=name, defaults={"other_number": f"PERAGAAN-{agency.pk}-{official}"}
    )
    if is_new and official in LEVELS:
        Employment.objects.create(
            employee=person, agency=agency, category=StaffCategory.PNS, post=post, post_level=LEVELS[official],
            grade="IV/c", starts_on=LONG_AGO, note="pejabat diandaikan untuk peragaan",
        )  # fmt: skip
    stated = {} if official in LEVELS else {"post": post, "mandate": "keputusan pengangkatan (peragaan)"}
    return Signatory(official=official, person=person, **stated)


def second_official(government: Government) -> User:
    """The officer of the regional secretariat, who agrees by his own account to what leaves the law's level."""
    account = officer(government, "setda")
    if account.employee is None:
        account.employee = signatory(home(account), Official.SEKDA).person
        account.save(update_fields=["employee"])
    return account


def name_leaders() -> None:
    """Each demo account of leadership is the head of its region, so that it may decide what awaits a decision."""
    for account in User.objects.filter(username__startswith="leader", role=Role.LEADER):
        account.employee = signatory(home(account), Official.PPK).person
        account.save(update_fields=["employee"])


def home(account: User) -> Agency:
    """The agency of an account; every demo account has one."""
    if account.agency is None:
        raise LookupError(f"{account} has no agency")
    return account.agency
