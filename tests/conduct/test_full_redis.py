"""F4 of docs/reliability.md: a Redis that takes nothing more."""

import pytest
import redis

from cases.models import Case
from cases.operations import faults
from tests import factories
from tests.samples.small_redis import small_redis

pytestmark = [pytest.mark.process, pytest.mark.django_db]


def fill(server):
    """To the last byte: a value that is refused is followed by smaller ones."""
    for size in (100_000, 1_000, 1):
        with pytest.raises(redis.exceptions.OutOfMemoryError):
            for n in range(100_000):
                server.set(f"filler:{size}:{n}", "x" * size)


def test_pages_and_forms_work_beside_a_full_redis_and_the_operator_is_told(tmp_path, settings, client, sari, dinas_a):
    """Ten pages and ten cases: no 5xx, all cases there; the fault is named and ends when there is room again."""
    with small_redis(tmp_path) as (server, port):
        settings.CACHES = settings.CACHES | {
            "default": settings.CACHES["default"] | {"LOCATION": f"redis://127.0.0.1:{port}/0"}
        }
        assert faults.broker() == []
        fill(server)
        assert [fault.name for fault in faults.broker()] == ["broker"]
        client.force_login(sari)
        answers = [client.get("/cases/").status_code for _ in range(10)]
        for _ in range(10):
            factories.make_case(by=sari, agency=dinas_a)
        print(f"full Redis: {len(answers)} pages, {sum(status >= 500 for status in answers)} 5xx")
        assert set(answers) == {200}
        assert Case.objects.count() == 10
        assert client.post("/login/", {"login": "sari", "password": "wrong"}).status_code < 500
        server.flushdb()
        assert faults.broker() == []
