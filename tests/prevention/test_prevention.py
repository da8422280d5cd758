"""Early warnings say their test and reason and wait for a person; corrective actions have owner, day and proof."""

import datetime as dt
import uuid

import pytest
import time_machine
from django.utils import timezone

from cases.dashboard.periods import Period
from cases.dashboard.scope import Scope, agencies_of
from cases.models import AccessEntry, Case, CorrectiveAction, ListReading, Status, WarningReview
from cases.prevention.warnings import effects_of, warnings_of
from cases.two_people import recusals
from tests import factories

pytestmark = pytest.mark.django_db
Kind = WarningReview.Kind


def scope_of(user):
    agencies = agencies_of(user)
    today = user.local_date(timezone.now())
    return Scope(agencies, list(agencies.values_list("pk", flat=True)), Period.of_year(today.year), today)


def warned(user):
    return warnings_of(user, scope_of(user), user.working_calendar())


def kinds(user):
    return {each.kind for each in warned(user)}


def send(client, user, path, **sent):
    client.force_login(user)
    return client.post(path, {"submission": str(uuid.uuid4())} | sent)


@pytest.fixture
def repeated(rina, budi):
    """Budi was sanctioned and is a respondent again."""
    factories.bring_to(factories.make_respondent(by=rina, employee=budi), Status.DELIVERED, by=rina)
    return factories.make_respondent(by=rina, employee=budi)


def test_a_second_case_of_a_sanctioned_person_is_a_warning_without_a_name(client, dewi, repeated):
    found = [each for each in warned(dewi) if each.kind == Kind.REPEAT]
    assert [each.title for each in found] == [repeated.case.number]
    client.force_login(dewi)
    text = client.get("/prevention/").text
    assert "Terulang dalam 24 bulan" in text
    assert "Budi" not in text


def test_a_first_case_is_none(dewi, rina, budi):
    factories.make_respondent(by=rina, employee=budi)
    assert Kind.REPEAT not in kinds(dewi)


def test_a_case_without_an_act_for_a_month_is_still(dewi, rina, dinas_a):
    with time_machine.travel(timezone.now() - dt.timedelta(days=40)):
        case = factories.make_case(by=rina, agency=dinas_a)
    factories.make_case(by=rina, agency=dinas_a)
    still = [each for each in warned(dewi) if each.kind == Kind.STILL]
    assert [each.title for each in still] == [case.number]


def test_a_duty_that_ends_today_is_about_to_lapse(dewi, rina, budi):
    path = factories.bring_to(factories.make_respondent(by=rina, employee=budi), Status.SUMMONED, by=rina)
    today = dewi.local_date(timezone.now())
    path.deadlines.filter(statutory=True, met_on=None).update(starts_on=today, due_on=today)
    assert Kind.LAPSING in kinds(dewi)
    path.deadlines.filter(statutory=True).update(due_on=today + dt.timedelta(days=30))
    assert Kind.LAPSING not in kinds(dewi)


@pytest.mark.parametrize(("recent", "earlier", "is_warned"), [(4, 0, False), (5, 0, True), (5, 8, False), (7, 8, True)])
def test_an_agency_is_unusual_only_by_the_stated_test(dewi, rina, dinas_a, recent, earlier, is_warned):
    """Two a quarter are usual with eight a year: the bound is 2 + 2·√2, rounded up to 5, and at least 4."""
    for _n in range(recent):
        factories.make_case(by=rina, agency=dinas_a)
    for _n in range(earlier):
        case = factories.make_case(by=rina, agency=dinas_a)
        Case.objects.filter(pk=case.pk).update(opened_at=timezone.now() - dt.timedelta(days=200))
    assert (Kind.ABOVE_USUAL in kinds(dewi)) == is_warned


def test_a_person_reviews_and_the_page_says_what_came_of_it(client, dewi, repeated):
    subject = next(each.subject for each in warned(dewi) if each.kind == Kind.REPEAT)
    address = f"/prevention/warnings/{subject}/"
    assert send(client, dewi, address, cause="x").status_code == 422
    sent = {"cause": "Pembinaan kurang", "measure": "Pembinaan ulang", "outcome": "STARTED"}
    assert send(client, dewi, address, **sent).status_code == 302
    made = WarningReview.objects.get()
    assert (made.kind, made.subject, made.reviewed_by) == (Kind.REPEAT, subject, dewi)
    assert "24 bulan" in made.reason
    assert "Pembinaan ulang" in client.get("/prevention/").text


