"""The people of the tests, with the same role in every test.

Sari is the HR officer of Dinas A. Budi works there and is the respondent, Wati is his superior. Eko examines. Rina
works at BKPSDM, Joko at the Inspectorate, and Dewi is the Sekda. Tono is the HR officer of Dinas B and may not read the
cases of Dinas A. Putri is the administrator.
"""

import datetime as dt

import pytest
from django.db import connection
from django.test import override_settings
from django.utils import timezone
from hypothesis import HealthCheck, settings

from cases.models import Agency, Employee, Government, Role, User
from tests import factories, law, template_database
from tests.samples.everything import world  # noqa: F401 - a fixture is found by its name

# A busy machine must not fail a property: time is not what these tests are about.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings):
    """Each process copies a finished database instead of running every migration."""
    connection.settings_dict["TEST"]["TEMPLATE"] = template_database.ensure()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The law stands in every test database, as it does in every installation."""
    with django_db_blocker.unblock():
        law.let_stand()


@pytest.fixture(autouse=True)
def law_stands(request, django_db_blocker):
    """A test with real transactions flushes the law away after it; whoever comes next finds it again."""
    asks = {"db", "transactional_db", "django_db_setup"} & set(request.fixturenames)
    if not asks and request.node.get_closest_marker("django_db") is None:
        return
    request.getfixturevalue("django_db_setup")
    with django_db_blocker.unblock():
        law.let_stand()


@pytest.fixture(autouse=True)
def stored_apart(request, settings, tmp_path):
    """Tests run side by side, and what one stores another must not count. Real processes share the folder of theirs."""
    if request.node.get_closest_marker("process") is None:
        settings.MEDIA_ROOT = tmp_path / "evidence"


@pytest.fixture(autouse=True, scope="session")
def never_idle():
    """Tests travel in time; those of the idle lock set its minutes. Of the session, for fixtures of whole modules."""
    with override_settings(IDLE_MINUTES=0):
        yield


@pytest.fixture(autouse=True, scope="session")
def never_slowed():
    """Processes side by side count the same accounts; the tests of the limits switch them on."""
    with override_settings(ACCOUNT_LIMITS=False):
        yield


@pytest.fixture
def now() -> dt.datetime:
    return timezone.now()


@pytest.fixture
def city(db) -> Government:
    return factories.make_government()


@pytest.fixture
def dinas_a(city) -> Agency:
    return factories.make_agency(city, "dinas-a", "Dinas A")


@pytest.fixture
def dinas_b(city) -> Agency:
    return factories.make_agency(city, "dinas-b", "Dinas B")


@pytest.fixture
def budi(dinas_a) -> Employee:
    return factories.make_employee("Budi", agency=dinas_a)


@pytest.fixture
def wati(dinas_a) -> Employee:
    return factories.make_employee(
        "Wati", agency=dinas_a, post="Kepala Bidang", post_level="ADMINISTRATOR", grade="IV/a"
    )


@pytest.fixture
def sari(city, dinas_a) -> User:
    return factories.make_user("sari", Role.HR_OFFICER, city, agency=dinas_a)


@pytest.fixture
def tono(city, dinas_b) -> User:
    return factories.make_user("tono", Role.HR_OFFICER, city, agency=dinas_b)


@pytest.fixture
def rina(city) -> User:
    bkpsdm = factories.make_agency(city, "bkpsdm", "BKPSDM", kind=Agency.Kind.BOARD)
    return factories.make_user("rina", Role.BKPSDM, city, agency=bkpsdm)


@pytest.fixture
def joko(city) -> User:
    return factories.make_user("joko", Role.INSPECTOR, city, agency=factories.make_inspectorate(city))


@pytest.fixture
def eko(city) -> User:
    return factories.make_user("eko", Role.INSPECTOR, city, agency=factories.make_inspectorate(city))


@pytest.fixture
def dewi(city) -> User:
    return factories.make_user("dewi", Role.LEADER, city)


@pytest.fixture
def putri(city) -> User:
    return factories.make_user("putri", Role.ADMINISTRATOR, city)


@pytest.fixture
def every_account(city, sari, tono, rina, joko, dewi, putri, budi):
    """An account of every kind, by what it is to the case of Dinas A in which Budi is heard."""
    other = factories.make_government("Kota Lain", "kota-lain")
    bkd = factories.make_agency(other, "bkd", "BKD")
    return {
        "own": sari, "stranger": tono, "bkpsdm": rina, "inspector": joko, "leader": dewi, "admin": putri,
        "elsewhere": factories.make_user("lain", Role.BKPSDM, other, agency=bkd),
        "recused": factories.make_user("mundur", Role.BKPSDM, city),
        "himself": factories.make_user("budi", Role.INSPECTOR, city, employee=budi),
    }  # fmt: skip
