"""The start page, the queue, and the explanation of a deadline."""

import datetime as dt

import pytest
from django.urls import reverse

from cases.aftermath import leaving_and_waiting as closing
from cases.models import Deadline, Hold, Status
from cases.oversight import acts as oversight
from cases.procedure.summary import refresh
from cases.work.queue import Tab
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def budis_path(sari, budi):
    return factories.make_respondent(by=sari, employee=budi)


def page(client, user, path):
    client.force_login(user)
    return client.get(path)


@pytest.mark.parametrize(
    ("who", "path"),
    [("sari", "/work/"), ("rina", "/work/"), ("joko", "/hearings/"), ("dewi", "/dashboard/"), ("putri", "/people/")],
)
def test_each_role_has_its_start_page(client, request, who, path):
    assert page(client, request.getfixturevalue(who), "/home/").url == path


def test_the_queue_offers_the_next_act_of_the_account(client, sari, budis_path):
    response = page(client, sari, "/work/")
    assert reverse("respondent-act", args=[budis_path.pk, "request-clarification"]) in response.text
    assert "Minta klarifikasi" in response.text


def test_the_queue_shows_acts_of_others_as_waiting(client, rina, budis_path):
    assert budis_path.case.number not in page(client, rina, "/work/").text
    waiting = page(client, rina, "/work/?tab=waiting").text
    assert budis_path.case.number in waiting
    assert "Pengelola kepegawaian perangkat daerah" in waiting


def test_a_stranger_sees_no_row(client, tono, budis_path):
    for tab in Tab.values:
        assert budis_path.case.number not in page(client, tono, f"/work/?tab={tab}").text


def test_a_path_on_hold_names_its_owner_and_review_day(client, sari, budis_path, now):
    today = sari.local_date(now)
    closing.hold(
        respondent=budis_path, actor=sari, at=now, on=today, reason="Menunggu arahan", owner="Sekretaris Daerah",
        review_on=today + dt.timedelta(days=7),
    )  # fmt: skip
    assert budis_path.case.number not in page(client, sari, "/work/").text
    waiting = page(client, sari, "/work/?tab=waiting").text
    assert "Sekretaris Daerah" in waiting
    assert "Menunggu arahan" in waiting
    assert Hold.objects.count() == 1


def test_a_hold_past_its_review_day_is_marked_late(client, sari, budis_path, now):
    today = sari.local_date(now)
    hold = closing.hold(
        respondent=budis_path, actor=sari, at=now, on=today, reason="Menunggu arahan", owner="Sekda",
        review_on=today + dt.timedelta(days=1),
    )  # fmt: skip
    assert "Terlambat</span>" not in page(client, sari, "/work/?tab=waiting").text
    Hold.objects.filter(pk=hold.pk).update(starts_on=today - dt.timedelta(days=9), due_on=today - dt.timedelta(days=1))
    assert "Terlambat</span>" in page(client, sari, "/work/?tab=waiting").text


def test_overdue_comes_first_and_no_deadline_last(client, sari, budis_path, dinas_a):
    late, none = (
        factories.make_respondent(by=sari, employee=factories.make_employee(name, agency=dinas_a))
        for name in ("Citra", "Dodi")
    )
    type(late).objects.filter(pk=late.pk).update(due_on=dt.date(2020, 1, 2))
    type(late).objects.filter(pk=none.pk).update(due_on=None)
    text = page(client, sari, "/work/").text
    assert text.index(late.case.number) < text.index(budis_path.case.number) < text.index(none.case.number)
    assert late.case.number in page(client, sari, "/work/?tab=late").text
    assert budis_path.case.number not in page(client, sari, "/work/?tab=late").text


