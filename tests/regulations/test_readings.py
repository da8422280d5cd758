"""The seven conflicts between sources and joint leave: what each reading does, the default and the other way."""

from datetime import date

import pytest

from regulations.models import Dispute, Holiday, Interpretation, Provision, Regulation, SanctionType
from regulations.summons import hearing_window
from tests.regulations.conftest import plain_calendar
from tests.regulations.rows import read

pytestmark = pytest.mark.usefixtures("law")
DAY = date(2026, 7, 6)
FORM, CITY = "bentuk-hukuman-sedang", "kota-contoh"


def test_every_question_that_the_code_asks_has_its_default_and_its_other_way():
    for question in Dispute:
        row = Interpretation.objects.in_force(DAY).get(code=question, region="")
        assert row.chosen in row.options and len(row.options) == 2


def test_dismissal_keeps_its_name_until_the_other_law_is_followed():
    kind = SanctionType.objects.get(slug="pns-b3-2021")
    assert "dengan hormat tidak atas permintaan sendiri" in kind.titled("dengan-hormat")
    assert kind.titled("tidak-dengan-hormat") == "Pemberhentian tidak dengan hormat"


def test_reading_of_the_summons_sets_the_latest_or_the_earliest_day():
    at_most = hearing_window(date(2022, 10, 5), 7, plain_calendar(), "paling-lama")
    assert (at_most.planned, at_most.earliest, at_most.latest) == (date(2022, 10, 14), None, date(2022, 10, 17))
    assert at_most.concern(date(2022, 10, 18)) and not at_most.concern(date(2022, 10, 6))
    at_least = hearing_window(date(2022, 10, 5), 7, plain_calendar(), "paling-sedikit")
    assert (at_least.planned, at_least.earliest, at_least.latest) == (date(2022, 10, 14), date(2022, 10, 14), None)
    assert at_least.concern(date(2022, 10, 13)) and not at_least.concern(date(2022, 11, 30))


def test_bkn_example_is_counted_strictly_unless_a_region_follows_its_print():
    read("contoh-tanggal-bkn", "contoh-bkn", CITY)
    strict, printed = Holiday.objects.working_calendar(), Holiday.objects.working_calendar(CITY)
    assert strict.add_working_days(date(2022, 2, 14), 15) == date(2022, 3, 9)
    assert printed.add_working_days(date(2022, 2, 14), 15) == date(2022, 3, 8)
    assert printed.add_working_days(date(2022, 2, 8), 15) == date(2022, 3, 2)


def moderate(region, on=DAY):
    rows = SanctionType.objects.open_to(category="PNS", route="DISCIPLINE", on=on, region=region)
    return set(rows.filter(severity="MODERATE").values_list("code", flat=True))


def test_moderate_sanction_takes_its_transition_form_unless_a_region_decides_otherwise_from_a_day_on():
    read(FORM, "tunjangan", CITY, since=date(2026, 7, 1))
    assert moderate("") == moderate("kota-lain") == {"PNS-S1T", "PNS-S2T", "PNS-S3T"}
    assert moderate(CITY) == {"PNS-S1", "PNS-S2", "PNS-S3"}
    assert moderate(CITY, date(2026, 6, 30)) == {"PNS-S1T", "PNS-S2T", "PNS-S3T"}
    assert "PNS-S1T" in moderate(CITY, date(2020, 1, 1))


def test_neutrality_decree_binds_from_the_year_that_is_read():
    between = date(2023, 1, 16)

    def binds(on):
        binding = Regulation.objects.binding(category="PNS", region=CITY, on=on)
        charged = Provision.objects.in_force(on).as_read(on, CITY).filter(regulation="skb-2-2022")
        assert binding.filter(slug="skb-2-2022").exists() == charged.exists()
        return charged.exists()

    assert binds(between)
    read("tahun-skb-netralitas", "2023", CITY)
    assert not binds(between)
    assert binds(date(2023, 9, 22))
    assert Provision.objects.in_force(between).as_read(between, "kota-lain").filter(regulation="skb-2-2022").exists()


def test_joint_leave_is_worked_where_and_from_when_the_region_says_so():
    read("cuti-bersama", "hari-kerja", CITY, since=date(2026, 3, 20))
    own, other = Holiday.objects.working_calendar(CITY), Holiday.objects.working_calendar("kota-lain")
    assert not own.is_working_day(date(2026, 3, 18)), "the reading was not yet in force"
    assert own.is_working_day(date(2026, 3, 20)) and not other.is_working_day(date(2026, 3, 20))
    assert own.version != other.version


def test_calendar_follows_a_reading_that_changes(django_assert_num_queries):
    before = Holiday.objects.working_calendar(CITY)
    with django_assert_num_queries(1):
        assert Holiday.objects.working_calendar(CITY) is before
    read("cuti-bersama", "hari-kerja", CITY)
    assert Holiday.objects.working_calendar(CITY).version != before.version


def test_day_off_that_was_taken_back_is_worked():
    day_off = Holiday.objects.get(slug="2026-08-17")
    day_off.withdrawn_on = date(2026, 8, 1)
    day_off.save()
    assert Holiday.objects.working_calendar().is_working_day(date(2026, 8, 17))
