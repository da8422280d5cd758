"""Walking a list page by page shows every row once and in order, forward and back."""

import datetime as dt
from urllib.parse import parse_qs

import pytest
from django.test import RequestFactory

from cases.models import Case
from cases.web.paging import keyset
from tests import factories

pytestmark = pytest.mark.django_db
DAY = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)


@pytest.fixture
def cases(city):
    """Seven cases: two of the same moment, some without a due date, two with the same one."""
    agency = factories.make_agency(city, "dinas-z", "Dinas Z")
    due = [None, DAY.date(), DAY.date(), None, DAY.date() + dt.timedelta(3), DAY.date() - dt.timedelta(3), None]
    return [
        Case.objects.create(
            government=city,
            agency=agency,
            number=f"KS-2026-{n}",
            title="Uji",
            opened_at=DAY + dt.timedelta(days=n // 2),
            internal_due_on=due_on,
        )
        for n, due_on in enumerate(due)
    ]


def walk(order, start, onward):
    """The rows of each page on the way."""
    query, pages = start, []
    while query is not None:
        page = keyset(RequestFactory().get("/", query), Case.objects.all(), order, size=2)
        pages.append([case.pk for case in page.rows])
        url = getattr(page, onward)
        query = {name: values[0] for name, values in parse_qs(url[1:]).items()} if url else None
    return pages


@pytest.mark.parametrize("order", [("-opened_at", "-pk"), ("internal_due_on", "pk")])
def test_a_walk_shows_every_row_once_in_order_and_back_again(cases, order):
    expected = [case.pk for case in Case.objects.order_by(*order)]
    forward = walk(order, {}, "next_url")
    assert [pk for page in forward for pk in page] == expected
    last = Case.objects.get(pk=expected[-1])
    values = [getattr(last, name.lstrip("-")) for name in order]
    back = walk(order, {"before": "~".join("" if value is None else str(value) for value in values)}, "previous_url")
    assert [pk for page in reversed(back) for pk in page] == expected[:-1]
