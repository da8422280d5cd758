"""Disputed law as a region reads it, followed by the acts that it concerns: the default and the other way."""

import datetime as dt

import pytest

from cases.aftermath.delivery import deliver
from cases.applicable_law.sanction_range import open_ranges, titles_of
from cases.examination import teams as panels
from cases.examination.forms.findings import AllegeForm
from cases.examination.lawful_days import lawful_day
from cases.models import Deadline, Sanction, Status
from cases.procedure.refusals import RuleViolation
from regulations.models import Holiday, Interpretation, Official, SanctionType
from tests import factories
from tests.regulations.rows import read
from tests.samples.decisions import decide

JAKARTA = dt.timezone(dt.timedelta(hours=7))
DECIDED = dt.datetime(2026, 3, 4, 10, 0, tzinfo=JAKARTA)
RECEIVED = dt.datetime(2026, 3, 9, 10, 0, tzinfo=JAKARTA)


@pytest.fixture
def found(sari, budi):
    """Budi's path with findings reported by a full team, all on 4 March 2026."""
    respondent = factories.make_respondent(by=sari, employee=budi, at=DECIDED)
    factories.bring_to(respondent, Status.ROUTED, by=sari, at=DECIDED)
    act = {"respondent": respondent, "actor": sari, "at": DECIDED, "on": DECIDED.date()}
    members = factories.make_panel_members()
    panels.form_panel(**act, kind="EXAMINATION", members=members)
    factories.summon_and_hear(respondent, by=sari, at=DECIDED)
    factories.report_proven(respondent, by=sari, at=DECIDED)
    return respondent


def rule(respondent, by, kind, official, departure_reason=""):
    return decide(
        respondent, by, at=DECIDED, sanction_types=[kind], official=official, departure_reason=departure_reason
    )


def dismiss(respondent, by):
    kind = SanctionType.objects.get(slug="pns-b3-2021")
    return rule(respondent, by, kind, Official.PPK, "Perbuatan berulang dan meresahkan")


@pytest.mark.parametrize(
    ("chosen", "name"),
    [("dengan-hormat", "dengan hormat tidak atas permintaan"), ("tidak-dengan-hormat", "Pemberhentian tidak dengan")],
)
def test_a_dismissal_is_named_as_the_region_reads_the_law_and_keeps_that_name(found, sari, chosen, name):
    own = read("sebutan-pemberhentian", chosen, "kota-contoh")
    decision = dismiss(found, sari)
    assert name in str(decision.sanctions.get())
    other = next(option for option in own.options if option != chosen)
    Interpretation.objects.filter(pk=own.pk).update(chosen=other)
    assert name in str(Sanction.objects.get()), "what was decided keeps its words"
    kind = decision.sanctions.get().sanction_type
    assert name not in titles_of([kind], case=found.case, on=DECIDED.date())[kind.pk]


@pytest.mark.parametrize(("chosen", "until"), [("diterima", dt.date(2026, 4, 6)), ("ditetapkan", dt.date(2026, 3, 31))])
def test_the_appeal_is_counted_from_the_day_that_the_region_reads(found, sari, chosen, until):
    read("awal-banding", chosen, "kota-contoh")
    decision = dismiss(found, sari)
    deliver(respondent=found, actor=sari, at=RECEIVED, on=RECEIVED.date(), method="IN_PERSON")
    decision.refresh_from_db()
    assert decision.remedy_until == until


def test_an_objection_is_counted_from_receipt_whatever_the_reading_of_appeals(found, sari):
    read("awal-banding", "ditetapkan", "kota-contoh")
    light = SanctionType.objects.get(slug="pns-r2-2021")
    decision = rule(found, sari, light, Official.AGENCY_HEAD)
    deliver(respondent=found, actor=sari, at=RECEIVED, on=RECEIVED.date(), method="IN_PERSON")
    decision.refresh_from_db()
    assert decision.remedy_until == dt.date(2026, 4, 6)


