"""BKPSDM writes sanctions, duties and who decides on them by the regulations of its region; decisions use them."""

import datetime as dt
import uuid

import pytest

from cases.applicable_law.chargeable import check_provision
from cases.applicable_law.forms import chargeable
from cases.decisions.deliberation_reading import deliberate
from cases.models import Notification, Sanction, Status
from cases.procedure.refusals import RuleViolation
from regulations.models import DutyType, LawChange, Official, Power, Provision, Route, SanctionType, StaffCategory
from tests import factories
from tests.samples.decisions import RECEIVED, bearing, decide, found_for, sanction

pytestmark = pytest.mark.django_db
WRITTEN = {
    "basis": "Perwal 9/2025 Pasal 12", "in_force_from": "1/1/2025", "confidence": "VERIFIED",
    "checked_on": "29/11/2026", "source": "https://jdih.kota-contoh.go.id/perwal-9-2025", "reason": "Perwal 9/2025",
}  # fmt: skip
SUSPENSION = WRITTEN | {
    "code": "TKK-SKORSING-3", "route": "CONTRACT", "categories": ["CONTRACT"], "severity": "ADMINISTRATIVE",
    "kind": "SANCTION", "family": "PERWAL9", "name": "Skorsing tanpa upah tiga bulan", "duration_months": "3",
    "severity_rank": "35", "team": "NONE", "is_unpaid": "on", "terms": "Bila diulangi, perjanjian kerja diputus.",
}  # fmt: skip
DUTY = WRITTEN | {"code": "HAPUS", "name": "Menghapus unggahan dan melapor", "proof": "Tangkapan layar"}
POWER = WRITTEN | {
    "official": "SEKDA", "categories": ["CONTRACT"], "severities": ["ADMINISTRATIVE"], "kinds": "TKK-SKORSING-3",
    "routes": ["CONTRACT"], "target": "Pegawai kontrak, skorsing",
}  # fmt: skip


def write(client, user, kind, words):
    client.force_login(user)
    response = client.post(f"/regulations/{kind}/new/", words | {"submission": str(uuid.uuid4())})
    assert response.status_code == 302, response.context["form"].errors
    return response


@pytest.fixture
def worker(dinas_a):
    return factories.make_employee("Citra", agency=dinas_a, category=StaffCategory.CONTRACT)


@pytest.fixture
def found(sari, worker):
    return found_for(worker, sari, route=Route.CONTRACT, impact="", impact_reason="")


def test_a_sanction_of_the_region_is_written_on_its_page_and_told_to_the_others(client, rina, putri, city):
    other = factories.make_user("rini", "BKPSDM", city, agency=rina.agency)
    write(client, rina, "sanctions", SUSPENSION)
    row = SanctionType.objects.get(code="TKK-SKORSING-3")
    assert (row.region, row.is_unpaid, row.duration_months) == ("kota-contoh", True, 3)
    assert LawChange.objects.get(slug=row.pk).actor == rina
    told = Notification.objects.filter(subject="Aturan daerah baru: periksa")
    assert {notification.recipient for notification in told} == {putri, other}
    assert told.first().path == f"/regulations/sanctions/{row.pk}/"


def test_the_region_is_that_of_the_account_whatever_is_sent(client, rina):
    write(client, rina, "duties", DUTY | {"region": "kota-lain"})
    assert DutyType.objects.get(basis=WRITTEN["basis"]).region == "kota-contoh"


def test_a_refused_rule_keeps_what_was_typed_and_writes_nothing(client, rina):
    client.force_login(rina)
    wrong = SUSPENSION | {"severity": "", "submission": str(uuid.uuid4())}
    response = client.post("/regulations/sanctions/new/", wrong)
    assert response.status_code == 422 and "Sanksi harus memiliki tingkat" in response.text
    assert "Skorsing tanpa upah tiga bulan" in response.text
    assert not SanctionType.objects.filter(code="TKK-SKORSING-3").exists()


def test_it_is_offered_to_whom_it_applies_in_its_region_only(client, rina, found):
    write(client, rina, "sanctions", SUSPENSION)
    assert "TKK-SKORSING-3" in [kind.code for kind in bearing(found).sanctions]
    asked = {"category": "CONTRACT", "route": "CONTRACT", "on": dt.date(2026, 7, 1)}
    assert not SanctionType.objects.open_to(**asked, region="kota-lain").filter(code="TKK-SKORSING-3")
    assert not SanctionType.objects.open_to(**asked | {"category": "PNS"}, region="kota-contoh").filter(
        region="kota-contoh"
    )
    before = asked | {"on": dt.date(2024, 12, 31)}
    assert not SanctionType.objects.open_to(**before, region="kota-contoh").filter(code="TKK-SKORSING-3")


