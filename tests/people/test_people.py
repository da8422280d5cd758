"""NIP, dated employment, and the employment on the day of the event."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from cases.applicable_law import event_day
from cases.intake import incidents as intake
from cases.intake.incidents import Report
from cases.models import Employee, Employment, IncidentDate, validate_nip
from cases.parties import respondents
from cases.procedure.refusals import RuleViolation
from regulations.models import StaffCategory
from tests import factories


@pytest.mark.parametrize(
    "nip",
    ["198504122010011003", "199001012023212001", "199001012023222001", "199001012023241001", "199001012023991001"],
)
def test_a_civil_servants_and_a_pppks_number_are_accepted(nip):
    assert Employee._meta.get_field("nip").clean(nip, None) == nip


@pytest.mark.parametrize(
    ("nip", "words"),
    [
        ("19850412201001100", "18 angka. Anda menulis 17"),
        ("1985041220100110O3", "huruf O pada angka ke-17. Mungkin maksudnya 0"),
        ("l98504122010011003", "huruf l pada angka ke-1. Mungkin maksudnya 1"),
        ("198513122010011003", r"ke-1 sampai ke-8 \(19851312\) bukan tanggal lahir"),
        ("198504121810011003", r"ke-9 sampai ke-12 \(1810\) bukan tahun pengangkatan"),
        ("198504122010131003", r"ke-13 sampai ke-14 \(13\) harus bulan"),
        ("198504122010201003", r"\(20\) harus bulan"),
        ("198504122010001003", r"\(00\) harus bulan"),
        ("198504122010013003", "angka ke-15"),
    ],
)
def test_a_wrong_nip_is_refused_with_what_is_wrong(nip, words):
    with pytest.raises(ValidationError, match=words):
        validate_nip(nip)


def test_category_and_unit_are_taken_as_of_the_event_not_as_of_today(sari, dinas_a, dinas_b):
    worker = factories.make_employee(
        "Citra", agency=dinas_a, category=StaffCategory.CONTRACT, ends_on=dt.date(2025, 12, 31)
    )
    Employment.objects.create(
        employee=worker, agency=dinas_b, category="PPPK", post="Staf", starts_on=dt.date(2026, 1, 1)
    )  # fmt: skip
    uploaded = IncidentDate(kind="UPLOADED", precision="DAY", earliest_at=dt.datetime(2025, 6, 2, tzinfo=dt.UTC))
    report = Report(agency=dinas_a, summary=factories.SENTENCE, people=[worker], dates=[uploaded])
    now = dt.datetime(2026, 7, 13, 3, tzinfo=dt.UTC)
    respondent = intake.report_incident(actor=sari, at=now, report=report).respondents.get()
    assert (respondent.category, respondent.agency) == ("CONTRACT", dinas_a)
    assert worker.employment_on(now.date()).agency == dinas_b


def test_an_unknown_day_is_bounded_by_what_is_known(sari, dinas_a, budi):
    bound = dt.datetime(2021, 9, 2, 16, tzinfo=dt.UTC)
    before = IncidentDate(kind="RECORDED", precision="BOUNDS", latest_at=bound)
    case = intake.report_incident(
        actor=sari, at=bound, report=Report(agency=dinas_a, summary=factories.SENTENCE, dates=[before])
    )
    assert event_day.known_event_days([case]) == {case.pk: None}
    assert event_day.day_of_event(case) == dt.date(2021, 9, 2)


def test_somebody_unknown_is_identified_later_with_category_and_unit(sari, dinas_a, budi, now):
    case = intake.report_incident(
        actor=sari, at=now, report=Report(agency=dinas_a, summary=factories.SENTENCE, unknown=["batik, kacamata"])
    )
    respondent = case.respondents.get()
    assert (respondent.is_identified, respondent.category) == (False, "")
    respondents.identify(
        respondent=respondent,
        actor=sari,
        at=now,
        on=respondent.status_on,
        employee=budi,
        how="Dikonfirmasi lewat telepon",
    )
    respondent.refresh_from_db()
    assert (respondent.employee, respondent.category) == (budi, "PNS")
    case.refresh_from_db()
    assert "budi" in case.search


def test_one_person_is_a_respondent_once_per_case(sari, budi, now):
    respondent = factories.make_respondent(by=sari, employee=budi, at=now)
    with pytest.raises(RuleViolation, match="sudah menjadi terlapor"):
        respondents.add_respondent(case=respondent.case, actor=sari, at=now, employee=budi)


def test_a_report_needs_a_link_a_file_or_a_sentence(sari, dinas_a, now):
    with pytest.raises(RuleViolation, match="minimal 20 huruf"):
        intake.report_incident(actor=sari, at=now, report=Report(agency=dinas_a, summary="pendek"))
    assert intake.report_incident(actor=sari, at=now, report=Report(agency=dinas_a, posts=[factories.seen_post()]))


def test_a_refused_report_takes_no_number_and_leaves_nothing(sari, dinas_a, budi, now):
    first = factories.make_case(by=sari, agency=dinas_a, at=now)
    with pytest.raises(RuleViolation):
        intake.report_incident(
            actor=sari, at=now, report=Report(agency=dinas_a, summary=factories.SENTENCE, people=[budi, budi])
        )
    second = factories.make_case(by=sari, agency=dinas_a, at=now)
    assert int(second.number[-4:]) == int(first.number[-4:]) + 1


def test_the_first_person_added_takes_the_place_a_report_without_names_kept_open(sari, dinas_a, budi, wati, now):
    case = factories.make_case(by=sari, agency=dinas_a, at=now)
    kept = case.respondents.get()
    assert respondents.add_respondent(case=case, actor=sari, at=now, employee=budi) == kept
    respondents.add_respondent(case=case, actor=sari, at=now, employee=wati)
    assert {str(path) for path in case.respondents.all()} == {"Budi", "Wati"}
    assert kept.deadlines.count() == 1


def test_a_person_of_another_government_is_refused(sari, dinas_a, now):
    elsewhere = factories.make_agency(factories.make_government("Kota Lain", "kota-lain"), "dinas", "Dinas Lain")
    stranger = factories.make_employee("Andi", agency=elsewhere)
    with pytest.raises(RuleViolation, match="bukan pegawai pemerintah daerah ini"):
        factories.make_case(by=sari, agency=dinas_a, at=now, people=(stranger,))


def test_a_date_learnt_later_is_recorded_and_moves_category_and_unit_before_the_route(sari, dinas_a, dinas_b, now):
    worker = factories.make_employee("Citra", agency=dinas_a, category="CONTRACT", ends_on=dt.date(2025, 12, 31))
    Employment.objects.create(
        employee=worker, agency=dinas_b, category="PPPK", post="Staf", starts_on=dt.date(2026, 1, 1)
    )  # fmt: skip
    case = factories.make_case(by=sari, agency=dinas_a, at=now, people=(worker,))
    assert case.respondents.get().category == "PPPK"
    for day in (dt.datetime(2026, 2, 1, tzinfo=dt.UTC), dt.datetime(2025, 6, 2, tzinfo=dt.UTC)):
        date = IncidentDate(kind="RECORDED", precision="DAY", earliest_at=day, latest_at=day, source="Terlapor")
        event_day.record_date(case=case, actor=sari, at=now, date=date, reason="Diakui")
    assert event_day.known_event_days([case]) == {case.pk: dt.date(2025, 6, 2)}
    assert (case.respondents.get().category, case.respondents.get().agency) == ("CONTRACT", dinas_a)
    assert "2026-02-01" in case.history.first().note
