"""The law desk: a new dated row ends the earlier one, errors write nothing, and running clocks do not change."""

import datetime as dt
import uuid

import pytest
from django.utils import timezone

from cases.law_desk import rules as law
from cases.law_desk import working_calendar as law_calendar
from cases.law_desk.reach import reach
from cases.models import Deadline, Notification, Role, Status
from cases.procedure.refusals import NotAllowed, RuleViolation
from regulations.catalogues import CATALOGUES
from regulations.models import Holiday, Interpretation, LawChange, SanctionType, TimeLimit
from regulations.proposals import proposals
from tests import factories

pytestmark = pytest.mark.django_db
FROM = dt.date(2030, 1, 1)


def key():
    return {"submission": str(uuid.uuid4())}


def next_of(slug, **over):
    """An unsaved copy of a row for another period."""
    row = TimeLimit.objects.get(pk=slug)
    row.slug, row.in_force_from, row.in_force_until = "", FROM, None
    for name, value in over.items():
        setattr(row, name, value)
    return row


def add(actor, now, row, slug="deliver-pns-2021"):
    return law.add_version(actor=actor, at=now, row=row, replaces=TimeLimit.objects.get(pk=slug), reason="PP baru")


def test_a_new_version_ends_the_old_one_on_the_eve_and_both_are_recorded(putri, now):
    row = add(putri, now, next_of("deliver-pns-2021", amount=10))
    old = TimeLimit.objects.get(pk="deliver-pns-2021")
    assert (row.slug, old.in_force_until) == ("deliver-pns-2030", dt.date(2029, 12, 31))
    assert TimeLimit.objects.in_force_for("DELIVER", "PNS", dt.date(2029, 12, 31)) == old
    assert TimeLimit.objects.in_force_for("DELIVER", "PNS", FROM) == row
    changes = LawChange.objects.filter(catalogue="timelimit", actor=putri)
    assert {(change.kind, change.slug) for change in changes} == {("ADDED", row.slug), ("ENDED", old.slug)}
    assert changes.get(kind="ADDED").differences["amount"] == ["14", "10"]


@pytest.mark.parametrize(
    ("over", "words"),
    [
        ({"in_force_until": dt.date(2029, 6, 1)}, r"PP 94/2021 Pasal 37.*berakhir sebelum dimulai"),
        ({"in_force_from": dt.date(2021, 8, 31)}, r"PP 94/2021 Pasal 37.*harus mulai sesudah versi lama"),
        ({"in_force_from": None}, r"PP 94/2021 Pasal 37.*isi tanggal mulai"),
        ({"category": "CPNS"}, r"PP 94/2021 Pasal 37.*bertumpang tindih.*deliver-cpns-2021"),
        ({"source": "https://meridianhukum.com/peraturan/pp-no-94-tahun-2021"}, "diabaikan"),
    ],
)
def test_bad_versions_are_refused_with_rule_and_article_and_nothing_is_half_written(putri, now, over, words):
    before = list(TimeLimit.objects.order_by("pk").values()), LawChange.objects.count()
    with pytest.raises(RuleViolation, match=words):
        add(putri, now, next_of("deliver-pns-2021", **over))
    assert (list(TimeLimit.objects.order_by("pk").values()), LawChange.objects.count()) == before


def test_a_running_clock_keeps_the_rule_it_began_with(putri, sari, budi, now):
    respondent = factories.make_respondent(by=sari, employee=budi)
    clock = respondent.deadlines.get(limit__step="INT-INTAKE")
    today = timezone.localdate(now)
    row = next_of(clock.limit_id, in_force_from=today + dt.timedelta(days=1), amount=9)
    add(putri, now, row, clock.limit_id)
    assert Deadline.objects.get(pk=clock.pk).limit_id == clock.limit_id
    assert Deadline.objects.get(pk=clock.pk).due_on == clock.due_on


def test_bkpsdm_writes_its_own_regions_reading_and_no_national_row(rina, now):
    with pytest.raises(NotAllowed, match="administrator"):
        add(rina, now, next_of("deliver-pns-2021"))
    default = Interpretation.objects.get(code="cuti-bersama", region="")
    own = Interpretation(code=default.code, region="kota-contoh", question=default.question, options=default.options,
                         chosen="hari-kerja", reason="Perwal", in_force_from=FROM, confidence="VERIFIED",
                         source="Perwal 1/2029", checked_on=FROM)  # fmt: skip
    law.add_version(actor=rina, at=now, row=own, replaces=None, reason="Perwal 1/2029")
    assert Interpretation.objects.chosen("cuti-bersama", FROM, "kota-contoh") == "hari-kerja"
    own.region = "kota-lain"
    with pytest.raises(NotAllowed):
        law.add_version(actor=rina, at=now, row=own, replaces=None, reason="x")


@pytest.mark.parametrize("who", ["sari", "joko", "dewi"])
def test_other_roles_do_not_open_the_desk(client, request, who):
    client.force_login(request.getfixturevalue(who))
    for path in ("/regulations/", "/regulations/time-limits/", "/regulations/changes/", "/regulations/calendar/2026/"):
        assert client.get(path).status_code == 403


