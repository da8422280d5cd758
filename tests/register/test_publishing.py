"""Publishing a circular: one receipt each, links without an account, reminders, and who has confirmed."""

import csv
import datetime as dt
import io
import re
import uuid

import pytest
import time_machine
from django.core import mail
from django.core.signing import Signer
from django.db import DatabaseError, transaction
from django.test import Client

from cases.messages.delivery import drain
from cases.messages.outbox import NOTIFICATIONS
from cases.models import (
    Employee,
    Employment,
    Notification,
    Publication,
    Receipt,
    ReceiptMail,
    RegisterEntry,
    Role,
    SignedSheet,
)
from cases.procedure.refusals import NotAllowed, RuleViolation
from cases.register import receipts
from cases.register.reading_reminders import remind_readers
from cases.register.receipt_mails import RECEIPT_MAILS
from regulations.models import Regulation
from tests import factories
from tests.samples.circulars import JAKARTA, MONDAY, announce, enter, typed
from tests.samples.files import pdf

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture
def clock():
    with time_machine.travel(MONDAY, tick=False) as traveller:
        yield traveller


@pytest.fixture
def school(city, dinas_a):
    return factories.make_agency(city, "sdn_1", "SDN 1", parent=dinas_a)


@pytest.fixture
def circular(rina, clock):
    return enter(rina, MONDAY, upload=pdf())


@pytest.fixture
def publication(circular, rina, sari, dinas_a, budi, wati):
    return announce(circular, rina, [dinas_a])


def receipt_of(employee):
    return Receipt.objects.get(employee=employee)


def names(publication):
    return sorted(publication.receipts.values_list("employee__name", flat=True))


# Whom it reaches


def test_everybody_employed_that_day_in_the_subtree_gets_one_receipt(circular, rina, dinas_a, dinas_b, school, budi):
    factories.make_employee("Guru", agency=school)
    factories.make_employee("Tini", agency=dinas_b)
    factories.make_employee("Pensiun", agency=dinas_a, ends_on=dt.date(2026, 7, 12))
    factories.make_employee("Besok", agency=dinas_a, starts_on=dt.date(2026, 7, 14))
    factories.make_employee("Terakhir", agency=dinas_a, ends_on=dt.date(2026, 7, 13))
    assert names(announce(circular, rina, [dinas_a])) == ["Budi", "Guru", "Terakhir"]


def test_an_agency_whose_code_looks_like_a_pattern_reaches_itself_only(circular, rina, city, school):
    factories.make_employee("Guru", agency=school)
    twin = factories.make_agency(city, "sdnx1", "SDN X1", parent=school.parent)
    factories.make_employee("Lain", agency=twin)
    assert names(announce(circular, rina, [school])) == ["Guru"]


def test_publishing_again_adds_agencies_and_newcomers_and_prolongs_the_links(
    publication, circular, rina, dinas_a, dinas_b
):
    factories.make_employee("Tini", agency=dinas_b)
    factories.make_employee("Baru", agency=dinas_a)
    again = announce(circular, rina, [dinas_a, dinas_b], MONDAY + 3 * DAY)
    assert again == publication and Publication.objects.count() == 1
    assert names(again) == ["Baru", "Budi", "Tini", "Wati"]
    assert again.expires_on == dt.date(2026, 8, 15)


def test_publishing_for_five_thousand_costs_the_same_statements_as_for_two(
    circular, rina, dinas_a, city, django_assert_num_queries
):
    people = Employee.objects.bulk_create(
        [Employee(government=city, name=f"Pegawai {n}", other_number=f"P-{n}") for n in range(5_000)],
    )
    Employment.objects.bulk_create(
        [
            Employment(employee=person, agency=dinas_a, category="CONTRACT", post="-", starts_on=dt.date(2020, 1, 1))
            for person in people
        ],
    )
    with django_assert_num_queries(16):
        announce(circular, rina, [dinas_a])
    assert Receipt.objects.count() == 5_000


def test_publishing_for_two_costs_sixteen_statements(circular, rina, dinas_a, budi, wati, django_assert_num_queries):
    with django_assert_num_queries(16):
        announce(circular, rina, [dinas_a])


@pytest.mark.parametrize("who", ["sari", "joko", "dewi"])
def test_only_the_keepers_publish(request, client, who, circular, dinas_a):
    user = request.getfixturevalue(who)
    with pytest.raises(NotAllowed):
        announce(circular, user, [dinas_a])
    client.force_login(user)
    assert client.post(f"/documents/{circular.slug}/publish/", {"submission": str(uuid.uuid4())}).status_code == 403


