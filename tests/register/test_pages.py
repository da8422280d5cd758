"""The catalogue of rules and circulars as pages."""

import pytest

from cases.models import CaseRegulation
from regulations.models import Regulation
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def bekasi():
    return Regulation.objects.get(slug="se-bekasi-2021-6519")


@pytest.mark.parametrize("who", ["sari", "rina", "joko", "dewi", "putri"])
def test_every_role_reads_the_catalogue(client, request, who, bekasi):
    client.force_login(request.getfixturevalue(who))
    assert bekasi.number in client.get("/documents/").text
    assert client.get(f"/documents/{bekasi.slug}/").status_code == 200
    assert client.get("/documents/tidak-ada/").status_code == 404


def test_the_list_narrows_by_each_filter(client, sari, bekasi):
    client.force_login(sari)

    def found(**query):
        return {row.slug for row in client.get("/documents/", query).context["rows"]}

    assert found(q="6519 bkppd") == {bekasi.slug}
    assert bekasi.slug in found(kind="CIRCULAR")
    assert bekasi.slug not in found(kind="LAW")
    assert bekasi.slug in found(region="Kota Bekasi")
    assert bekasi.slug not in found(region="-")
    assert bekasi.slug in found(category="CONTRACT")
    assert bekasi.slug not in found(category="VILLAGE")
    assert bekasi.slug in found(on="02/09/2021")
    assert bekasi.slug not in found(on="01/09/2021")
    assert "pp-53-2010" not in found(on="31/08/2021")


def test_an_impossible_date_is_told_and_kept(client, sari):
    client.force_login(sari)
    response = client.get("/documents/?on=31/11/2026")
    assert response.status_code == 422
    assert "31/11/2026" in response.text


def test_a_revoked_basis_is_told(client, sari, bekasi):
    client.force_login(sari)
    assert "Dasar hukum sudah dicabut" in client.get(f"/documents/{bekasi.slug}/").text
    Regulation.objects.filter(slug=bekasi.slug).update(issued_on="2021-08-30")
    assert "Dasar hukum sudah dicabut" not in client.get(f"/documents/{bekasi.slug}/").text


def test_an_unknown_day_of_issue_says_when_it_was_in_the_news(client, sari):
    client.force_login(sari)
    text = client.get("/documents/larangan-rsud-abdya-2025/").text
    assert "diberitakan 23 Jul 2025" in " ".join(text.split())


def test_a_circular_without_sanctions_says_so(client, sari):
    client.force_login(sari)
    silent = Regulation.objects.filter(sanction_clause="").first()
    assert "tanpa ketentuan sanksi" in client.get(f"/documents/{silent.slug}/").text


def test_unverified_rules_are_marked(client, sari):
    client.force_login(sari)
    assert "Perlu verifikasi" in client.get("/documents/skb-2-2022/").text


def test_only_visible_cases_are_named(client, sari, tono, dinas_a, bekasi):
    case = factories.make_case(by=sari, agency=dinas_a)
    CaseRegulation.objects.create(case=case, regulation=bekasi, relation="RESULTED")
    for user, visible in ((sari, True), (tono, False)):
        client.force_login(user)
        assert (case.number in client.get(f"/documents/{bekasi.slug}/").text) == visible


@pytest.mark.parametrize(("path", "statements"), [("", 7), ("se-bekasi-2021-6519/", 13)])
def test_the_pages_cost_a_fixed_number_of_statements(client, sari, path, statements, django_assert_max_num_queries):
    client.force_login(sari)
    with django_assert_max_num_queries(statements):
        client.get(f"/documents/{path}")


def test_every_fact_of_a_circular_is_on_its_page(client, sari):
    client.force_login(sari)
    page = client.get("/documents/larangan-rsud-abdya-2025/").text
    for fact in (
        "Kebijakan unit", "Direktur RSUD Teungku Peukan", "Unit kerja", "Kabupaten Aceh Barat Daya", "TikTok",
        "Dalam jam kerja", "termasuk petugas kebersihan", "Konten edukasi hanya dengan izin tertulis",
        "Sanksi menurut peraturan kepegawaian", "Permenkes 36/2012 Pasal 4",
    ):  # fmt: skip
        assert fact in page


def test_the_chain_of_shared_law_is_shown_both_ways(client, sari):
    client.force_login(sari)
    assert "Mencabut" in client.get("/documents/skb-2-2022/").text
    assert "Dicabut oleh" in client.get("/documents/skb-2020-netralitas/").text