def test_words_may_be_improved_and_content_may_not(putri, now):
    row = TimeLimit.objects.get(pk="deliver-pns-2021")
    row.note = "Diperiksa pada naskah."
    law.reword(actor=putri, at=now, row=row, reason="naskah dibaca")
    assert LawChange.objects.get(slug=row.pk, kind="REWORDED").actor == putri
    row.amount = 3
    with pytest.raises(RuleViolation, match="versi baru"):
        law.reword(actor=putri, at=now, row=row, reason="x")
    assert TimeLimit.objects.get(pk=row.pk).amount == 14


def test_the_decree_makes_its_days_count_and_takes_back_the_others(putri, now):
    offered = proposals(2027)
    left_out, chosen = offered[-1], offered[:-1]
    given = {"year": 2027, "decree": "SKB 1/2026", "source": "naskah asli"}
    changed = law_calendar.adopt_decree(actor=putri, at=now, on=dt.date(2026, 11, 22), chosen=chosen, **given)
    assert changed == len(offered)
    rows = Holiday.objects.filter(date__year=2027, region="")
    assert {row.decree for row in rows.standing()} == {"SKB 1/2026"}
    assert not any(row.needs_verification for row in rows.standing())
    assert rows.get(date=left_out.date).withdrawn_on == dt.date(2026, 11, 22)
    assert law_calendar.calendar_gap(2027, dt.date(2026, 11, 22)) == ""


def test_a_local_day_off_is_added_by_its_region_and_skipped_there_only(rina, now, client):
    client.force_login(rina)
    sent = {"date": "8/7/2026", "name": "Hari jadi kota", "kind": "LOCAL", "decree": "Perwal 2/2026",
            "source": "naskah"} | key()  # fmt: skip
    assert client.post("/regulations/calendar/2026/add/", sent).status_code == 302
    day = dt.date(2026, 7, 8)
    assert not Holiday.objects.working_calendar("kota-contoh").is_working_day(day)
    assert Holiday.objects.working_calendar("kota-lain").is_working_day(day)
    refused = client.post("/regulations/calendar/2026/add/", sent | {"kind": "NATIONAL"} | key())
    assert refused.status_code == 422 and "administrator" in refused.text
    twice = client.post("/regulations/calendar/2026/add/", sent | key())
    assert twice.status_code == 422 and "sudah tercatat" in twice.text


def test_an_empty_next_year_warns_from_october_on_and_once(putri, rina, client):
    def warn(day):
        law_calendar.warn_of_calendar(dt.datetime.combine(day, dt.time(5), dt.UTC))
        return Notification.objects.filter(key__startswith="calendar:").count()

    Holiday.objects.filter(date__year=2027).update(confidence="VERIFIED")
    assert warn(dt.date(2027, 9, 30)) == 0
    assert warn(dt.date(2027, 10, 1)) == 2, "the administrator and BKPSDM"
    assert warn(dt.date(2027, 11, 1)) == 2
    assert "masih kosong" in Notification.objects.filter(recipient=rina).get().body
    client.force_login(rina)
    assert "Kalender kerja 2028" in client.get("/notifications/").text


def test_a_year_that_began_without_its_decree_is_told_once_more(putri, rina):
    def warn(day):
        law_calendar.warn_of_calendar(dt.datetime.combine(day, dt.time(5), dt.UTC))
        return Notification.objects.filter(recipient=rina, key__startswith="calendar:2027").count()

    assert [warn(dt.date(2026, 12, 1)), warn(dt.date(2027, 1, 4)), warn(dt.date(2027, 2, 1))] == [1, 2, 2]
    assert "masih usulan" in law_calendar.calendar_gap(2027, dt.date(2027, 1, 4))


def test_a_year_of_proposals_only_is_told_from_october_on():
    assert "masih usulan" in law_calendar.calendar_gap(2027, dt.date(2026, 10, 1))
    assert law_calendar.calendar_gap(2027, dt.date(2026, 9, 30)) == ""


def form_of(response):
    """What the opened form would send."""
    form = response.context["form"]
    sent = {name: form[name].value() for name in form.fields}
    sent = {name: f"{v.day}/{v.month}/{v.year}" if isinstance(v, dt.date) else v for name, v in sent.items()}
    return {name: value for name, value in sent.items() if value not in (None, False)}


def test_a_preview_shows_what_would_be_touched_and_saves_nothing(client, rina, sari, budi):
    respondent = factories.make_respondent(by=sari, employee=budi)
    client.force_login(rina)
    path = "/regulations/time-limits/deliver-pns-2021/version/"
    sent = form_of(client.get(path)) | {"in_force_from": "1/1/2030", "amount": 10, "reason": "PP baru"}
    response = client.post(path, sent | {"preview": "1"} | key())
    assert response.status_code == 200 and respondent.case.number in response.text
    assert response.context["reach"].total == 1
    assert not TimeLimit.objects.filter(in_force_from=FROM).exists()
    refused = client.post(path, sent | key())
    assert refused.status_code == 422 and "administrator" in refused.text


