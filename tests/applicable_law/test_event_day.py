"""The day of the event: corrected with the old value kept, and read from the best known date."""

import datetime as dt
import uuid

import pytest

from cases.applicable_law.event_day import add_claim, day_of_event, known_event_days, record_date
from cases.models import AuditEntry, Employment, HoursClaim, IncidentDate
from cases.procedure.refusals import RuleViolation
from tests import factories

pytestmark = pytest.mark.django_db
JAKARTA = dt.timezone(dt.timedelta(hours=7))
Kind = IncidentDate.Kind


@pytest.fixture
def path(sari, budi, now):
    return factories.make_respondent(by=sari, employee=budi, at=now)


def at(day: str) -> dt.datetime:
    return dt.datetime.fromisoformat(f"{day}T10:00").replace(tzinfo=JAKARTA)


def dated(kind: Kind, day: str, source: str = "Ia sendiri") -> IncidentDate:
    return IncidentDate(
        kind=kind, earliest_at=at(day), latest_at=at(day), precision=IncidentDate.Precision.TIME, source=source
    )


def bounded(kind: Kind, day: str) -> IncidentDate:
    return IncidentDate(kind=kind, latest_at=at(day), precision=IncidentDate.Precision.BOUNDS, source="Unggahan")


def test_the_best_known_date_counts_before_bounds_and_before_the_day_of_the_report(path, sari, now):
    case = path.case
    case.incidents.get().dates.all().delete()
    assert day_of_event(case) == case.agency.local_date(case.opened_at)
    assert known_event_days([case]) == {case.pk: None}
    days = ((bounded(Kind.UPLOADED, "2026-03-20"), "2026-03-20"), (dated(Kind.VIRAL, "2026-03-12"), "2026-03-12"),
            (dated(Kind.RECORDED, "2026-03-02"), "2026-03-02"))  # fmt: skip
    for date, expected in days:
        record_date(case=case, actor=sari, at=now, date=date, reason="Diketahui kemudian")
        assert day_of_event(case) == dt.date.fromisoformat(expected)
    assert known_event_days([case]) == {case.pk: dt.date(2026, 3, 2)}


def test_a_corrected_date_replaces_the_row_and_the_history_keeps_what_it_said(path, sari, now):
    for day in ("2026-03-02", "2026-03-04"):
        record_date(case=path.case, actor=sari, at=now, date=dated(Kind.RECORDED, day), reason="Salah ketik")
    row = IncidentDate.objects.get(incident__case=path.case, kind=Kind.RECORDED)
    assert row.earliest_at == at("2026-03-04")
    note = AuditEntry.objects.filter(case=path.case, act="record-date").order_by("pk").last().note
    assert "2026-03-02" in note and note.endswith("Salah ketik")


def test_another_day_brings_another_category_and_unit(path, sari, budi, dinas_b, now):
    before = {"starts_on": dt.date(2014, 1, 1), "ends_on": dt.date(2014, 12, 31)}
    Employment.objects.create(employee=budi, agency=dinas_b, category="CPNS", post="Calon", **before)
    record_date(case=path.case, actor=sari, at=now, date=dated(Kind.RECORDED, "2014-05-06"), reason="Video lama")
    path.refresh_from_db()
    assert (path.agency, path.category, path.post) == (dinas_b, "CPNS", "Calon")


def test_a_claim_about_a_time_to_come_is_refused(path, sari, now):
    incident = path.case.incidents.get()
    later = HoursClaim(claimed_by="Sekda", claimed_at=now + dt.timedelta(hours=1), source="Wawancara")
    with pytest.raises(RuleViolation, match="setelah sekarang"):
        add_claim(incident=incident, actor=sari, at=now, claim=later)


@pytest.mark.parametrize(
    ("typed", "complaint"),
    [
        ({"known": "2/3/2026", "before": "3/3/2026"}, "tidak keduanya"),
        ({}, "tidak keduanya"),
        ({"known": "1/1/2099"}, "tidak boleh setelah sekarang"),
        ({"after": "5/3/2026", "before": "3/3/2026"}, "tidak boleh sebelum batas awal"),
    ],
)
def test_a_date_is_known_or_bounded_and_never_to_come(client, path, sari, typed, complaint):
    client.force_login(sari)
    sent = {"submission": str(uuid.uuid4()), "kind": "RECORDED", "source": "Ia sendiri", "reason": "Baru tahu"} | typed
    response = client.post(f"/cases/{path.case.number}/record-date/", sent)
    assert response.status_code == 422
    assert complaint in response.text


def test_a_claim_says_when_or_whether_it_was_in_working_hours(client, path, sari):
    client.force_login(sari)
    sent = {"submission": str(uuid.uuid4()), "claimed_by": "Sekda", "source": "Wawancara"}
    address = f"/cases/{path.case.number}/add-claim/"
    assert "Isi waktunya, atau apakah ia menyebut" in client.post(address, sent).text
    sent |= {"submission": str(uuid.uuid4()), "within_hours": "yes"}
    assert client.post(address, sent).status_code == 302
    assert HoursClaim.objects.get(claimed_by="Sekda").within_hours is True