def test_an_hr_officer_sees_warnings_of_its_agency_and_reviews_none(client, sari, tono, repeated):
    assert Kind.REPEAT in kinds(sari)
    assert Kind.REPEAT not in kinds(tono)
    subject = next(each.subject for each in warned(sari))
    assert send(client, sari, f"/prevention/warnings/{subject}/", cause="x").status_code == 403


def test_a_corrective_action_has_owner_day_and_proof(client, dewi, sari, tono, dinas_a, repeated):
    sent = {"kind": "TRAINING", "text": "Sosialisasi loket", "owner": dinas_a.pk, "due_on": "31/12/2099"}
    assert "Pilih satu" in send(client, dewi, "/prevention/actions/new/", **sent).text
    assert send(client, dewi, "/prevention/actions/new/", **sent, number=repeated.case.number).status_code == 302
    action = CorrectiveAction.objects.get()
    address = f"/prevention/actions/{action.pk}/"
    assert send(client, tono, address, on="hari ini", proof="x").status_code == 404
    assert send(client, sari, address, on="hari ini").status_code == 422
    assert send(client, sari, address, on="hari ini", proof="Daftar hadir 12/2026").status_code == 302
    assert "sudah dilaporkan" in send(client, sari, address, on="hari ini", proof="lagi").text
    action.refresh_from_db()
    assert (action.done_by, action.proof) == (sari, "Daftar hadir 12/2026")


def test_whoever_stepped_back_reads_no_action_and_no_review_of_the_case(client, rina, dewi, dinas_a, repeated, now):
    fields = {"kind": "TRAINING", "text": "Sosialisasi loket", "owner": dinas_a, "due_on": now.date()}
    action = CorrectiveAction.objects.create(
        government=rina.government, case=repeated.case, made_by=dewi, made_at=now, **fields
    )
    kept = {"cause": "Pembinaan kurang", "measure": "Pembinaan ulang", "outcome": "STARTED", "reason": "-"}
    for about, key in (("path", repeated.pk), ("case", repeated.case_id), ("agency", dinas_a.pk)):
        WarningReview.objects.create(
            government=rina.government, kind=Kind.REPEAT, subject=f"{about}:{key}", reviewed_by=dewi, reviewed_at=now,
            **kept | {"measure": f"Tindakan atas {about}"},
        )  # fmt: skip
    address = f"/prevention/actions/{action.pk}/"
    client.force_login(rina)
    assert client.get(address).status_code == 200
    assert AccessEntry.objects.filter(case=repeated.case, user=rina, what="corrective action").exists()
    recusals.recuse(case=repeated.case, actor=rina, at=now, on=dinas_a.local_date(now), user=rina, reason="Kerabat")
    assert client.get(address).status_code == 404
    assert send(client, rina, address, on="hari ini", proof="x").status_code == 404
    text = client.get("/prevention/").text
    assert "Tindakan atas agency" in text
    assert not any(words in text for words in ("Sosialisasi loket", "Tindakan atas path", "Tindakan atas case"))


def test_the_page_of_a_warning_is_noted_for_its_case(client, dewi, repeated):
    subject = next(each.subject for each in warned(dewi) if each.kind == Kind.REPEAT)
    client.force_login(dewi)
    assert client.get(f"/prevention/warnings/{subject}/").status_code == 200
    assert ListReading.objects.get(what="warning").cases == [repeated.case_id]


def test_the_months_around_a_circular_are_counted_alike(dewi, rina, dinas_a, now):
    from regulations.models import Regulation

    issued = dewi.local_date(now) - dt.timedelta(days=70)
    circular = Regulation.objects.exclude(region="").first() or Regulation.objects.first()
    Regulation.objects.filter(pk=circular.pk).update(issued_on=issued)
    case = factories.make_case(by=rina, agency=dinas_a)
    case.regulations.create(regulation=circular, relation="RESULTED")
    for days in (80, 90, 2):
        other = factories.make_case(by=rina, agency=dinas_a)
        Case.objects.filter(pk=other.pk).update(opened_at=now - dt.timedelta(days=days))
    Case.objects.filter(pk=case.pk).update(opened_at=now - dt.timedelta(days=40))
    (effect,) = effects_of(scope_of(dewi))
    assert effect.months == 2
    assert (effect.before, effect.after) == (2, 1)


def test_the_page_costs_the_same_for_more_warnings(
    client, dewi, rina, dinas_a, repeated, django_assert_max_num_queries
):
    for n in range(6):
        factories.make_respondent(by=rina, employee=factories.make_employee(f"Pegawai {n}", agency=dinas_a))
    client.force_login(dewi)
    with django_assert_max_num_queries(16):
        client.get("/prevention/")