@pytest.mark.parametrize(("chosen", "code"), [("peralihan", "PNS-S1T"), ("tunjangan", "PNS-S1")])
def test_the_moderate_sanction_is_offered_and_accepted_only_in_the_form_of_the_region(found, sari, chosen, code):
    read("bentuk-hukuman-sedang", chosen, "kota-contoh")
    offered = {kind.code for kind in open_ranges([found])[found.category, found.route] if kind.severity == "MODERATE"}
    assert offered & {"PNS-S1", "PNS-S1T"} == {code}
    other = SanctionType.objects.get(slug="pns-s1-menunggu" if code == "PNS-S1T" else "pns-s1t-2021")
    with pytest.raises(RuleViolation, match="tidak berlaku bagi PNS"):
        rule(found, sari, other, Official.PPK)


@pytest.mark.parametrize("chosen", ["paling-lama", "paling-sedikit"])
def test_the_summons_follows_what_the_region_reads_into_seven_working_days(sari, budi, chosen):
    read("tujuh-hari-panggilan", chosen, "kota-contoh")
    respondent = factories.make_respondent(by=sari, employee=budi, at=DECIDED)
    lawful = lawful_day(respondent, DECIDED.date(), 1)
    assert (lawful.day, lawful.reading) == (dt.date(2026, 3, 13), chosen)


@pytest.mark.parametrize(("chosen", "offered"), [("2022", True), ("2023", False)])
def test_the_neutrality_decree_is_charged_from_the_year_that_the_region_reads(sari, budi, chosen, offered):
    read("tahun-skb-netralitas", chosen, "kota-contoh")
    between = dt.datetime(2023, 1, 16, 10, 0, tzinfo=JAKARTA)
    respondent = factories.make_respondent(by=sari, employee=budi, at=between)
    form = AllegeForm(respondents=[respondent], user=sari, now=between, is_bulk=False)
    assert form.fields["provision"].queryset.filter(regulation="skb-2-2022").exists() == offered


@pytest.mark.parametrize(
    ("code", "chosen", "on", "due"),
    [
        ("cuti-bersama", "bukan-hari-kerja", dt.date(2026, 3, 9), dt.date(2026, 4, 7)),
        ("cuti-bersama", "hari-kerja", dt.date(2026, 3, 9), dt.date(2026, 3, 31)),
        ("contoh-tanggal-bkn", "kalender-sendiri", dt.date(2022, 2, 14), dt.date(2022, 3, 9)),
        ("contoh-tanggal-bkn", "contoh-bkn", dt.date(2022, 2, 14), dt.date(2022, 3, 8)),
    ],
)
def test_the_day_of_effect_follows_the_calendar_that_the_region_reads(sari, budi, code, chosen, on, due):
    read(code, chosen, "kota-contoh")
    at = dt.datetime.combine(on, dt.time(10), JAKARTA)
    respondent = factories.make_respondent(by=sari, employee=budi, at=at)
    factories.bring_to(respondent, Status.DELIVERED, by=sari, at=at)
    clock = Deadline.objects.get(limit__step="EFFECT")
    assert clock.due_on == due


def test_a_clock_keeps_the_fingerprint_of_the_calendar_that_counted_it(sari, budi):
    respondent = factories.make_respondent(by=sari, employee=budi, at=DECIDED)
    clock = respondent.deadlines.get()
    before = Holiday.objects.working_calendar("kota-contoh").version
    assert clock.calendar_version == before
    read("cuti-bersama", "hari-kerja", "kota-contoh")
    clock.refresh_from_db()
    assert clock.calendar_version == before != Holiday.objects.working_calendar("kota-contoh").version


def test_doubtful_rules_are_marked_in_the_forms_that_offer_them(sari, budi):
    respondent = factories.make_respondent(by=sari, employee=budi, at=DECIDED)
    form = AllegeForm(respondents=[respondent], user=sari, now=DECIDED, is_bulk=False)
    labels = {row.needs_verification: form.fields["provision"].label_from_instance(row)
              for row in form.fields["provision"].queryset}  # fmt: skip
    assert labels[True].endswith("perlu verifikasi") and "perlu verifikasi" not in labels[False]
