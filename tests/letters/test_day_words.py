"""Days as letters write them: spelled out where minutes begin."""

import datetime as dt

import pytest
from django.utils import translation

from cases.letters.day_words import number, spelled


@pytest.mark.parametrize(
    ("n", "words"),
    [
        (0, "nol"),
        (9, "sembilan"),
        (10, "sepuluh"),
        (11, "sebelas"),
        (12, "dua belas"),
        (19, "sembilan belas"),
        (20, "dua puluh"),
        (31, "tiga puluh satu"),
        (100, "seratus"),
        (111, "seratus sebelas"),
        (1000, "seribu"),
        (1999, "seribu sembilan ratus sembilan puluh sembilan"),
        (2000, "dua ribu"),
        (2026, "dua ribu dua puluh enam"),
    ],
)
def test_a_number_is_spelled_in_indonesian(n, words):
    assert number(n) == words


def test_a_day_is_spelled_with_its_name_and_its_figures():
    with translation.override("id"):
        assert spelled(dt.date(2026, 12, 7)) == (
            "Senin tanggal tujuh bulan Desember tahun dua ribu dua puluh enam (07-12-2026)"
        )
        assert spelled(None) == ""
