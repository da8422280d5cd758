"""The settings say what lacks, and only BKPSDM and administrators change them."""

import uuid

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from cases.models import Agency
from tests import factories

pytestmark = pytest.mark.django_db
PAGES = (
    "organisation", "organisation-government", "organisation-agencies", "organisation-agency-new",
    "organisation-agency-sheet", "organisation-agency-template", "organisation-hours", "organisation-hours-new",
    "organisation-employee-new",
)  # fmt: skip


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(
    ("who", "status"), [("sari", 404), ("joko", 404), ("dewi", 404), ("rina", 200), ("putri", 200)]
)
def test_who_opens_the_settings(client, request, who, status, page):
    client.force_login(request.getfixturevalue(who))
    assert client.get(reverse(page)).status_code == status


def test_the_overview_lists_what_lacks_until_it_is_there(client, putri, city):
    client.force_login(putri)
    page = client.get(reverse("organisation")).text
    assert "Belum ada perangkat daerah." in page and "Belum ada akun: Pengelola kepegawaian" in page
    factories.make_inspectorate(city)
    page = client.get(reverse("organisation")).text
    assert "Belum ada perangkat daerah." not in page and "1 perangkat daerah dan unit" in page


def test_the_government_is_changed_and_the_change_recorded(client, putri, city):
    client.force_login(putri)
    said = {
        "submission": str(uuid.uuid4()), "kind": "CITY", "name": "Kota Contoh", "time_zone": "Asia/Makassar",
        "six_day_week": "on", "second_factor_from": "1/12/2026", "second_factor_grace": "7",
        "two_people_level": "MODERATE", "two_people_files": "10",
    }  # fmt: skip
    assert client.post(reverse("organisation-government"), said).status_code == 302
    city.refresh_from_db()
    assert city.six_day_week and city.time_zone == "Asia/Makassar" and str(city.second_factor_from) == "2026-12-01"
    assert "second_factor_from" in LogEntry.objects.get().change_message


def test_reports_cannot_close_before_they_open(client, putri, city):
    client.force_login(putri)
    said = {
        "submission": str(uuid.uuid4()), "kind": "CITY", "name": "Kota Contoh", "time_zone": "Asia/Jakarta",
        "reports_from": "2/12/2026", "reports_until": "1/12/2026", "second_factor_grace": "7",
        "two_people_level": "MODERATE", "two_people_files": "10",
    }  # fmt: skip
    assert client.post(reverse("organisation-government"), said).status_code == 422


def test_a_closed_agency_is_no_longer_offered_at_intake(client, rina, city, dinas_a, dinas_b):
    Agency.objects.filter(pk=dinas_b.pk).update(closed_on="2026-01-01", closing_basis="Perda 1/2026")
    client.force_login(rina)
    page = client.get(reverse("incident-new")).text
    assert "Dinas A" in page and "Dinas B" not in page
