"""What the database refuses, whoever writes."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from regulations.models import (
    Amendment,
    AttendanceRung,
    LetterForm,
    LetterWording,
    NationalHours,
    NumberPattern,
    OversightBody,
    RecordClass,
    SiasnCode,
)
from tests.regulations.rows import (
    DATED,
    make_holiday,
    make_interpretation,
    make_limit,
    make_power,
    make_provision,
    make_question,
    make_regulation,
    make_sanction_type,
)

pytestmark = pytest.mark.django_db


def make_body(**over):
    return OversightBody.objects.create(**DATED | {"slug": "uji", "code": "UJI", "name": "Uji", "role": "Uji"} | over)


def make_rung(**over):
    values = {"slug": "uji", "min_days": 900, "sanction_code": "UJI", "transition_sanction_code": "UJI"}
    return AttendanceRung.objects.create(**DATED | values | over)


def make_hours(**over):
    hours = {"weekly_minutes": 2250, "starts_at": "07:30", "break_minutes": 60, "friday_break_minutes": 90}
    old = {"in_force_from": date(1990, 1, 1), "in_force_until": date(1999, 12, 31)}
    return NationalHours.objects.create(**DATED | {"slug": "uji", "season": "ORDINARY"} | hours | old | over)


def make_record_class(**over):
    values = {"slug": "uji", "code": "900.9", "name": "Uji", "active_years": 2, "inactive_years": 3}
    return RecordClass.objects.create(**DATED | values | over)


def make_wording(**over):
    values = {"slug": "uji", "code": "UJI", "form": LetterForm.objects.first(), "layout": "LETTER", "title": "Uji"}
    return LetterWording.objects.create(**DATED | values | over)


def make_siasn_code(**over):
    return SiasnCode.objects.create(**DATED | {"slug": "uji", "kind": "SANCTION", "code": "99", "name": "Uji"} | over)


def make_pattern(**over):
    return NumberPattern.objects.create(**DATED | {"slug": "uji", "region": "Uji", "pattern": "KODE/NOMOR"} | over)


def make_letter(**over):
    values = {"slug": "uji", "code": "UJI", "name": "Uji", "purpose": "Uji", "contents": ["nomor"]}
    return LetterForm.objects.create(**DATED | values | over)


VERSIONED = [
    make_siasn_code,
    make_pattern,
    make_letter,
    make_body,
    make_hours,
    make_interpretation,
    make_limit,
    make_provision,
    make_question,
    make_record_class,
    make_rung,
    make_sanction_type,
    make_wording,
]
DATED_ROWS = [*VERSIONED, make_power, make_regulation]


def assert_refused(constraint, make, **values):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        make(**values)


def assert_stand(*rows):
    assert type(rows[0]).objects.filter(pk__in=[row.pk for row in rows]).count() == len(rows)


@pytest.mark.parametrize("make", VERSIONED)
def test_two_versions_on_one_day_are_refused(make):
    first = make(in_force_from=date(1991, 1, 1), in_force_until=date(1991, 12, 31))
    assert_refused("one_in_force", make, slug="baru", in_force_from=first.in_force_until, in_force_until=None)


@pytest.mark.parametrize("make", VERSIONED)
def test_next_version_begins_the_day_after(make):
    first = make(in_force_from=date(1991, 1, 1), in_force_until=date(1991, 12, 31))
    second = make(slug="baru", in_force_from=date(1992, 1, 1), in_force_until=date(1992, 12, 31))
    assert_stand(first, second)


@pytest.mark.parametrize("make", DATED_ROWS)
def test_period_that_ends_before_it_starts_is_refused(make):
    assert_refused("period_is_forward", make, in_force_from=date(1992, 1, 2), in_force_until=date(1992, 1, 1))


def test_versions_waiting_for_their_day_do_not_clash():
    assert_stand(make_sanction_type(in_force_from=None), make_sanction_type(slug="baru", in_force_from=None))


def test_limits_of_two_categories_stand_side_by_side():
    assert_stand(make_limit(), make_limit(slug="pns", category="PNS"))


def test_internal_limit_needs_a_number():
    assert_refused("timelimit_internal_has_amount", make_limit, statutory=False, amount=None)


def test_level_by_impact_and_fixed_level_exclude_each_other():
    assert_refused("provision_level_has_one_test", make_provision, severity_unit="LIGHT", fixed_severities=["SEVERE"])


def test_sanction_needs_a_level():
    assert_refused("sanctiontype_sanction_has_severity", make_sanction_type, severity="")


def test_measure_needs_no_level():
    assert_stand(make_sanction_type(severity="", kind="MEASURE"))


def test_sanction_has_objection_or_appeal_not_both():
    assert_refused("sanctiontype_one_remedy", make_sanction_type, objection=True, appeal=True)


@pytest.mark.parametrize("empty", ["severities", "routes"])
def test_power_over_nothing_is_refused(empty):
    assert_refused("power_reaches_something", make_power, **{empty: []})


def test_same_holiday_twice_is_refused():
    make_holiday()
    assert_refused("holiday_once_per_region", make_holiday, slug="baru")


@pytest.mark.parametrize(("kind", "region"), [("LOCAL", ""), ("NATIONAL", "Kota Bekasi")])
def test_only_local_holiday_names_a_region(kind, region):
    assert_refused("holiday_local_has_region", make_holiday, kind=kind, region=region)


def test_reading_outside_its_options_is_refused():
    assert_refused("interpretation_chosen_is_an_option", make_interpretation, chosen="c")


def test_attendance_range_turned_around_is_refused():
    assert_refused("attendancerung_range_is_forward", make_rung, min_days=900, max_days=899)


def make_amendment(**over):
    later, earlier = make_regulation(slug="kemudian"), make_regulation(slug="terdahulu")
    values = {"slug": "uji", "later": later, "earlier": earlier, "kind": "REVOKES", "source": "uji"}
    return Amendment.objects.create(**values | {"checked_on": date(2026, 1, 1)} | over)


def test_an_instrument_does_not_change_itself():
    rule = make_regulation(slug="diri")
    assert_refused("amendment_not_itself", make_amendment, later=rule, earlier=rule)


def test_an_instrument_changes_another_in_one_way():
    tie = make_amendment()
    assert_refused(
        "amendment_once", Amendment.objects.create, slug="lagi", later=tie.later, earlier=tie.earlier, kind="AMENDS",
        source="uji", checked_on=date(2026, 1, 1),
    )  # fmt: skip
