"""The law as loaded, read against the tables it was taken from."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db.models import Count

from regulations.models import (
    Holiday,
    Interpretation,
    LetterForm,
    NationalHours,
    NumberPattern,
    OversightBody,
    Power,
    Provision,
    RecordClass,
    Regulation,
    SanctionType,
    SiasnCode,
    StaffCategory,
    TimeLimit,
)
from tests.regulations.rows import step_for
from tests.regulations.tables import (
    ATTENDANCE,
    BODIES,
    LETTERS,
    LIMITS,
    RETENTION,
    SANCTIONS,
    SIASN_LEVELS,
    SIASN_SANCTIONS,
    VIOLATIONS,
)

pytestmark = pytest.mark.usefixtures("law")
DAY = date(2026, 7, 6)
L, M, S = "LIGHT", "MODERATE", "SEVERE"
WORDS = {"L": L, "M": M, "S": S, "E": "MORAL", "A": "ADMINISTRATIVE"}
IMPACTS = ("UNIT", "AGENCY", "STATE")


def test_the_rulebook_holds_all_that_was_read():
    assert len(VIOLATIONS) == 78 and len(SANCTIONS) == 37 and len(LIMITS) == 38 and len(LETTERS.split()) == 33
    assert set(VIOLATIONS) <= set(Provision.objects.values_list("code", flat=True))


@pytest.mark.parametrize("code", VIOLATIONS)
def test_violation_has_its_level_at_every_impact_for_every_category(code):
    levels, bound = VIOLATIONS[code]
    for category in StaffCategory.values:
        rows = Provision.objects.for_category(category).filter(code=code).order_by("-in_force_from")
        assert rows.exists() == (category in bound.split()), category
        for place, impact in enumerate(IMPACTS):
            letters = levels[1:] if levels.startswith("*") else levels[place].strip("-")
            assert all(row.severities(impact) == [WORDS[letter] for letter in letters] for row in rows[:1]), impact


LEVEL_ARTICLES = {"LIGHT": ("9", "12"), "MODERATE": ("10", "13"), "SEVERE": ("11", "14")}


def test_every_level_of_a_duty_or_prohibition_has_the_article_of_its_own():
    """Pasal 9–11 PP 94/2021 for the duties of Pasal 3 and 4, Pasal 12–14 for the prohibitions of Pasal 5."""
    for row in Provision.objects.filter(regulation="pp-94-2021", code__regex="^PP94-[345][A-Z]"):
        given = {level for impact in IMPACTS for level in row.severities(impact)}
        is_prohibition = row.article.startswith("Pasal 5")
        for level, numbers in LEVEL_ARTICLES.items():
            article = row.level_article(level)
            assert (article != "") == (level in given), (row.pk, level)
            assert not article or article.split()[1] == numbers[is_prohibition], (row.pk, article)


def test_no_letter_of_a_level_article_is_given_to_two_breaches():
    lettered = [
        article
        for row in Provision.objects.filter(regulation="pp-94-2021")
        for article in (row.light_article, row.moderate_article, row.severe_article)
        if "huruf" in article
    ]
    assert len(lettered) == len(set(lettered)) > 40


@pytest.mark.parametrize("code", SANCTIONS)
def test_sanction_has_its_months_remedy_and_categories(code):
    months, remedy, bound = SANCTIONS[code]
    row = SanctionType.objects.filter(code=code).exclude(slug__endswith="-2010").get()
    assert row.duration_months == months
    assert (row.objection, row.appeal) == (remedy == "O", remedy == "A")
    assert row.categories == bound.split()


@pytest.mark.parametrize("step", LIMITS)
def test_step_has_its_number_unit_and_origin(step):
    amount, unit, statutory = LIMITS[step]
    rows = TimeLimit.objects.filter(step=step, statutory=statutory, unit=unit)
    assert rows.exists() and set(rows.values_list("amount", flat=True)) == {amount}


@pytest.mark.parametrize(("least", "most"), ATTENDANCE)
def test_absence_reaches_its_step_in_both_forms(least, most):
    for days in {least, most or 200}:
        step = step_for(days, DAY)
        assert (step.sanction_code, step.transition_sanction_code) == ATTENDANCE[least, most]


@pytest.mark.parametrize("code", BODIES)
def test_oversight_body_has_its_period(code):
    row = OversightBody.objects.get(code=code)
    began, ended = BODIES[code]
    assert not began or row.in_force_from == date.fromisoformat(began)
    assert row.in_force_until == (date.fromisoformat(ended) if ended else None)


def test_records_are_kept_as_long_as_their_class_says():
    assert {row.code: (row.active_years, row.inactive_years) for row in RecordClass.objects.all()} == RETENTION


def test_national_hours_differ_in_ramadan_and_on_fridays():
    rows = {row.season: row for row in NationalHours.objects.in_force(DAY)}
    ordinary, ramadan = rows["ORDINARY"], rows["RAMADAN"]
    assert (ordinary.weekly_minutes, ordinary.break_minutes, ordinary.friday_break_minutes) == (2250, 60, 90)
    assert (ramadan.weekly_minutes, ramadan.break_minutes, ramadan.friday_break_minutes) == (1950, 30, 60)
    assert (f"{ordinary.starts_at:%H.%M}", f"{ramadan.starts_at:%H.%M}") == ("07.30", "08.00")


def test_siasn_codes_are_known_and_every_sanction_uses_one_of_them():
    rows = SiasnCode.objects.in_force(DAY)
    assert set(rows.filter(kind="SANCTION").values_list("code", flat=True)) == set(SIASN_SANCTIONS.split())
    assert set(rows.filter(kind="LEVEL").values_list("code", flat=True)) == set(SIASN_LEVELS.split())
    used = set(SanctionType.objects.exclude(siasn_code="").values_list("siasn_code", flat=True))
    assert used <= set(SIASN_SANCTIONS.split())


def test_every_letter_says_what_it_has_to_contain():
    letters = LetterForm.objects.in_force(DAY)
    assert [row.code for row in letters] == LETTERS.split()
    assert all(row.contents and row.basis for row in letters)


def test_letter_number_begins_with_the_filing_code():
    pattern = NumberPattern.objects.in_force(DAY).get(region="")
    assert pattern.pattern.startswith("KODE/") and any(example.startswith("800.1.6.2/") for example in pattern.examples)


def test_numbers_are_put_together_as_the_pattern_of_the_day_and_the_region_says():
    patterns = NumberPattern.objects
    words = {"running": 12, "unit": "BKPSDM", "on": DAY}
    national = patterns.in_force(DAY).of_region("kota-contoh").first()
    assert national.number(code=national.filing_code, **words) == f"800.1.6.2/12/BKPSDM/{DAY.year}"
    before = patterns.in_force(date(2021, 9, 1)).of_region("kota-contoh").first()
    assert (before.filing_code, before.ethics_code) == ("800", "800")
    own = NumberPattern(
        slug="contoh", region="kota-contoh", pattern="KODE/NOMOR_URUT-KODE_UNIT/BULAN/TAHUN", digits=4,
        in_force_from=DAY, checked_on=DAY, source="-", basis="-", confidence="DESIGN",
    )  # fmt: skip
    own.full_clean()
    own.save()
    assert patterns.in_force(DAY).of_region("kota-contoh").first() == own
    assert patterns.in_force(DAY).of_region("kota-lain").first() == national
    month = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"][DAY.month - 1]
    assert own.number(code="800", **words) == f"800/0012-BKPSDM/{month}/{DAY.year}"


@pytest.mark.parametrize(
    ("pattern", "why"),
    [
        ("KODE/NOMOR_URUT/KODE_UNIT", "harus memuat TAHUN"),  # numbers begin again each year
        ("KODE/NOMOR/KODE_UNIT/TAHUN", "“NOMOR” tidak dikenal. Mungkin maksudnya NOMOR_URUT"),
    ],
)
def test_a_pattern_that_would_repeat_numbers_or_misspells_a_part_is_refused(pattern, why):
    with pytest.raises(ValidationError, match=why):
        NumberPattern(pattern=pattern).clean()


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


@pytest.mark.parametrize(
    ("code", "before", "since", "is_doubtful"),
    [
        ("ITE-27A", date(2025, 4, 28), date(2025, 4, 29), False),  # MK 105/PUU-XXII/2024
        ("ITE-28-3", date(2025, 4, 28), date(2025, 4, 29), False),  # MK 115/PUU-XXII/2024
        ("ITE-27", date(2026, 1, 1), date(2026, 1, 2), True),  # KUHP, suspected
        ("ITE-27A", date(2026, 1, 1), date(2026, 1, 2), True),
        ("ITE-28-1", date(2026, 1, 1), date(2026, 1, 2), True),
        ("ITE-28-2", date(2026, 1, 1), date(2026, 1, 2), True),
        ("KUHP-218", None, date(2026, 1, 2), False),
        ("KUHP-300", None, date(2026, 1, 2), True),
    ],
)
def test_criminal_law_is_referred_to_in_the_version_of_the_day(code, before, since, is_doubtful):
    new = Provision.objects.in_force(since).get(code=code)
    eve = before or date(2026, 1, 1)
    old = Provision.objects.in_force(eve).filter(code=code).first()
    assert (new.use, new.needs_verification) == ("REFERRAL", is_doubtful)
    assert (old is None) == (before is None) and old != new


def test_the_transition_to_pp_94_is_a_reference_that_asks_to_be_checked():
    rows = Provision.objects.in_force(DAY).filter(code__startswith="PP94-P-")
    assert [(row.use, row.needs_verification) for row in rows] == [("REFERENCE", True)] * 3


def test_the_rule_on_personal_data_waits_for_its_day():
    assert not Regulation.objects.in_force(DAY).filter(slug="rpp-pdp-menunggu")
    assert Regulation.objects.get(slug="rpp-pdp-menunggu").in_force_from is None


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


def test_commission_is_followed_by_its_successors():
    def bodies(on):
        return set(OversightBody.objects.in_force(on).values_list("code", flat=True))

    assert "KASN" in bodies(date(2022, 9, 22)) and "KEMENPANRB" not in bodies(date(2022, 9, 22))
    assert "KASN" not in bodies(date(2024, 9, 5)) and "KEMENPANRB" in bodies(date(2024, 9, 4))


def test_disputed_questions_have_their_default():
    assert Interpretation.objects.chosen("bentuk-hukuman-sedang", DAY) == "peralihan"
    assert Interpretation.objects.chosen("cuti-bersama", DAY) == "bukan-hari-kerja"
    assert Interpretation.objects.in_force(DAY).count() == 11


def test_every_year_from_2019_has_its_holidays():
    assert Holiday.objects.working_calendar().years == frozenset(range(2019, 2028))
