"""The four governments with their agencies, working hours and accounts."""

from collections.abc import Iterable

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Permission

from cases.demo.hours import plant_hours
from cases.demo.places import PLACES, Place, Unit
from cases.models import Agency, Government, Role, User
from cases.procedure.rights import Right

# Whoever tries the product; the HR officer's agency has schools below it.
DEMO_ACCOUNTS = {
    "hr": (Role.HR_OFFICER, "disdik", "Pengelola Kepegawaian"),
    "bkpsdm": (Role.BKPSDM, "bkpsdm", "Petugas BKPSDM"),
    "inspector": (Role.INSPECTOR, "inspektorat", "Auditor Inspektorat"),
    "leader": (Role.LEADER, "setda", "Sekretaris Daerah"),
    "admin": (Role.ADMINISTRATOR, "setda", "Administrator"),
}
OFFICER = "petugas.{region}.{code}"


def found(password: str) -> None:
    """Found the governments. The demo accounts share a password; nobody can sign in as the officers."""
    hashed = make_password(password)  # one hash for all: slow by design, and no secret in a demo
    for place in PLACES:
        government = Government.objects.create(name=place.name, region=place.region, time_zone=place.time_zone)
        _plant(government, place.units)
        plant_hours(government)
        _open_accounts(government, place, hashed)


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
                is_staff=role == Role.ADMINISTRATOR,
                is_superuser=role == Role.ADMINISTRATOR and not place.suffix,
            )
        )
    User.objects.bulk_create(accounts + _officers(government))
    sifting = User.objects.filter(government=government, role__in=Right.SIFT_REPORTS.roles).exclude(email="")
    Permission.objects.get(codename="read_reporter").user_set.add(*sifting)


def _officers(government: Government) -> list[User]:
    """One officer for each agency at the top, without password and mail: they act in the past of the demo."""
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


def home(account: User) -> Agency:
    """Where an account works; everybody in the demo works somewhere."""
    if account.agency is None:
        raise LookupError(f"{account} has no agency")
    return account.agency