@pytest.mark.parametrize(
    ("period", "words"),
    [
        ({"in_force_from": "1/1/2020", "in_force_until": "1/1/2027"}, "harus mulai sesudah versi lama"),
        ({"in_force_from": "1/12/2030", "in_force_until": "1/1/2030"}, "berakhir sebelum dimulai"),
    ],
)
def test_a_preview_says_what_would_refuse_the_version(client, rina, period, words):
    client.force_login(rina)
    path = "/regulations/time-limits/deliver-pns-2021/version/"
    sent = form_of(client.get(path)) | {"amount": 10, "reason": "PP baru"} | period
    response = client.post(path, sent | {"preview": "1"} | key())
    assert response.status_code == 422 and words in response.text
    assert "bertumpang tindih" not in response.text
    assert response.context["reach"] is None
    assert TimeLimit.objects.get(pk="deliver-pns-2021").in_force_until is None
    assert not LawChange.objects.filter(reason="PP baru").exists()


def test_a_change_is_told_in_the_words_of_its_columns(client, putri, now):
    row = add(putri, now, next_of("deliver-pns-2021", amount=10))
    client.force_login(putri)
    for page in (f"/regulations/time-limits/{row.pk}/", "/regulations/changes/", "/regulations/"):
        told = client.get(page).text
        assert "Lama: 14 → 10" in told and "Berlaku sejak: 31 Agu 2021 → 1 Jan 2030" in told
        assert "in_force_from" not in told and "amount:" not in told


def test_an_administrator_saves_and_sees_the_comparison(client, putri):
    client.force_login(putri)
    path = "/regulations/time-limits/deliver-pns-2021/version/"
    sent = form_of(client.get(path)) | {"in_force_from": "1/1/2030", "amount": 10, "reason": "PP baru"}
    response = client.post(path, sent | key(), follow=True)
    assert response.redirect_chain[0][0] == "/regulations/time-limits/deliver-pns-2030/"
    assert ("Lama", "14", "10") in response.context["compared"]


def test_a_case_past_the_step_is_not_touched(rina, sari, budi, now):
    respondent = factories.bring_to(factories.make_respondent(by=sari, employee=budi), Status.HEARD, by=sari)
    early = TimeLimit.objects.get(pk=respondent.deadlines.order_by("pk").first().limit_id)
    assert reach(early, replaces=early, user=rina).total == 0
    late = TimeLimit.objects.get(pk="deliver-pns-2021")
    assert [case.pk for case in reach(late, replaces=late, user=rina).cases] == [respondent.case_id]
    kind = SanctionType.objects.get(slug="tkk-3-2017")
    assert reach(kind, replaces=kind, user=rina).total == 0, "another category"


def test_reach_shows_an_administrator_the_number_and_no_case(putri, sari, budi):
    factories.make_respondent(by=sari, employee=budi)
    found = reach(TimeLimit.objects.get(pk="deliver-pns-2021"), replaces=None, user=putri)
    assert (found.total, found.cases) == (1, [])


@pytest.mark.parametrize("kind", CATALOGUES)
def test_every_catalogue_opens_with_its_rows_versions_and_forms(client, putri, kind):
    client.force_login(putri)
    listed = client.get(f"/regulations/{kind}/")
    row = listed.context["rows"][0]
    for path in ("", "version/", "wording/"):
        assert client.get(f"/regulations/{kind}/{row.pk}/{path}").status_code == 200
    assert client.get(f"/regulations/{kind}/new/").status_code == 200
    assert client.get(f"/regulations/{kind}/?only=doubt&q=pasal").status_code == 200


def test_an_own_reading_begins_from_the_default_and_keeps_its_options(client, rina):
    client.force_login(rina)
    path = "/regulations/readings/cuti-bersama-2015/own/"
    sent = form_of(client.get(path)) | {"in_force_from": "1/1/2030", "chosen": "hari-kerja", "reason": "Perwal"}
    response = client.post(path, sent | key(), follow=True)
    row = Interpretation.objects.get(region="kota-contoh")
    assert (row.chosen, row.in_force_from) == ("hari-kerja", FROM)
    assert row.pk in response.text


def test_the_desk_costs_the_same_however_many_rows(client, putri, django_assert_max_num_queries):
    client.force_login(putri)
    with django_assert_max_num_queries(len(CATALOGUES) + 5):  # one for each catalogue
        client.get("/regulations/")
    with django_assert_max_num_queries(8):
        client.get("/regulations/time-limits/")


def test_unknown_catalogues_rows_and_years_are_not_found(client, putri):
    client.force_login(putri)
    for path in ("tidak-ada/", "time-limits/tidak-ada/", "calendar/1900/", "calendar/9999/"):
        assert client.get(f"/regulations/{path}").status_code == 404


def test_bkpsdm_role_is_needed_in_the_service_too(dewi, now):
    assert dewi.role == Role.LEADER
    with pytest.raises(NotAllowed):
        add(dewi, now, next_of("deliver-pns-2021"))
