import pytest

from tests.law_acts.office import Office


@pytest.fixture
def office(client, now, budi, sari, rina, joko):
    return Office(client, now, budi=budi, sari=sari, rina=rina, joko=joko)
