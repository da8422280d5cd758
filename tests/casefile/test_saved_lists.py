"""Saved views with their threshold, exports in the background, and what is done with several cases at once."""

import csv
import datetime as dt
import gc
import io

import pytest
from django.core.files.storage import default_storage

from cases.casefile import exports
from cases.casefile.saved_views import save_view, watch_views
from cases.models import AccessEntry, AccountEvent, Case, ListExport, Notification, SavedView
from lib.sheets.tables import sheet_rows
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def path(sari, budi):
    return factories.make_respondent(by=sari, employee=budi)


def content_of(client, url):
    return b"".join(client.get(f"{url}file/").streaming_content)


# Views


def test_a_saved_view_opens_its_filters_without_a_word_in_an_address(client, sari, path, budi):
    client.force_login(sari)
    searched = client.post("/cases/", {"q": budi.name.lower(), "state": "open"}).url
    query = searched.partition("?")[2]
    assert client.post(f"/lists/views/new/?{query}", {"name": "Milik Budi"}).status_code == 302
    view = SavedView.objects.get()
    assert view.filters == {"q": budi.name.lower(), "state": "open"}
    opened = client.get(f"/lists/views/{view.pk}/").url
    assert "budi" not in opened.lower()
    assert path.case.number in client.get(opened).text
    assert "budi" not in client.get("/lists/views/").text.lower().replace("milik budi", "")


def test_a_view_belongs_to_its_account(client, sari, tono, path):
    view = save_view(actor=sari, name="Terbuka", filters={"state": "open"})
    client.force_login(tono)
    assert client.get(f"/lists/views/{view.pk}/").status_code == 404
    assert client.post(f"/lists/views/{view.pk}/").status_code == 404
    client.force_login(sari)
    client.post(f"/lists/views/{view.pk}/")
    assert not SavedView.objects.exists()


def test_a_threshold_that_is_passed_is_told_once_until_it_is_passed_again(sari, dinas_a, now):
    view = save_view(actor=sari, name="Terbuka", filters={"state": "open"}, threshold=1)
    factories.make_case(by=sari, agency=dinas_a)
    assert watch_views(now) == 0
    second = factories.make_case(by=sari, agency=dinas_a)
    assert watch_views(now) == 1
    assert watch_views(now) == 0
    message = Notification.objects.get(key__startswith=f"view:{view.pk}:")
    assert (message.recipient, message.path) == (sari, f"/lists/views/{view.pk}/")
    assert message.subject == "Tampilan “Terbuka” melewati 1 kasus"
    Case.objects.filter(pk=second.pk).update(closed_on=sari.local_date(now))
    assert watch_views(now) == 0
    Case.objects.filter(pk=second.pk).update(closed_on=None)
    assert watch_views(now + dt.timedelta(hours=1)) == 1


def test_a_view_counts_only_what_its_account_may_read(tono, sari, path, now):
    save_view(actor=tono, name="Terbuka", filters={"state": "open"}, threshold=0)
    assert watch_views(now) == 0


# Exports


def test_an_export_holds_what_was_filtered_with_the_nip_as_text(client, sari, rina, path, budi, dinas_b, now):
    factories.make_case(by=rina, agency=dinas_b)
    client.force_login(rina)
    url = client.post(f"/lists/exports/?agency={path.case.agency_id}", {"format": "XLSX"}).url
    page = client.get(url)
    assert page.headers["Refresh"] and "0 dari 1 kasus ditulis" in page.text
    assert exports.write_exports(now) == 1
    assert "1 dari 1 kasus ditulis" in client.get(url).text
    heading, row = sheet_rows(io.BytesIO(content_of(client, url)))
    found = dict(zip(heading, row, strict=True))
    assert (found["Nomor"], found["Terlapor"], found["NIP"]) == (path.case.number, "Budi", budi.nip)


def test_a_csv_is_written_too_and_runs_no_formula(client, sari, path, now):
    Case.objects.update(title="=HYPERLINK(1)")
    client.force_login(sari)
    url = client.post("/lists/exports/", {"format": "CSV"}).url
    exports.write_exports(now)
    rows = list(csv.reader(io.StringIO(content_of(client, url).decode("utf-8-sig")), delimiter=";"))
    assert rows[1][:2] == [path.case.number, "'=HYPERLINK(1)"]


def test_every_export_and_every_case_in_it_is_recorded(client, sari, path, now):
    client.force_login(sari)
    searched = client.post("/cases/", {"q": "budi", "state": "open"}).url.partition("?")[2]
    client.post(f"/lists/exports/?{searched}", {"format": "XLSX"})
    event = AccountEvent.objects.get(what="EXPORTED", account=sari)
    assert (event.account, event.note) == (sari, "XLSX 1 (q, state)")  # which filters, not the name that was typed
    exports.write_exports(now)
    assert AccessEntry.objects.get(what="export", user=sari).case == path.case


def test_a_file_is_kept_for_a_day_and_for_its_account_alone(client, sari, rina, path, now):
    client.force_login(sari)
    url = client.post("/lists/exports/", {"format": "XLSX"}).url
    exports.write_exports(now)
    name = ListExport.objects.get().file.name
    client.force_login(rina)
    assert client.get(url).status_code == client.get(f"{url}file/").status_code == 404
    client.force_login(sari)
    assert content_of(client, url)
    exports.write_exports(now + dt.timedelta(days=1, minutes=1))
    assert not default_storage.exists(name)
    assert client.get(f"{url}file/").status_code == 404
    assert "tidak disimpan lagi" in client.get(url).text