def test_a_regional_version_of_a_national_code_goes_before_it(client, rina):
    write(
        client, rina, "sanctions", SUSPENSION | {"code": "TKK-3", "name": "Pernyataan tidak puas menurut Perwal 9/2025"}
    )
    asked = {"category": "CONTRACT", "route": "CONTRACT", "on": dt.date(2026, 7, 1)}
    here = SanctionType.objects.open_to(**asked, region="kota-contoh").filter(code="TKK-3")
    assert [kind.region for kind in here] == ["kota-contoh"]
    elsewhere = SanctionType.objects.open_to(**asked, region="kota-lain").filter(code="TKK-3")
    assert [kind.region for kind in elsewhere] == [""]
    assert [kind.region for kind in SanctionType.objects.open_to(**asked).filter(code="TKK-3")] == [""]


def test_who_decides_on_it_is_whom_the_region_names(client, rina, found, sari):
    write(client, rina, "sanctions", SUSPENSION)
    kind = SanctionType.objects.get(code="TKK-SKORSING-3")
    assert {power.official for power in bearing(found).competent(kind)} == {"AGENCY_HEAD", "SEKDA"}
    write(client, rina, "powers", POWER)
    assert {power.official for power in bearing(found).competent(kind)} == {"SEKDA"}
    with pytest.raises(RuleViolation, match="tidak berwenang"):
        decide(found, sari, sanction_types=[kind])
    decision = decide(found, sari, sanction_types=[kind], official=Official.SEKDA)
    assert "Perwal 9/2025" in decision.competence_note
    assert Power.objects.get(region="kota-contoh").basis == WRITTEN["basis"]


def test_an_unpaid_suspension_reaches_payroll_and_is_served_for_its_months(client, rina, found, sari):
    write(client, rina, "sanctions", SUSPENSION)
    kind = SanctionType.objects.get(code="TKK-SKORSING-3")
    decide(found, sari, sanction_types=[kind])
    imposed = Sanction.objects.get()
    assert imposed.reaches_payroll
    assert kind.last_day(dt.date(2026, 8, 1)) == dt.date(2026, 10, 31)


def test_what_is_open_to_a_repetition_only_waits_for_one(client, rina, found, sari):
    write(client, rina, "sanctions", SUSPENSION | {"only_repeated": "on"})
    kind = SanctionType.objects.get(code="TKK-SKORSING-3")
    with pytest.raises(RuleViolation, match=r"hanya bila pelanggaran diulangi \(Perwal 9/2025 Pasal 12\)"):
        decide(found, sari, sanction_types=[kind])


def test_the_catalogue_shows_the_rules_of_the_region(client, rina):
    write(client, rina, "duties", DUTY)
    page = client.get("/regulations/duties/?only=own")
    assert [row.region for row in page.context["rows"]] == ["kota-contoh"]
    assert "kota-contoh" in page.text
    assert "Aturan baru" not in client.get("/regulations/time-limits/").text


def test_the_form_of_a_region_does_not_ask_for_it(client, rina, putri):
    client.force_login(rina)
    assert "region" not in client.get("/regulations/sanctions/new/").context["form"].fields
    client.force_login(putri)
    assert "region" in client.get("/regulations/sanctions/new/").context["form"].fields


def test_the_range_of_another_day_is_the_law_of_that_day(found):
    seen = deliberate(found, on=RECEIVED.date())
    assert sanction("TKK-3") in seen.sanctions and found.status == Status.FINDINGS


# Articles of the region


ARTICLE = WRITTEN | {
    "code": "PWK9-12", "article": "Pasal 12 huruf b", "text": "Pegawai kontrak tidak membuat konten pribadi di loket",
    "regulation": "perjanjian-kerja-non-asn", "categories": ["CONTRACT"], "use": "CHARGE",
    "fixed_severities": ["ADMINISTRATIVE"], "heavier_when_repeated": "on",
}  # fmt: skip


def test_an_article_of_the_region_is_alleged_in_its_region_only(client, rina, found, now):
    write(client, rina, "provisions", ARTICLE)
    rule = Provision.objects.get(code="PWK9-12")
    assert (rule.region, rule.article) == ("kota-contoh", "Pasal 12 huruf b")
    assert rule in chargeable(found)
    Provision.objects.filter(pk=rule.pk).update(region="kota-lain")
    rule.refresh_from_db()
    assert rule not in chargeable(found)
    with pytest.raises(RuleViolation, match="aturan daerah lain"):
        check_provision(found, rule)


def test_an_article_of_the_region_goes_before_the_national_one_of_its_code(client, rina, found):
    write(client, rina, "provisions", ARTICLE | {"code": "KONTRAK-PERILAKU"})
    rules = [rule for rule in chargeable(found) if rule.code == "KONTRAK-PERILAKU"]
    assert [rule.region for rule in rules] == ["kota-contoh"]
