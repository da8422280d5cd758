"""The benchmarks load their rows by SQL: a column that comes later must not break them unseen."""

import pytest

from benchmarks import load
from cases.models import Case


@pytest.mark.django_db(transaction=True)
def test_the_rows_of_the_benchmarks_fit_the_tables_and_their_counters_agree():
    load.main(1000)
    assert Case.objects.count() == 1000
