"""The law as loaded, read against the tables it was taken from."""

from datetime import date

import pytest
from django.db.models import Count

from regulations.models import (
    Holiday,
    Interpretation,
    OversightBody,
    Power,
    Provision,
    Regulation,
    SanctionType,
    StaffCategory,
    TimeLimit,
)

pytestmark = pytest.mark.usefixtures("law")
DAY = date(2026, 7, 6)
L, M, S = "LIGHT", "MODERATE", "SEVERE"

# Pasal 3–5 PP 94/2021 with the level at unit, agency and state (Pasal 9–14); None where no rung was found.
LEVELS = {
    "3A": (S, S, S), "3B": (M, M, S), "3C": (L, M, S), "3D": (L, M, S), "3E": (L, M, S), "3F": (L, M, S),
    "3G": (L, M, S), "3H": (L, M, S), "4A": (M, M, M), "4B": (M, M, M), "4C": (L, M, S), "4D": (None, M, S),
    "4G": (L, M, None), "4H": (L, M, None), "4I": (S, S, S), "5A": (S, S, S), "5B": (S, S, S), "5C": (S, S, S),
    "5D": (S, S, S), "5E": (S, S, S), "5F": (L, M, S), "5G": (M, M, S), "5H": (L, M, None), "5I": (L, M, None),
    "5J": (L, M, None), "5K": (S, S, S), "5L": (S, S, S), "5M": (None, M, None), "5N1": (None, None, None),
    "5N2": (M, M, M), "5N3": (S, S, S), "5N4": (S, S, S), "5N5": (S, S, S), "5N6": (S, S, S), "5N7": (S, S, S),
    "41": (S, S, S), "28": (None, None, None), "24": (None, None, None),
}  # fmt: skip
CHOICE = {"4E": [M, S], "4F": [L, M, S]}
FAMILIES = {"PP94": 40, "SE137": 8, "BKN18": 6, "SKB22": 9, "BKS": 3, "LOC": 5, "ITE": 7}


@pytest.mark.parametrize(("article", "levels"), LEVELS.items())
def test_impact_fixes_the_level(article, levels):
    provision = Provision.objects.in_force(DAY).get(code=f"PP94-{article}")
    for impact, level in zip(("UNIT", "AGENCY", "STATE"), levels, strict=True):
        assert provision.severities(impact) == ([level] if level else [])


@pytest.mark.parametrize(("article", "levels"), CHOICE.items())
def test_level_that_does_not_hang_on_impact_stays_open(article, levels):
    provision = Provision.objects.get(code=f"PP94-{article}")
    assert provision.severities("UNIT") == provision.severities("STATE") == levels


def test_all_78_violations_are_loaded():
    for prefix, count in FAMILIES.items():
        assert Provision.objects.filter(code__startswith=f"{prefix}-").count() == count, prefix
    assert sum(FAMILIES.values()) == 78


DAYS = [date(2020, 6, 1), date(2021, 9, 1), date(2022, 8, 26), DAY]
# Part-time PPPK exist since KepmenPANRB 16/2025.
STAFF = [
    (category, on) for category in StaffCategory.values for on in DAYS if category != "PPPK_PART_TIME" or on == DAY
]


@pytest.mark.parametrize(("category", "on"), STAFF)
def test_every_category_can_be_charged_coached_and_sanctioned(category, on):
    chargeable = Provision.objects.in_force(on).for_category(category).filter(use="CHARGE")
    assert chargeable.exists()
    route = "DISCIPLINE" if category in ("PNS", "CPNS", "PPPK", "PPPK_PART_TIME") else "CONTRACT"
    offered = SanctionType.objects.open_to(category=category, route=route, on=on)
    assert offered.filter(severity="COACHING").exists()
    assert offered.filter(kind="SANCTION").exists()


@pytest.mark.parametrize("category", StaffCategory.values)
def test_every_sanction_has_someone_competent_to_impose_it(category):
    for route in ("ETHICS", "DISCIPLINE", "CONTRACT", "COACHING"):
        for sanction in SanctionType.objects.open_to(category=category, route=route, on=DAY):
            assert Power.objects.competent(category, sanction.severity, route, DAY).exists(), sanction.code


def test_no_code_has_two_versions_in_force():
    for model in (SanctionType, Provision):
        doubled = model.objects.in_force(DAY).values("code").annotate(n=Count("pk")).filter(n__gt=1)
        assert not doubled


def test_37_sanctions_and_measures_have_their_remedy():
    now = SanctionType.objects.filter(slug__endswith="-2010").values("slug")
    rows = SanctionType.objects.exclude(slug__in=now)
    assert rows.filter(family="PP94", severity=L, objection=True, appeal=False).count() == 3
    assert rows.filter(family="PP94-PERALIHAN", objection=True).count() == 3
    assert rows.get(code="PNS-B3").appeal and not rows.get(code="PNS-B3").objection
    assert not rows.filter(route__in=("ETHICS", "CONTRACT")).filter(objection=True).exists()


def test_pay_cut_waits_for_its_regulation():
    assert set(SanctionType.objects.filter(in_force_from=None).values_list("code", flat=True)) == {
        "PNS-S1",
        "PNS-S2",
        "PNS-S3",
    }


