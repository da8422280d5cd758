from datetime import date, timedelta

import pytest
from django.utils import translation

from regulations.models import (
    Holiday,
    Interpretation,
    Power,
    Provision,
    Regulation,
    SanctionType,
    TimeLimit,
)
from tests.regulations.rows import (
    make_holiday,
    make_interpretation,
    make_limit,
    make_power,
    make_regulation,
    step_for,
)

pytestmark = pytest.mark.django_db
DAY = date(2026, 7, 6)


def test_row_is_in_force_on_its_first_and_last_day_only():
    row = make_limit(in_force_from=date(2021, 1, 1), in_force_until=date(2021, 12, 31))
    mine = TimeLimit.objects.filter(slug=row.slug)
    assert mine.in_force(date(2021, 1, 1)) and mine.in_force(date(2021, 12, 31))
    assert not mine.in_force(date(2020, 12, 31)) and not mine.in_force(date(2022, 1, 1))


def test_row_without_first_day_is_not_in_force_yet():
    make_limit(in_force_from=None)
    assert not TimeLimit.objects.filter(slug="uji").in_force(DAY)


def test_own_limit_of_a_category_goes_before_the_general_one():
    general, own = make_limit(), make_limit(slug="pns", category="PNS")
    assert TimeLimit.objects.in_force_for("UJI", "PNS", DAY) == own
    assert TimeLimit.objects.in_force_for("UJI", "BUMD", DAY) == general
    assert TimeLimit.objects.in_force_for("TIDAK-ADA", "PNS", DAY) is None


def test_limit_of_the_day_is_the_version_of_the_day():
    make_limit(in_force_until=date(2024, 12, 31))
    newer = make_limit(slug="baru", in_force_from=date(2025, 1, 1), amount=5)
    assert TimeLimit.objects.in_force_for("UJI", "PNS", DAY) == newer
    assert TimeLimit.objects.in_force_for("UJI", "PNS", date(2024, 12, 31)).amount == 3


def test_regulation_binds_its_categories_in_its_region():
    row = make_regulation(region="Kota Bekasi", scope_categories=["CONTRACT"])
    binding = Regulation.objects.filter(slug=row.slug).binding
    assert binding(category="CONTRACT", region="Kota Bekasi", on=DAY)
    assert not binding(category="PNS", region="Kota Bekasi", on=DAY)
    assert not binding(category="CONTRACT", region="Kota Medan", on=DAY)


def test_regulation_without_scope_binds_everyone():
    make_regulation()
    assert Regulation.objects.filter(slug="uji").binding(category="VILLAGE", region="Kota Medan", on=DAY)


def test_post_narrows_who_is_competent():
    make_power(slug="uji", official="ADMINISTRATOR", posts=["SUPERVISOR"], routes=["NO_ACTION"])
    competent = Power.objects.competent
    assert competent("PNS", "LIGHT", "NO_ACTION", DAY).get().official == "ADMINISTRATOR"
    assert competent("PNS", "LIGHT", "NO_ACTION", DAY, post="SUPERVISOR")
    assert not competent("PNS", "LIGHT", "NO_ACTION", DAY, post="EXECUTIVE")


def test_province_has_its_own_powers(law):
    governor = Power.objects.competent("PNS", "LIGHT", "DISCIPLINE", DAY, post="JPT_PRATAMA", government="PROVINCE")
    regent = Power.objects.competent("PNS", "LIGHT", "DISCIPLINE", DAY, post="JPT_PRATAMA")
    assert "SEKDA" in {row.official for row in governor}
    assert {row.official for row in regent} == {"PPK"}


def test_local_holiday_counts_in_its_region_only(law):
    day = date(2026, 7, 7)
    make_holiday(date=day, kind="LOCAL", region="Kota Bekasi")
    assert not Holiday.objects.working_calendar("Kota Bekasi").is_working_day(day)
    assert Holiday.objects.working_calendar("Kota Medan").is_working_day(day)


def test_calendar_is_built_once_and_again_after_a_change(law, django_assert_num_queries):
    day = date(2026, 7, 8)
    first = Holiday.objects.working_calendar()
    with django_assert_num_queries(1):
        assert Holiday.objects.working_calendar() is first
    make_holiday(date=day)
    assert not Holiday.objects.working_calendar().is_working_day(day)


def test_kept_calendar_explains_in_the_language_of_the_reader(law):
    with translation.override("en"):
        Holiday.objects.working_calendar().explain(date(2026, 8, 14), 1)
    with translation.override("id"):
        lines = Holiday.objects.working_calendar().explain(date(2026, 8, 14), 1)
    assert "Libur nasional: Hari Kemerdekaan Republik Indonesia" in [line.reason for line in lines]


def test_year_with_only_local_days_off_is_not_a_known_year(law):
    make_holiday(date=date(2040, 1, 1), kind="LOCAL", region="Kota Bekasi")
    assert 2040 not in Holiday.objects.working_calendar("Kota Bekasi").years


def test_region_may_read_a_disputed_rule_its_own_way(law):
    make_interpretation(code="uji-tafsir")
    make_interpretation(slug="bekasi", code="uji-tafsir", region="Kota Bekasi", chosen="b")
    assert Interpretation.objects.chosen("uji-tafsir", DAY, "Kota Bekasi") == "b"
    assert Interpretation.objects.chosen("uji-tafsir", DAY, "Kota Medan") == "a"
    with pytest.raises(Interpretation.DoesNotExist):
        Interpretation.objects.chosen("tidak-ada", DAY)


@pytest.mark.parametrize(
    ("days", "code"),
    [(2, None), (3, "PNS-R1"), (10, "PNS-R3"), (11, "PNS-S1T"), (20, "PNS-S3T"), (28, "PNS-B3"), (99, "PNS-B3")],
)
def test_days_absent_reach_their_step(law, days, code):
    step = step_for(days, DAY)
    assert (step.transition_sanction_code if step else None) == code


def test_older_absence_follows_the_older_steps(law):
    assert step_for(5, date(2021, 8, 30)).sanction_code == "PNS-R1"
    assert step_for(5, date(2021, 8, 31)).sanction_code == "PNS-R2"


def test_doubtful_row_asks_for_verification(law):
    assert Holiday.objects.get(slug="2027-01-01").needs_verification
    assert not Holiday.objects.get(slug="2026-01-01").needs_verification
    assert not TimeLimit.objects.get(step="INT-CLARIFY").needs_verification


def test_interim_measure_is_not_offered_as_a_sanction(law):
    offered = set(
        SanctionType.objects.open_to(category="PNS", route="DISCIPLINE", on=DAY).values_list("code", flat=True)
    )
    assert not offered & {"M-RELEASE", "M-SALARYSTOP", "M-BKNBLOCK", "ASN-PTDH", "PNS-S1"}
    assert "PEMBINAAN-DISIPLIN" in offered


def test_sanctions_follow_the_day_of_the_act(law):
    def codes(on):
        rows = SanctionType.objects.open_to(category="PNS", route="DISCIPLINE", on=on)
        return {row.slug for row in rows if row.code == "PNS-R2"}

    last = date(2021, 8, 30)
    assert codes(last) == {"pns-r2-2010"}
    assert codes(last + timedelta(days=1)) == {"pns-r2-2021"}


def test_provision_of_another_category_is_left_out(law):
    codes = set(Provision.objects.in_force(DAY).for_category("CONTRACT").values_list("code", flat=True))
    assert "PWB42-1" in codes and "PP94-3F" not in codes