def test_a_foreign_agency_a_foreign_rule_and_a_link_without_end_are_refused(circular, rina, dinas_a):
    other = factories.make_government("Kota Lain", "kota-lain")
    with pytest.raises(RuleViolation, match="Pilih perangkat daerah"):
        announce(circular, rina, [factories.make_agency(other, "x", "X")])
    with pytest.raises(RuleViolation, match="daerah lain"):
        announce(Regulation.objects.get(pk="se-medan-2023-575"), rina, [dinas_a])
    for days in (0, 400):
        with pytest.raises(RuleViolation, match="sedikitnya sehari"):
            announce(circular, rina, [dinas_a], days=days)
    assert not Publication.objects.exists()


def test_the_form_publishes_to_everybody_or_tells_what_is_missing(client, rina, circular, budi):
    client.force_login(rina)
    path = f"/documents/{circular.slug}/publish/"
    wrong = client.post(path, {"submission": str(uuid.uuid4()), "expires_on": "30/7/2026"})
    assert wrong.status_code == 422 and "Pilih perangkat daerah" in wrong.text
    sent = {"submission": str(uuid.uuid4()), "everyone": "on", "expires_on": "30/7/2026"}
    response = client.post(path, sent)
    assert response.url == f"/publications/{Publication.objects.get().pk}/"
    assert client.post(path, sent).url == response.url
    assert RegisterEntry.objects.filter(act="PUBLISH").count() == 1


# The link


def test_the_link_shows_the_circular_and_looking_changes_nothing(client, publication, budi):
    receipt = receipt_of(budi)
    for _ in range(2):
        page = client.get(receipt.path)
        assert page.status_code == 200 and "noindex" in page["X-Robots-Tag"]
    assert "Tidak siaran langsung pada jam kerja." in page.text and "Budi" in page.text
    client.head(receipt.path)
    assert receipt_of(budi).confirmed_at is None
    assert client.get(f"{receipt.path}document/").getvalue().startswith(b"%PDF")


def test_the_button_confirms_and_the_second_time_changes_nothing(client, publication, budi, clock):
    receipt = receipt_of(budi)
    assert client.post(receipt.path).url == receipt.path
    first = receipt_of(budi).confirmed_at
    clock.shift(3600)
    assert client.post(receipt.path).status_code == 302
    assert receipt_of(budi).confirmed_at == first == MONDAY
    assert "Konfirmasi Anda tercatat 13 Juli 2026" in client.get(receipt.path).text


def test_the_button_is_protected_from_other_sites(publication, budi):
    strict = Client(enforce_csrf_checks=True)
    path = receipt_of(budi).path
    assert strict.post(path).status_code == 403
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', strict.get(path).text)[1]
    assert strict.post(path, {"csrfmiddlewaretoken": token}).status_code == 302


def test_a_forged_or_foreign_link_is_told_and_confirms_nobody(client, publication, budi, wati):
    budis, watis = receipt_of(budi).path, receipt_of(wati).path
    swapped = budis.replace(f"/{receipt_of(budi).pk}.", f"/{receipt_of(wati).pk}.")
    foreign = Signer(salt="cases.other", sep=".").sign(str(receipt_of(budi).pk))
    gone = Signer(salt="cases.receipt", sep=".").sign("999999999")
    for path in (
        swapped, budis[:-3] + "/", f"/receipts/{foreign}/", f"/receipts/{gone}/", "/receipts/1/", "/receipts/x.y.z/",
        f"/receipts/{'9' * 3000}/",
    ):  # fmt: skip
        for answer in (client.get(path), client.post(path)):
            assert answer.status_code == 404, path
            assert "Tautan tidak dikenal" in answer.text
        assert client.get(f"{path}document/").status_code == 404
    assert budis != watis and not Receipt.objects.filter(confirmed_at__isnull=False).exists()


def test_a_link_ends_with_its_day_where_the_government_is(client, publication, budi, clock):
    path = receipt_of(budi).path
    last = dt.datetime(2026, 8, 12, 23, 59, tzinfo=JAKARTA)
    clock.move_to(last)
    assert client.get(path).status_code == 200
    clock.move_to(last + dt.timedelta(minutes=1))
    for answer in (client.get(path), client.post(path)):
        assert answer.status_code == 410 and "Tautan sudah berakhir" in answer.text
    assert client.get(f"{path}document/").status_code == 404
    assert receipt_of(budi).confirmed_at is None


def test_who_confirmed_in_time_still_reads_so_after_the_end(client, publication, budi, clock):
    client.post(receipt_of(budi).path)
    clock.shift(60 * DAY)
    assert "Konfirmasi Anda tercatat" in client.get(receipt_of(budi).path).text


