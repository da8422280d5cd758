"""The benchmarks load their rows by SQL: a column that comes later must not break them unseen."""

import pytest

from benchmarks import load, staff_import
from cases.models import Case


@pytest.mark.django_db(transaction=True)
def test_the_rows_of_the_benchmarks_fit_the_tables_and_their_counters_agree():
    load.main(1000)
    assert Case.objects.count() == 1000


@pytest.mark.django_db(transaction=True)
def test_both_sides_of_the_payroll_benchmark_fit_the_tables(capsys):
    staff_import.measure(200)
    assert "checked / unchecked" in capsys.readouterr().out
