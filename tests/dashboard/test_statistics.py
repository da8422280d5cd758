"""Statistics: every number with its definition, figures with their lists; what leaves the office hides small cells and
names."""

import datetime as dt
import io
import itertools
import re
import zipfile

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from cases.dashboard import periods
from cases.dashboard.figures import Figure, Row
from cases.dashboard.metrics import METRICS
from cases.dashboard.periods import Period
from cases.dashboard.small_cells import hide, hide_stages
from cases.models import Status
from tests import factories

NAMES = re.compile(r"\b(Ani|Beni|Cici|Dedi|Evi)\b")
TODAY = dt.date(2026, 11, 29)


@pytest.fixture
def world(rina, joko, dinas_a, dinas_b, now):
    """Five people at five stages in two agencies, on two platforms."""
    stages = (Status.DELIVERED, Status.DELIVERED, Status.FINDINGS, Status.SUMMONED, Status.CLARIFICATION)
    for number, (name, stage) in enumerate(zip(("Ani", "Beni", "Cici", "Dedi", "Evi"), stages, strict=True)):
        agency = (dinas_a, dinas_b)[number % 2]
        url = f"https://www.{'tiktok.com/@x/video' if number % 2 else 'instagram.com/p'}/73000000000000000{number}"
        person = factories.make_employee(name, agency=agency)
        path = factories.make_respondent(by=rina, employee=person, posts=(factories.seen_post(url),))
        factories.bring_to(path, stage, by=rina)


def page(client, user, path="/dashboard/statistics/"):
    client.force_login(user)
    return client.get(path)


@pytest.mark.django_db
def test_the_page_shows_twelve_numbers_and_eight_figures(client, dewi, world):
    response = page(client, dewi)
    assert len(response.context["report"].lines) == len(METRICS) == 13
    assert [each.figure.code for each in response.context["figures"]] == [f"C{n}" for n in range(1, 9)]
    assert response.text.count("Lihat sebagai tabel") >= 4
    assert not NAMES.search(response.text)


@pytest.mark.django_db
def test_the_filter_stays_in_every_address(client, dewi, world):
    text = page(client, dewi, "/dashboard/statistics/?period=2026-Q4&platform=TIKTOK").text
    kept = re.findall(r'href="(/dashboard/(?:screen|statistics/report|metric/entered)[^"]*)"', text)
    assert kept
    assert all("platform=TIKTOK" in address for address in kept)


@pytest.mark.django_db
def test_a_wrong_filter_is_refused_with_all_data(client, dewi, world):
    response = page(client, dewi, "/dashboard/statistics/?period=kemarin&provision=x")
    assert response.status_code == 422
    assert response.context["scope"].period == Period.of_year(dewi.local_date(timezone.now()).year)


@pytest.mark.django_db
def test_every_mark_of_a_figure_leads_to_as_many_rows(client, dewi, world):
    for drawn in page(client, dewi).context["figures"]:
        for row in drawn.figure.rows:
            if row.url and drawn.figure.code in ("C2", "C4"):
                assert client.get(row.url).context["total"] == row.total, drawn.figure.code


@pytest.mark.django_db
def test_the_statistics_cost_the_same_for_more_cases(client, rina, dewi, world, dinas_a, django_assert_max_num_queries):
    client.force_login(dewi)
    with django_assert_max_num_queries(40):
        client.get("/dashboard/statistics/")
    for n in range(10):
        factories.make_respondent(by=rina, employee=factories.make_employee(f"Pegawai {n}", agency=dinas_a))
    with django_assert_max_num_queries(40):
        client.get("/dashboard/statistics/")


@pytest.mark.django_db
def test_the_projector_shows_no_name_and_no_small_cell(client, dewi, world):
    client.force_login(dewi)
    first = client.get("/dashboard/screen/")
    for slide in range(1, first.context["last"] + 1):
        text = client.get(f"/dashboard/screen/?slide={slide}").text
        assert not NAMES.search(text)
        assert "KS-2" not in text
        assert "INTERNAL" in text
    assert "&lt;5" in first.text
    assert client.get("/dashboard/screen/?slide=999").context["number"] == first.context["last"]


@pytest.mark.django_db
def test_the_pdf_and_the_workbook_have_the_same_figures_without_names(client, dewi, world):
    client.force_login(dewi)
    report = client.get("/dashboard/statistics/").context["report"].hidden()
    response = client.get("/dashboard/statistics/report.pdf")
    pages = PdfReader(io.BytesIO(response.content)).pages
    text = "".join(each.extract_text() for each in pages)
    assert len(pages) <= 5
    assert pages[0].mediabox.width > pages[0].mediabox.height
    assert not NAMES.search(text)
    book = zipfile.ZipFile(io.BytesIO(client.get("/dashboard/statistics/report.xlsx").content))
    written = book.read("xl/sharedStrings.xml").decode()
    assert not NAMES.search(written)
    assert sum(name.startswith("xl/charts/chart") for name in book.namelist()) >= 4
    for figure in report.figures:
        if not figure.is_empty:
            assert " ".join(figure.title.split()[:3]) in " ".join(text.split())
            assert figure.title in written