def test_a_confirmed_receipt_stays_as_it_is(client, publication, budi):
    client.post(receipt_of(budi).path)
    for change in (lambda rows: rows.update(confirmed_at=None), lambda rows: rows.delete()):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            change(Receipt.objects.filter(employee=budi))


def test_who_moves_keeps_her_receipt_and_the_old_agency_its_figure(client, publication, circular, rina, budi, dinas_b):
    path = receipt_of(budi).path
    Employment.objects.filter(employee=budi).update(ends_on=dt.date(2026, 7, 13))
    starts = dt.date(2026, 7, 14)
    Employment.objects.create(employee=budi, agency=dinas_b, category="PNS", post="-", starts_on=starts)
    announce(circular, rina, [dinas_b], MONDAY + 2 * DAY)
    assert client.post(path).status_code == 302
    assert (receipt_of(budi).agency.name, receipt_of(budi).path) == ("Dinas A", path)


# Reminders


def deliver(outbox, now) -> int:
    return drain([outbox], lambda: now)


def give_email(employee, address="budi@example.go.id"):
    Employee.objects.filter(pk=employee.pk).update(email=address)


def told(user):
    return list(Notification.objects.filter(recipient=user).order_by("pk").values_list("kind", flat=True))


def test_who_has_an_address_gets_a_mail_with_the_own_link(circular, rina, dinas_a, budi, wati):
    give_email(budi)
    announce(circular, rina, [dinas_a])
    for _ in range(2):
        deliver(RECEIPT_MAILS, MONDAY)
    assert [message.to for message in mail.outbox] == [["budi@example.go.id"]]
    assert receipt_of(budi).path in mail.outbox[0].body and receipt_of(wati).path not in mail.outbox[0].body


def test_reminders_come_each_week_once_and_stop_with_confirmation_and_expiry(circular, rina, sari, dinas_a, budi, wati):
    for person in (budi, wati):
        give_email(person)
    announce(circular, rina, [dinas_a])
    assert [remind_readers(MONDAY + days * DAY) for days in (0, 6, 7, 7, 8)] == [0, 0, 2, 0, 0]
    receipts.confirm(receipt=receipt_of(wati), at=MONDAY + 8 * DAY, on=dt.date(2026, 7, 21))
    assert [remind_readers(MONDAY + days * DAY) for days in (14, 31, 60)] == [1, 0, 0]
    assert list(ReceiptMail.objects.filter(receipt__employee=budi).order_by("pk").values_list("stage", flat=True)) == [
        0,
        1,
        2,
    ]
    assert told(sari) == ["TASK", "REMINDER", "REMINDER"]


def test_weeks_that_were_missed_collapse_into_one_reminder(publication, sari, budi):
    assert remind_readers(MONDAY + 22 * DAY) == 2
    assert remind_readers(MONDAY + 22 * DAY) == 0
    assert receipt_of(budi).reminded == 3
    assert told(sari) == ["TASK", "REMINDER"]


def test_who_joined_later_is_not_reminded_of_weeks_before(publication, circular, rina, dinas_a):
    baru = factories.make_employee("Baru", agency=dinas_a)
    announce(circular, rina, [dinas_a], MONDAY + 8 * DAY)
    remind_readers(MONDAY + 9 * DAY)
    assert receipt_of(baru).reminded == 1 and names(Publication.objects.get()) == ["Baru", "Budi", "Wati"]
    assert remind_readers(MONDAY + 9 * DAY) == 0


def test_a_mail_to_no_address_is_set_aside_and_stops_nobody_else(circular, rina, dinas_a, budi, wati):
    give_email(budi, "rusak\n@example.go.id")
    give_email(wati, "wati@example.go.id")
    announce(circular, rina, [dinas_a])
    assert deliver(RECEIPT_MAILS, MONDAY) == 1
    row = ReceiptMail.objects.get(receipt__employee=budi)
    assert row.mailed_at is None and row.failed_at and row.attempts == 1 and row.last_error
    give_email(budi)
    ReceiptMail.objects.send_again(MONDAY + DAY)
    assert deliver(RECEIPT_MAILS, MONDAY + DAY) == 1