def test_overdue_statutory_deadlines_are_shown_at_the_top(client, sari, budis_path):
    assert "melewati tenggat hukum" not in page(client, sari, "/work/").text
    Deadline.objects.update(statutory=True, starts_on=dt.date(2020, 1, 1), due_on=dt.date(2020, 1, 2))
    refresh(budis_path.case)
    assert "1 kasus melewati tenggat hukum" in page(client, sari, "/work/").text


def test_counts_stop_at_fifty(client, sari, dinas_a, budis_path):
    for n in range(51):
        factories.make_respondent(by=sari, employee=factories.make_employee(f"Pegawai {n}", agency=dinas_a))
    response = page(client, sari, "/work/")
    assert "50+" in response.text
    assert response.context["page"].next_url
    seen = [row["respondent"].pk for row in response.context["rows"]]
    second = page(client, sari, "/work/" + response.context["page"].next_url)
    seen += [row["respondent"].pk for row in second.context["rows"]]
    assert len(seen) == len(set(seen)) == 50
    first = page(client, sari, "/work/" + second.context["page"].previous_url)
    assert [row["respondent"].pk for row in first.context["rows"]] == seen[:25]


def test_a_tampered_cursor_gives_the_first_page(client, sari, budis_path):
    for cursor in ("x", "2020-99-99~1", "~", "~99999999999999999999", "2020-01-01~x"):
        assert budis_path.case.number in page(client, sari, f"/work/?after={cursor}").text


def test_an_order_waits_for_the_agency_it_was_given_to(client, sari, rina, dewi, dinas_a, budis_path, now):
    today = dewi.local_date(now)
    order = oversight.instruct(
        case=budis_path.case, actor=dewi, at=now, on=today, to=dinas_a, text="Periksa akunnya", given_by="Sekda"
    )
    shown = page(client, sari, "/work/?tab=orders").text
    assert "Periksa akunnya" in shown
    assert reverse("instruction-answer", args=[order.pk]) in shown
    assert "Periksa akunnya" not in page(client, rina, "/work/?tab=orders").text
    oversight.answer_instruction(instruction=order, actor=sari, at=now, on=today, result="Sudah diperiksa")
    assert "Periksa akunnya" not in page(client, sari, "/work/?tab=orders").text


@pytest.mark.parametrize("people", [1, 20])
@pytest.mark.parametrize("tab", Tab.values)
def test_the_queue_costs_six_statements(client, sari, dinas_a, tab, people, django_assert_max_num_queries):
    for n in range(people):
        factories.make_respondent(by=sari, employee=factories.make_employee(f"Pegawai {n}", agency=dinas_a))
    page(client, sari, "/work/")
    with django_assert_max_num_queries(6):
        client.get(f"/work/?tab={tab}")


def test_a_deadline_is_explained_day_by_day(client, sari, budis_path):
    clock = budis_path.deadlines.get()
    response = page(client, sari, f"/deadlines/{clock.pk}/")
    assert "Hari pertama tidak dihitung" in response.text
    assert response.context["days"][-1].day == clock.due_on
    assert "Pengingat internal" in response.text
    assert "Kalender kerja berubah" not in response.text


def test_a_changed_calendar_is_reported(client, sari, budis_path):
    budis_path.deadlines.update(calendar_version="older")
    assert "Kalender kerja berubah" in page(client, sari, f"/deadlines/{budis_path.deadlines.get().pk}/").text


def test_statutory_days_and_unverified_rules_are_marked(client, sari, budi):
    path = factories.bring_to(factories.make_respondent(by=sari, employee=budi), Status.SUMMONED, by=sari)
    clock = path.deadlines.get(limit__step="SUMMONS1")
    text = page(client, sari, f"/deadlines/{clock.pk}/").text
    assert "Wajib hukum" in text
    assert clock.limit.basis in text
    assert ("Perlu verifikasi" in text) == clock.limit.needs_verification


def test_a_stranger_gets_404_for_a_deadline(client, tono, budis_path):
    assert page(client, tono, f"/deadlines/{budis_path.deadlines.get().pk}/").status_code == 404
