"""BKPSDM publishes a year of statistics for everybody: no names or agencies, small cells hidden, never changed."""

import uuid

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from cases.dashboard.counting import Value
from cases.dashboard.metrics import METRICS
from cases.dashboard.summary import in_words
from cases.models import Case, PublishedStatistics, Sanction, Status
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def last_year(rina):
    return rina.local_date(timezone.now()).year - 1


@pytest.fixture
def history(rina, dinas_a, last_year):
    """Six sanctions of last year."""
    for n in range(6):
        person = factories.make_employee(f"Pegawai {n}", agency=dinas_a)
        factories.bring_to(factories.make_respondent(by=rina, employee=person), Status.DELIVERED, by=rina)
    for each in Sanction.objects.all():
        Sanction.objects.filter(pk=each.pk).update(decided_on=each.decided_on.replace(year=last_year, day=1))
    for case in Case.objects.all():
        Case.objects.filter(pk=case.pk).update(opened_at=case.opened_at.replace(year=last_year, day=1))


def publish(client, user, **sent):
    client.force_login(user)
    return client.post("/dashboard/publish/", {"submission": str(uuid.uuid4())} | sent)


def test_everybody_reads_what_bkpsdm_published(client, rina, history, last_year):
    assert publish(client, rina, year=last_year).status_code == 302
    client.logout()
    address = f"/statistik/kota-contoh/{last_year}/"
    assert address in client.get("/statistik/").text
    page = client.get(address)
    assert page.status_code == 200
    for words in ("Sanksi dijatuhkan", "Teguran tertulis", "Pembetulan:"):
        assert (words in page.text) == (words != "Pembetulan:")
    for secret in ("Pegawai 1", "Dinas A", "KS-2"):
        assert secret not in page.text
    table = client.get(f"/statistik/kota-contoh/{last_year}.csv")
    assert table["Content-Type"].startswith("text/csv")
    text = table.getvalue().decode()
    assert text.startswith("\ufeffbagian;baris;kolom;nilai")  # as a spreadsheet in Indonesian divides it
    assert "K6;Sanksi dijatuhkan;;6" in text


def test_a_small_number_is_not_published(client, rina, dinas_a, last_year, history):
    Sanction.objects.exclude(pk=Sanction.objects.earliest("pk").pk).update(decided_on=rina.local_date(timezone.now()))
    publish(client, rina, year=last_year)
    lines = {line["code"]: line["value"] for line in PublishedStatistics.objects.get().content["lines"]}
    assert lines["K6"] == "<5"


def test_two_published_numbers_do_not_tell_a_third_by_their_difference(client, rina, history, last_year):
    """Six people entered and were decided upon, a seventh entered only: 7 and 6 would say that there is one."""
    seventh = factories.make_respondent(by=rina, employee=factories.make_employee("Pegawai 7", agency=rina.agency))
    Case.objects.filter(pk=seventh.case_id).update(opened_at=timezone.now().replace(year=last_year, day=1))
    Sanction.objects.filter(pk__in=Sanction.objects.values("pk")[:5]).update(is_repeat=True)
    publish(client, rina, year=last_year)
    content = PublishedStatistics.objects.get().content
    lines = {line["code"]: line["value"] for line in content["lines"]}
    assert (lines["K0"], lines["K6"], lines["K7"]) == ("7", "6", "×")
    funnel = next(figure for figure in content["figures"] if figure["code"] == "C1")
    assert [row["values"][0] for row in funnel["rows"]][:4] == [7, None, None, None]
    assert "C1;Diperiksa;Terperiksa;×" in client.get(f"/statistik/kota-contoh/{last_year}.csv").getvalue().decode()


def test_months_are_not_divided_by_level_because_kinds_add_up_to_levels(client, rina, history, last_year):
    publish(client, rina, year=last_year)
    months = next(each for each in PublishedStatistics.objects.get().content["figures"] if each["code"] == "C2")
    assert months["columns"] == ["Sanksi"]
    assert sum(row["values"][0] for row in months["rows"]) == 6


def test_only_a_year_that_is_over_and_only_by_bkpsdm(client, rina, dewi, sari, last_year):
    assert publish(client, rina, year=last_year + 1).status_code == 422
    for user in (dewi, sari):
        assert publish(client, user, year=last_year).status_code == 403
    assert not PublishedStatistics.objects.exists()


def test_a_correction_is_a_new_version_with_its_reason(client, rina, last_year):
    publish(client, rina, year=last_year)
    assert "Tulis alasan" in publish(client, rina, year=last_year).text
    assert publish(client, rina, year=last_year, reason="Data terlambat masuk").status_code == 302
    assert [each.version for each in PublishedStatistics.objects.all()] == [2, 1]
    assert "Data terlambat masuk" in client.get(f"/statistik/kota-contoh/{last_year}/").text


def test_what_was_published_never_changes(client, rina, last_year):
    publish(client, rina, year=last_year)
    with pytest.raises(DatabaseError), transaction.atomic():
        PublishedStatistics.objects.update(content={})


def test_an_unpublished_year_is_404(client):
    assert client.get("/statistik/kota-contoh/2020/").status_code == 404
    assert client.get("/statistik/kota-contoh/2020.csv").status_code == 404


@pytest.mark.parametrize(
    ("good", "n", "said"),
    [
        (0, 2, "dari <5"),
        (2, 2, "dari <5"),
        (0, 20, "0 dari 20 (0%)"),
        (3, 20, "dari 20"),
        (18, 20, "dari 20"),
        (10, 20, "10 dari 20 (50%)"),
        (0, 0, "–"),
    ],
)
def test_a_share_that_leaves_the_office_tells_no_small_part(good, n, said):
    assert in_words(METRICS["remedies"], Value(n, good), leaves=True) == said