@pytest.mark.parametrize("named", ["number", "title"])
def test_a_line_break_in_a_circular_s_name_adds_no_header_and_holds_no_mail(named, client, rina, dinas_a, budi, clock):
    give_email(budi)
    client.force_login(rina)
    evil = {"number": ""} | {named: "800\r\nBcc: luar@example.com\n\nIsi lain"}
    assert client.post("/documents/new/", typed(**evil)).status_code == 302
    announce(Regulation.objects.get(source="naskah asli"), rina, [dinas_a])
    assert deliver(RECEIPT_MAILS, MONDAY) == 1
    assert [message.recipients() for message in mail.outbox] == [["budi@example.go.id"]]
    assert mail.outbox[0].subject.endswith(": 800 Bcc: luar@example.com Isi lain")
    assert "Bcc" not in mail.outbox[0].message()


def test_the_list_of_who_has_not_confirmed_is_mailed_whatever_the_name_holds(rina, sari, dinas_a, budi, clock):
    circular = enter(rina, MONDAY, upload=pdf(), number="", title="Edaran\r\nBcc: luar@example.com")
    announce(circular, rina, [dinas_a])
    assert deliver(NOTIFICATIONS, MONDAY) == Notification.objects.count() > 0
    assert all(message.recipients() != ["luar@example.com"] for message in mail.outbox)


def test_nobody_is_written_to_after_confirming(circular, rina, dinas_a, budi):
    give_email(budi)
    announce(circular, rina, [dinas_a])
    receipts.confirm(receipt=receipt_of(budi), at=MONDAY, on=MONDAY.date())
    assert deliver(RECEIPT_MAILS, MONDAY) == 0 and not mail.outbox
    assert ReceiptMail.objects.get(receipt__employee=budi).last_error == "sudah dikonfirmasi"


def test_an_agency_without_an_officer_is_told_to_bkpsdm(circular, rina, sari, dinas_a, dinas_b, budi):
    factories.make_employee("Tini", agency=dinas_b)
    announce(circular, rina, [dinas_a, dinas_b])
    assert "1 pegawai" in Notification.objects.get(recipient=sari).body
    assert "1 pegawai" in Notification.objects.get(recipient=rina).body
    assert Notification.objects.get(recipient=sari).path == f"/publications/{Publication.objects.get().pk}/"


def test_the_message_about_a_circular_opens_from_the_inbox(client, publication, sari):
    client.force_login(sari)
    assert "belum mengonfirmasi" in client.get("/notifications/").text
    note = Notification.objects.get(recipient=sari)
    assert client.get(client.post(f"/notifications/{note.pk}/").url).status_code == 200


def test_reminding_many_costs_the_same_statements(circular, rina, sari, dinas_a, django_assert_max_num_queries):
    for n in range(30):
        give_email(factories.make_employee(f"P{n}", agency=dinas_a), f"p{n}@example.go.id")
    announce(circular, rina, [dinas_a])
    with django_assert_max_num_queries(14):
        assert remind_readers(MONDAY + 7 * DAY) == 30
    assert ReceiptMail.objects.filter(stage=1).count() == 30


# Figures, lists, sheets


def test_figures_per_agency_are_those_of_the_own_subtree(
    client, publication, circular, rina, sari, tono, dinas_b, budi
):
    factories.make_employee("Tini", agency=dinas_b)
    announce(circular, rina, [dinas_b])
    client.post(receipt_of(budi).path)
    found = {}
    for user in (rina, sari, tono):
        client.force_login(user)
        context = client.get(f"/publications/{publication.pk}/").context
        found[user.username] = {row["agency__name"]: row["percent"] for row in context["rows"]}
    assert found == {"rina": {"Dinas A": 50, "Dinas B": 0}, "sari": {"Dinas A": 50}, "tono": {"Dinas B": 0}}


@pytest.mark.parametrize("path", ["", "links/", "agencies/{agency}/", "agencies/{agency}/sheet/"])
def test_outside_the_government_or_the_subtree_there_is_nothing(client, publication, tono, dinas_a, path):
    elsewhere = factories.make_user("lain", Role.BKPSDM, factories.make_government("Kota Lain", "kota-lain"))
    for user in (tono, elsewhere):
        client.force_login(user)
        ask = client.post if path.endswith(("links/", "sheet/")) else client.get
        assert ask(f"/publications/{publication.pk}/{path.format(agency=dinas_a.pk)}").status_code == 404


def test_leadership_reads_figures_and_gets_no_links(client, publication, dewi, joko, dinas_a):
    for user in (dewi, joko):
        client.force_login(user)
        people = client.get(f"/publications/{publication.pk}/agencies/{dinas_a.pk}/")
        assert "Budi" in people.text and "/receipts/" not in people.text
        assert client.post(f"/publications/{publication.pk}/links/").status_code == 403
        assert client.post(f"/publications/{publication.pk}/agencies/{dinas_a.pk}/sheet/").status_code == 403