def test_the_worker_writes_only_what_the_account_may_still_read(client, sari, tono, path, now):
    client.force_login(sari)
    client.post("/lists/exports/", {"format": "CSV"})
    sari.agency = tono.agency
    sari.save()
    exports.write_exports(now)
    with ListExport.objects.get().file.open() as file:
        assert path.case.number not in file.read().decode()


def test_a_process_that_died_is_followed_and_three_times_are_enough(client, sari, path, now, monkeypatch):
    client.force_login(sari)
    client.post("/lists/exports/", {"format": "XLSX"})
    ListExport.objects.update(leased_until=now + dt.timedelta(minutes=1))
    assert exports.write_exports(now) == 0
    ListExport.objects.update(attempts=exports.ATTEMPTS)
    exports.write_exports(now + dt.timedelta(minutes=2))
    assert ListExport.objects.get().state == ListExport.State.FAILED


WRONG = {"stage": "BOGUS"}  # as a unit that was closed or an account that ended, in an older address


def test_a_wrong_filter_exports_nothing_instead_of_everything(client, sari, path, now):
    client.force_login(sari)
    answer = client.post("/lists/exports/?stage=BOGUS&state=open", {"format": "CSV"}, follow=True)
    assert "Saringan ini tidak dapat dipakai" in answer.text
    assert not ListExport.objects.exists()


@pytest.mark.parametrize("wanted", ["CSV", "XLSX"])
def test_a_filter_that_became_wrong_before_the_file_was_written_gives_no_file(client, sari, path, now, wanted):
    client.force_login(sari)
    client.post("/lists/exports/?state=open", {"format": wanted})
    ListExport.objects.update(filters=WRONG)
    exports.write_exports(now)
    assert not ListExport.objects.get().file
    gc.collect()  # a file that was left open is told here


def test_a_wrong_filter_is_not_saved_as_a_view(client, sari, path):
    client.force_login(sari)
    answer = client.post("/lists/views/new/?stage=BOGUS", {"name": "Salah"}, follow=True)
    assert "Saringan ini tidak dapat dipakai" in answer.text
    assert not SavedView.objects.exists()


def test_a_view_whose_filter_became_wrong_tells_nothing(sari, path, now):
    view = save_view(actor=sari, name="Salah", filters=WRONG, threshold=0)
    assert watch_views(now) == 0
    view.refresh_from_db()
    assert view.passed_at is None


def test_nothing_and_too_much_are_refused_in_words(client, sari, path, monkeypatch):
    client.force_login(sari)
    assert "Tidak ada kasus" in client.post("/lists/exports/?state=closed", {"format": "XLSX"}, follow=True).text
    monkeypatch.setattr(exports, "MOST", 0)
    assert "Paling banyak 0 kasus" in client.post("/lists/exports/", {"format": "XLSX"}, follow=True).text


# Several cases at once


def test_several_cases_are_handed_over_and_refusals_told_by_case(client, sari, rina, path, dinas_a, now):
    other = factories.make_case(by=sari, agency=dinas_a)
    Case.objects.filter(pk=other.pk).update(owner=rina)
    client.force_login(sari)
    sent = {"case": [path.case.number, other.number], "act": "assign", "to": rina.pk}
    text = client.post("/lists/chosen/?select=1", sent, follow=True).text
    assert "1 kasus diserahkan." in text
    assert f"{other.number}: Kasus ini sudah ditangani rina." in text
    owners = Case.objects.filter(pk__in=[path.case.pk, other.pk]).values_list("owner__username", flat=True)
    assert set(owners) == {"rina"}


def test_several_cases_are_reminded_and_exported(client, rina, sari, path, dinas_a):
    client.force_login(rina)
    chosen = {"case": [path.case.number]}
    assert (
        "Pengingat dikirim untuk 1 kasus."
        in client.post("/lists/chosen/", chosen | {"act": "remind"}, follow=True).text
    )
    assert Notification.objects.filter(recipient=sari, key__startswith="nudge:").count() == 1
    factories.make_case(by=sari, agency=dinas_a)
    client.post("/lists/chosen/", chosen | {"act": "XLSX"})
    assert (ListExport.objects.get().only, ListExport.objects.get().total) == ([path.case.number], 1)


@pytest.mark.parametrize(
    ("sent", "said"),
    [({"act": "remind"}, "paling sedikit satu kasus"), ({"act": "assign", "case": "KS"}, "Pilih petugas")],
)
def test_a_choice_that_misses_something_says_what(client, sari, sent, said):
    client.force_login(sari)
    assert said in client.post("/lists/chosen/", sent, follow=True).text


@pytest.mark.parametrize("act", ["", "remnd", "\0"])
def test_an_unknown_act_reminds_nobody(client, rina, sari, path, act):
    client.force_login(rina)
    assert client.post("/lists/chosen/", {"case": path.case.number, "act": act}).status_code == 404
    assert not Notification.objects.filter(key__startswith="nudge:").exists()


def test_cases_of_others_are_not_touched(client, tono, path):
    client.force_login(tono)
    client.post("/lists/chosen/", {"case": [path.case.number], "act": "assign", "to": tono.pk})
    assert Case.objects.get(pk=path.case.pk).owner is None