@pytest.mark.parametrize(
    ("category", "severity", "route", "on", "official"),
    [
        ("CONTRACT", "ADMINISTRATIVE", "CONTRACT", date(2021, 8, 31), "AGENCY_HEAD"),
        ("CONTRACT", L, "CONTRACT", date(2022, 9, 12), "AGENCY_HEAD"),
        ("PNS", L, "DISCIPLINE", date(2025, 11, 1), "AGENCY_HEAD"),
        ("PNS", "MORAL", "ETHICS", date(2023, 6, 8), "PPK"),
        ("BUMD", "TERMINATION", "CONTRACT", date(2022, 2, 1), "CAPITAL_OWNER"),
        ("VILLAGE", L, "CONTRACT", DAY, "VILLAGE_HEAD"),
    ],
)
def test_official_of_the_real_cases_was_competent(category, severity, route, on, official):
    assert official in Power.objects.competent(category, severity, route, on).values_list("official", flat=True)


def test_agency_head_may_not_dismiss_a_civil_servant():
    officials = set(Power.objects.competent("PNS", S, "DISCIPLINE", DAY).values_list("official", flat=True))
    assert officials == {"PPK", "PRESIDENT"}


@pytest.mark.parametrize(
    ("step", "category", "amount", "statutory"),
    [
        ("SUMMONS1", "PNS", 7, True), ("SUMMONS2", "PNS", 7, True), ("DELIVER", "CPNS", 14, True),
        ("SEND", "PNS", 3, True), ("EFFECT", "PNS", 15, True), ("EFFECT", "PPPK", 15, True),
        ("EFFECT", "CONTRACT", 0, False), ("KEBERATAN", "PNS", 14, True), ("KEBERATAN-DECIDE", "PPPK", 21, True),
        ("BANDING", "PNS", 14, True), ("BANDING-DECIDE", "PNS", 65, True), ("INT-CLARIFY", "PNS", 3, False),
        ("INT-ROUTE", "BUMD", 3, False), ("INT-ESC-BKPSDM", "PNS", 1, False),
        ("INT-ESC-INSPECTORATE", "PNS", 3, False), ("INT-ESC-SEKDA", "PNS", 5, False), ("DECIDE", "PNS", None, True),
    ],
)  # fmt: skip
def test_limit_has_its_number(step, category, amount, statutory):
    limit = TimeLimit.objects.in_force_for(step, category, DAY)
    assert (limit.amount, limit.statutory) == (amount, statutory)


def test_38_steps_of_the_law_and_of_the_house_are_known():
    house = {"INT-INTAKE", "INT-CLARIFY", "INT-ESC1", "INT-ESC2", "INT-ESC3", "INT-LHP", "INT-DECIDE"}
    law = set(TimeLimit.objects.filter(statutory=True).values_list("step", flat=True))
    assert len(law | house) == 38
    assert not law & house and house <= set(TimeLimit.objects.filter(statutory=False).values_list("step", flat=True))


def test_objection_is_not_open_to_contract_staff():
    assert TimeLimit.objects.in_force_for("KEBERATAN", "CONTRACT", DAY) is None


def test_circulars_may_lack_a_number_or_a_date():
    assert Regulation.objects.circulars().filter(number="").exists()
    tangerang = Regulation.objects.get(number="043.1/403-Bag.Um")
    assert tangerang.issued_on is None and tangerang.reported_on == date(2022, 2, 4)
    assert "BUMD" in tangerang.scope_categories and "WhatsApp" in tangerang.platforms


def test_circular_of_the_seven_binds_contract_staff_from_its_day():
    binding = Regulation.objects.circulars().binding
    bekasi = {"category": "CONTRACT", "region": "Kota Bekasi"}
    assert binding(**bekasi, on=date(2021, 9, 2)).filter(number="800/6519/BKPPD-PKA").exists()
    assert not binding(**bekasi, on=date(2021, 9, 1)).filter(number="800/6519/BKPPD-PKA").exists()


def test_circular_with_an_end_stops_binding():
    kendal = Regulation.objects.filter(number="800.1.6.2/623/BKPP")
    assert kendal.in_force(date(2025, 9, 6)) and not kendal.in_force(date(2025, 9, 7))


def test_commission_gives_way_to_its_successors():
    def bodies(on):
        return set(OversightBody.objects.in_force(on).values_list("code", flat=True))

    assert "KASN" in bodies(date(2022, 9, 22)) and "KEMENPANRB" not in bodies(date(2022, 9, 22))
    assert "KASN" not in bodies(date(2024, 9, 4)) and "KEMENPANRB" in bodies(date(2024, 9, 4))


def test_disputed_questions_have_their_default():
    assert Interpretation.objects.chosen("bentuk-hukuman-sedang", DAY) == "peralihan"
    assert Interpretation.objects.chosen("cuti-bersama", DAY) == "bukan-hari-kerja"
    assert Interpretation.objects.in_force(DAY).count() == 8


def test_every_year_from_2019_has_its_holidays():
    assert Holiday.objects.working_calendar().years == frozenset(range(2019, 2028))