def test_the_list_of_links_holds_who_is_missing_in_the_subtree_and_is_on_record(
    client, publication, circular, rina, sari, budi, wati, dinas_b
):
    factories.make_employee("Tini", agency=dinas_b)
    announce(circular, rina, [dinas_b])
    client.post(receipt_of(wati).path)
    Employee.objects.filter(pk=budi.pk).update(name="=HYPERLINK(1)")
    client.force_login(sari)
    address = f"/publications/{publication.pk}/links/"
    assert client.get(address).status_code == client.head(address).status_code == 405
    assert not RegisterEntry.objects.filter(act="HAND_OUT").exists()
    response = client.post(address, {"format": "csv"})
    rows = list(csv.reader(io.StringIO(response.getvalue().decode("utf-8-sig")), delimiter=";"))
    assert len(rows) == 2
    assert rows[1][0] == "'=HYPERLINK(1)" and rows[1][4].endswith(receipt_of(budi).path)
    assert RegisterEntry.objects.get(act="HAND_OUT").actor == sari


def test_the_printed_list_has_a_code_and_a_place_to_sign(client, publication, sari, dinas_a):
    client.force_login(sari)
    page = client.post(f"/publications/{publication.pk}/agencies/{dinas_a.pk}/sheet/").text
    assert page.count("<svg") >= 2 and "Tanda tangan" in page and "style=" not in page


def file_sheet(client, publication, agency, people, **over):
    receipts = [receipt_of(person).pk for person in people]
    sent = {"submission": str(uuid.uuid4()), "receipts": receipts, "note": "Apel 12 Juli"}
    return client.post(f"/publications/{publication.pk}/agencies/{agency.pk}/", sent | over)


def test_a_signed_sheet_confirms_those_ticked_with_its_scan(client, publication, sari, dinas_a, budi, wati):
    client.force_login(sari)
    assert file_sheet(client, publication, dinas_a, [budi], document=pdf()).status_code == 302
    sheet = SignedSheet.objects.get()
    assert receipt_of(budi).sheet == sheet and receipt_of(wati).confirmed_at is None
    assert len(sheet.sha256) == 64 and RegisterEntry.objects.get(act="CONFIRM").actor == sari
    page = client.get(f"/publications/{publication.pk}/agencies/{dinas_a.pk}/?state=confirmed").text
    assert "Apel 12 Juli" in page and "Budi" in page and "Wati" not in page


def test_confirming_on_behalf_leaves_who_confirmed_herself(client, publication, sari, dinas_a, budi, wati):
    client.post(receipt_of(wati).path)
    client.force_login(sari)
    assert file_sheet(client, publication, dinas_a, [budi, wati]).status_code == 302
    assert receipt_of(wati).sheet is None and receipt_of(budi).sheet is not None
    again = file_sheet(client, publication, dinas_a, [budi, wati])
    assert again.status_code == 422 and "sudah mengonfirmasi" in again.text
    assert SignedSheet.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"note": ""}, "Catatan"),
        ({"receipts": []}, "Pilih paling sedikit satu orang"),
        ({"receipts": ["x", "9" * 40]}, "Pilih paling sedikit satu orang"),
    ],
)
def test_a_sheet_that_says_too_little_is_refused(client, publication, sari, dinas_a, budi, wrong, told):
    client.force_login(sari)
    response = file_sheet(client, publication, dinas_a, [budi], **wrong)
    assert response.status_code == 422 and told in response.text
    assert receipt_of(budi).confirmed_at is None


def test_nobody_confirms_for_people_outside_the_own_agencies(
    client, publication, sari, dewi, dinas_a, dinas_b, rina, circular
):
    tini = factories.make_employee("Tini", agency=dinas_b)
    announce(circular, rina, [dinas_b])
    client.force_login(sari)
    assert file_sheet(client, publication, dinas_a, [tini]).status_code == 422
    assert file_sheet(client, publication, dinas_b, [tini]).status_code == 404
    client.force_login(dewi)
    assert file_sheet(client, publication, dinas_b, [tini]).status_code == 422
    assert receipt_of(tini).confirmed_at is None


@pytest.mark.parametrize("people", [1, 20])
def test_the_pages_cost_the_same_for_many(client, circular, rina, dinas_a, people, django_assert_max_num_queries):
    for n in range(people):
        factories.make_employee(f"P{n}", agency=dinas_a)
    publication = announce(circular, rina, [dinas_a])
    client.force_login(rina)
    for path in ("", f"{publication.pk}/", f"{publication.pk}/agencies/{dinas_a.pk}/"):
        with django_assert_max_num_queries(7):
            client.get(f"/publications/{path}")