@pytest.mark.django_db
def test_only_readers_of_the_dashboard_open_them(client, putri):
    for path in ("statistics/", "statistics/report.pdf", "statistics/report.xlsx", "screen/", "definitions/"):
        assert page(client, putri, f"/dashboard/{path}").status_code == 404


@pytest.mark.django_db
def test_every_number_has_a_definition_and_a_formula(client, dewi):
    text = page(client, dewi, "/dashboard/definitions/").text
    for metric in METRICS.values():
        assert str(metric.code) in text
        assert len(str(metric.definition)) > 40
        assert str(metric.formula)


@pytest.mark.parametrize(
    ("key", "first", "last", "before"),
    [
        ("2026", dt.date(2026, 1, 1), dt.date(2026, 12, 31), "2025"),
        ("2026-Q1", dt.date(2026, 1, 1), dt.date(2026, 3, 31), "2025-Q4"),
        ("2026-01", dt.date(2026, 1, 1), dt.date(2026, 1, 31), "2025-12"),
        ("12m", dt.date(2025, 12, 1), dt.date(2026, 11, 30), "12m"),
    ],
)
def test_a_period_has_days_a_key_and_one_before(key, first, last, before):
    period = periods.read(key, TODAY)
    assert period is not None
    assert (period.first, period.last, period.key) == (first, last, key)
    assert period.before.key == before
    assert period.before.last == first - dt.timedelta(days=1)


@pytest.mark.parametrize("key", ["", "2027", "1999", "2026-13", "2026-Q5", "x", "2026-Q4-01"])
def test_other_periods_are_none(key):
    assert periods.read(key, TODAY) is None


counts = st.lists(st.lists(st.integers(0, 40), min_size=3, max_size=3), min_size=1, max_size=6)


@given(counts)
def test_no_small_cell_is_shown_and_none_stands_alone(rows):
    cells = hide(rows)
    for given_row, row in zip(rows, cells, strict=True):
        assert all(value is None for value, count in zip(row, given_row, strict=True) if 0 < count < 5)
        assert row.count(None) != 1
    if len(cells) > 1:
        assert all(column.count(None) != 1 for column in zip(*cells, strict=True))


@given(counts)
def test_no_hidden_cell_follows_from_a_sum(rows):
    cells = hide(rows)
    pairs = [list(zip(*each, strict=True)) for each in zip(rows, cells, strict=True)]
    for line in (
        *pairs,
        *(list(column) for column in zip(*pairs, strict=True)),
        [pair for row in pairs for pair in row],
    ):
        hidden = [count for count, shown in line if shown is None]
        assert not hidden or len(hidden) == len(line) or (len(hidden) > 1 and sum(hidden) >= 5)


@given(st.lists(st.integers(0, 60), min_size=1, max_size=9))
def test_no_difference_of_two_shown_stages_is_a_small_count(stages):
    """48 and 47 that stand under each other say that one person went no further."""
    shown = [each for each in hide_stages(sorted(stages, reverse=True)) if each is not None]
    assert all(not 0 < abs(one - other) < 5 for one, other in itertools.combinations(shown, 2))
    assert all(not 0 < each < 5 for each in shown)


def test_stages_far_apart_are_all_shown():
    assert hide_stages([60, 48, 47, 47, 20, 3, 0]) == [60, 48, None, None, 20, None, 0]


def test_a_figure_that_leaves_says_a_hidden_number_neither_in_its_title_nor_beside_a_rate_or_share():
    funnel = Figure("C1", "bars", "Dari 48 sudah 47", "", ["n"], [Row("a", [48]), Row("b", [47])], "Tahap", True)
    assert (funnel.hidden().title, [row.values for row in funnel.hidden().rows]) == ("Tahap", [[48], [None]])
    share = Figure("C5", "share", "", "", ["n"], [Row("a", [19], out_of=20), Row("b", [30], out_of=60)])
    assert [row.values for row in share.hidden().rows] == [[None], [None]]
    rates = [Row("a", [1], note="1 dari 900", behind=1), Row("b", [9], note="9 dari 1000", behind=9)]
    rates.append(Row("c", [30], note="30 dari 1000", behind=30))
    hidden = Figure("C8", "bars", "", "", ["n"], rates).hidden()
    assert [(row.values, row.note) for row in hidden.rows] == [([None], ""), ([None], ""), ([30], "")]


def test_a_hidden_figure_has_no_addresses():
    figure = Figure(
        "C6", "grid", "Judul", "", ["a", "b"], [Row("x", [1, 20], "/cases/"), Row("y", [30, 40], "/cases/")]
    )
    hidden = figure.hidden()
    assert [row.values for row in hidden.rows] == [[None, None], [None, None]]
    assert not any(row.url for row in hidden.rows)


@pytest.mark.parametrize("name", ["screen/", "statistics/report.pdf", "statistics/report.xlsx"])
def test_a_wrong_filter_leads_to_the_page_that_names_it(client, rina, name):
    answer = page(client, rina, f"/dashboard/{name}?period=besok")
    assert answer.status_code == 302
    shown = client.get(answer.url)
    assert shown.status_code == 422 and "besok" in shown.text
