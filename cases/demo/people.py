"""Invented people: Indonesian names from a library, numbers that pass the check, dated employments."""

import datetime as dt
from collections.abc import Iterable
from itertools import count
from random import Random

from faker import Faker

from cases.models import Agency, Employee, Employment
from cases.models.people.employee import Grade
from regulations.models import PostLevel, StaffCategory

MASKED = "{label} (nama disamarkan)"
POSTS = {
    Agency.Kind.SCHOOL: ("Guru Ahli Pertama", "Guru Ahli Muda", "Pustakawan Sekolah"),
    Agency.Kind.HOSPITAL: ("Perawat Terampil", "Bidan Mahir", "Perekam Medis"),
    Agency.Kind.COMPANY: ("Staf Pelayanan Pelanggan", "Petugas Pencatat Meter", "Staf Keuangan"),
    Agency.Kind.WARD: ("Penata Layanan", "Arsiparis", "Petugas Pelayanan"),
}
OTHER_POSTS = ("Arsiparis", "Analis Kebijakan", "Pranata Humas", "Pranata Komputer", "Petugas Pelayanan")
WITH_NIP = {StaffCategory.PNS, StaffCategory.CPNS, StaffCategory.PPPK, StaffCategory.PPPK_PART_TIME}
RANKED = {StaffCategory.PNS, StaffCategory.CPNS}
GRADES = (Grade.II_C, Grade.III_A, Grade.III_C, Grade.IV_A)  # in turn, so that teams find members
SERIAL = 1000


def nip(born: dt.date, appointed: dt.date, category: str, woman: bool, serial: int) -> str:
    """Birth date, appointment (PPPK have 21 for the month), sex, serial."""
    month = "21" if category.startswith("PPPK") else f"{appointed:%m}"
    return f"{born:%Y%m%d}{appointed:%Y}{month}{2 if woman else 1}{serial % SERIAL:03d}"


def masked(agency: Agency, label: str, category: str, post: str, since: dt.date, number: str) -> Employee:
    """A person of a real case: a label instead of a name, an invented number instead of the real one."""
    with_nip = category in WITH_NIP
    employee = Employee.objects.create(
        government=agency.government,
        name=MASKED.format(label=label),
        nip=number if with_nip else None,
        other_number="" if with_nip else number,
    )
    Employment.objects.create(
        employee=employee,
        agency=agency,
        category=category,
        post=post,
        post_level=PostLevel.FUNCTIONAL if category in RANKED else "",
        grade=Grade.II_C if category in RANKED else "",
        starts_on=since,
        note="jenjang, golongan, dan mulai bertugas diandaikan untuk peragaan",
    )
    return employee


def hire(agencies: Iterable[tuple[Agency, str]], *, seed: int, since: dt.date) -> list[Employee]:
    """One invented person for each pair of agency and category, all in three statements; those of an earlier call with
    the same pairs are found by their numbers."""
    fake, random, serials = Faker("id_ID"), Random(seed), count(1)
    fake.seed_instance(seed)
    people, employments = [], []
    for agency, category in agencies:
        woman, serial = random.random() < 0.55, next(serials)
        born = dt.date(random.randint(1970, 1999), random.randint(1, 12), random.randint(1, 28))
        appointed = dt.date(random.randint(max(born.year + 21, 2008), 2021), random.choice((1, 3, 4, 12)), 1)
        numbered = category in WITH_NIP
        person = Employee(
            government=agency.government,
            name=fake.name_female() if woman else fake.name_male(),
            nip=nip(born, appointed, category, woman, serial) if numbered else None,
            other_number="" if numbered else f"{category[:3]}-{appointed:%Y}-{serial:04d}",
        )
        people.append(person)
        employments.append(
            Employment(
                employee=person,
                agency=agency,
                category=category,
                post=random.choice(POSTS.get(Agency.Kind(agency.kind), OTHER_POSTS)),
                post_level=PostLevel.FUNCTIONAL if category in RANKED else "",
                grade=GRADES[serial % len(GRADES)] if category in RANKED else "",
                starts_on=max(appointed, since),
            )
        )
    return _known(people) or _create(people, employments)


def _known(people: list[Employee]) -> list[Employee]:
    government = {person.government for person in people}
    known = {(each.nip, each.other_number): each for each in Employee.objects.filter(government__in=government)}
    return [known[key] for person in people if (key := (person.nip, person.other_number)) in known]


def _create(people: list[Employee], employments: list[Employment]) -> list[Employee]:
    Employee.objects.bulk_create(people)
    Employment.objects.bulk_create(employments)
    return people
