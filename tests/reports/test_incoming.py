"""Checking incoming reports: a new case, an existing case, or a refusal with a reason."""

import uuid

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile

from cases.intake.incidents import Report
from cases.models import Case, CaseLink, EvidenceItem, IncomingReport, Notification, Reporter, VaultCheck
from cases.procedure.refusals import NotAllowed, RuleViolation
from cases.reports import citizen_page as report_page
from cases.reports import incoming
from cases.reports import picture_checks as report_pictures
from cases.reports.citizen_page import CitizenReport
from cases.reports.vault_check import verify_evidence
from cases.two_people import recusals
from tests import factories
from tests.samples.pictures import photo, picture

pytestmark = pytest.mark.django_db
LINK = "https://www.tiktok.com/@contoh/video/7300000000000000000"
TEXT = f"Pegawai berseragam joget di loket, lihat {LINK} sebelum dihapus"


def told(city, now, text=TEXT, files=(), **over):
    report_page.submit(government=city, key=uuid.uuid4(), at=now, content=CitizenReport(text=text), files=files, **over)
    return IncomingReport.objects.latest("pk")


def send(client, path, **sent):
    return client.post(path, {"submission": str(uuid.uuid4())} | sent)


def intake(agency, **over):
    return Report(agency=agency, **{"summary": factories.SENTENCE} | over)


def test_numbers_run_by_government_and_year(city, now):
    numbers = [told(city, now).number for _ in range(2)]
    year = city.local_date(now).year
    assert numbers == [f"LM-{year}-0001", f"LM-{year}-0002"]


def test_a_report_becomes_a_case_with_its_files_as_evidence(client, city, rina, dinas_a, budi, now):
    report = told(city, now, files=[photo()], reporter=Reporter(name="Mahardika"))
    client.force_login(rina)
    page = client.get(f"/incoming/{report.pk}/accept/").text
    assert LINK in page
    sent = {"agency": dinas_a.pk, "links": LINK, "people": "Budi", "summary": "Joget berseragam di loket"}
    answer = send(client, f"/incoming/{report.pk}/accept/", **sent)
    case = Case.objects.get()
    assert answer.url == f"/cases/{case.number}/"
    report.refresh_from_db()
    assert (report.state, report.incident.case, report.handled_by) == ("ACCEPTED", case, rina)
    item = EvidenceItem.objects.get(case=case)
    assert item.sha256 == report.files.get().sha256 and item.original_name == f"{report.number}-1.jpg"
    assert case.incidents.get().posts.get().url == LINK
    assert Reporter.objects.get().incident == report.incident
    page = client.get(f"/cases/{case.number}/").text
    assert "Mahardika" not in page and f"Menjadi kasus baru {case.number}." in page


def test_a_second_send_makes_no_second_case(client, city, rina, dinas_a, now):
    report = told(city, now)
    client.force_login(rina)
    sent = {"agency": dinas_a.pk, "summary": factories.SENTENCE, "submission": str(uuid.uuid4())}
    first = send(client, f"/incoming/{report.pk}/accept/", **sent)
    assert first.status_code == 302
    assert send(client, f"/incoming/{report.pk}/accept/", **sent).url == first.url
    again = send(client, f"/incoming/{report.pk}/accept/", **sent | {"submission": str(uuid.uuid4())})
    assert again.url == first.url
    assert Case.objects.count() == 1


def test_what_is_recorded_already_is_shown_before_it_is_saved(client, city, rina, dinas_a, now):
    case = factories.make_case(by=rina, agency=dinas_a, at=now, posts=[factories.seen_post(url=LINK)])
    report = told(city, now)
    client.force_login(rina)
    path = f"/incoming/{report.pk}/accept/"
    sent = {"agency": dinas_a.pk, "links": LINK, "summary": "Joget di loket lagi hari ini"}
    shown = send(client, path, **sent)
    assert shown.status_code == 200 and case.number in shown.text
    assert not CaseLink.objects.exists()
    answer = send(client, path, **sent, seen=case.number, same_as=case.number)
    assert answer.url == f"/cases/{case.number}/"
    assert Case.objects.count() == 1 and case.incidents.count() == 2
    assert IncomingReport.objects.get().incident.case == case


def test_the_same_picture_of_another_case_is_recognised(client, city, rina, dinas_a, now):
    case = factories.make_case(by=rina, agency=dinas_a, at=now, files=[photo()])
    report = told(city, now, files=[photo()])
    client.force_login(rina)
    assert case.number in client.get(f"/incoming/{report.pk}/accept/").text


def test_the_agency_of_the_checking_account_is_not_the_default_of_the_event(client, city, rina, now):
    report = told(city, now)
    client.force_login(rina)
    path = f"/incoming/{report.pk}/accept/"
    assert f'<option value="{rina.agency_id}" selected' not in client.get(path).text
    assert "Pilih perangkat daerah." in send(client, path, summary="Joget di loket pelayanan").text
    assert not Case.objects.exists()


def reported_picture(city, now):
    """A report with a smaller, compressed copy of scene 1, seen by the worker as it came in."""
    report = told(city, now, text="Joget di loket", files=[picture(size=(400, 300), kind="JPEG", quality=60)])
    assert report_pictures.hash_pictures(now) == 1 and report_pictures.hash_pictures(now) == 0
    return report


def test_a_picture_that_looks_like_one_of_another_case_is_suggested_never_imposed(client, city, rina, dinas_a, now):
    case = factories.make_case(by=rina, agency=dinas_a, at=now, files=[picture()])
    other = factories.make_case(by=rina, agency=dinas_a, at=now, files=[picture(seed=2)])
    report = reported_picture(city, now)
    client.force_login(rina)
    path = f"/incoming/{report.pk}/accept/"
    for page in (client.get(f"/incoming/{report.pk}/").text, client.get(path).text):
        assert case.number in page and "gambar serupa" in page and other.number not in page
    sent = {"agency": dinas_a.pk, "summary": "Joget di loket pelayanan pagi ini"}
    shown = send(client, path, **sent)
    assert shown.status_code == 200 and "gambar serupa" in shown.text and Case.objects.count() == 2
    assert send(client, path, **sent, seen=case.number).status_code == 302
    assert Case.objects.count() == 3
    assert "gambar serupa" not in client.get(f"/incoming/{report.pk}/").text  # its own case is no news


def test_a_like_picture_of_a_case_that_one_may_not_read_is_not_suggested(client, city, rina, joko, dinas_a, now):
    case = factories.make_case(by=rina, agency=dinas_a, at=now, files=[picture()])
    report = reported_picture(city, now)
    recusals.recuse(case=case, actor=joko, at=now, on=city.local_date(now), user=joko, reason="Kerabat terlapor")
    client.force_login(joko)
    assert "Mungkin sudah tercatat" not in client.get(f"/incoming/{report.pk}/").text


def test_the_post_that_a_report_names_is_recognised_where_it_is_read(client, city, rina, dinas_a, now):
    case = factories.make_case(by=rina, agency=dinas_a, at=now, posts=[factories.seen_post(url=LINK)])
    report = told(city, now, text=f"Lihat https://bukan..alamat/ dan {LINK}")
    client.force_login(rina)
    page = client.get(f"/incoming/{report.pk}/").text
    assert case.number in page and "unggahan sama" in page


def test_what_is_no_picture_or_cannot_be_found_is_looked_at_once(city, now):
    report = told(city, now, files=[SimpleUploadedFile("x.pdf", b"%PDF-1.4 " + b"0" * 600)])
    lost = told(city, now, text="Joget lagi", files=[photo()])
    default_storage.delete(lost.files.get().file.name)
    assert report_pictures.hash_pictures(now) == 2 and report_pictures.hash_pictures(now) == 0
    assert {sent.files.get().picture_hash.bits for sent in (report, lost)} == {None}


def test_a_report_joins_the_case_that_is_named(client, city, rina, dinas_a, now):
    case = factories.make_case(by=rina, agency=dinas_a, at=now)
    report = told(city, now, files=[photo()])
    client.force_login(rina)
    path = f"/incoming/{report.pk}/accept/"
    sent = {"agency": dinas_a.pk, "summary": "Laporan kedua tentang kejadian itu"}
    assert send(client, path, **sent, case_number="KS-1999-0001").status_code == 422
    assert send(client, path, **sent, case_number=case.number.lower()).url == f"/cases/{case.number}/"
    assert case.evidence.count() == 1 and Case.objects.count() == 1


def test_a_refusal_needs_a_reason_and_new_facts_open_it_again(client, city, rina, dinas_a, now):
    report = told(city, now)
    client.force_login(rina)
    path = f"/incoming/{report.pk}/"
    assert send(client, path, act="reject", reason="").status_code == 422
    assert send(client, path, act="reject", reason="Bukan pegawai kota ini").url == path
    report.refresh_from_db()
    assert (report.state, report.reason) == ("REJECTED", "Bukan pegawai kota ini")
    with pytest.raises(RuleViolation):
        incoming.reject(report=report, actor=rina, at=now, reason="Lagi")
    case = incoming.accept(report=report, actor=rina, at=now, intake=intake(dinas_a))
    report.refresh_from_db()
    assert (report.state, report.incident.case) == ("ACCEPTED", case)


def test_a_file_that_changed_meanwhile_is_neither_handed_out_nor_taken_as_evidence(client, city, rina, dinas_a, now):
    report = told(city, now, files=[photo()])
    row = report.files.get()
    default_storage.delete(row.file.name)
    default_storage.save(row.file.name, ContentFile(photo((20, 20)).read()))
    with pytest.raises(RuleViolation, match="tidak lagi sama"):
        incoming.accept(report=report, actor=rina, at=now, intake=intake(dinas_a))
    client.force_login(rina)
    assert client.get(f"/incoming/files/{row.pk}/").status_code == 409
    assert not Case.objects.exists()


def put(row, content):
    default_storage.delete(row.file.name)
    if content is not None:
        default_storage.save(row.file.name, ContentFile(content))


@pytest.mark.parametrize(("content", "said"), [(b"lain", "tidak lagi sama"), (None, "hilang")])
def test_an_attachment_that_changed_or_is_gone_raises_the_alarm_before_anybody_accepts_it(
    city, rina, joko, sari, now, content, said
):
    report = told(city, now, files=[photo(), photo((20, 20))])
    assert (verify_evidence(now).checked, VaultCheck.objects.get().wrong) == (2, 0)
    put(report.files.get(place=2), content)
    for _ in range(2):
        assert verify_evidence(now).wrong == 1
    alarms = Notification.objects.filter(kind="ALARM")
    assert set(alarms.values_list("recipient__username", "path")) == {
        (user, f"/incoming/{report.pk}/") for user in ("rina", "joko")
    }
    assert alarms.count() == 2  # once a day
    alarm = alarms.filter(recipient=rina).get()
    assert report.number in alarm.subject and "lampiran 2" in alarm.subject and said in alarm.body.lower()


def test_the_alarm_of_an_accepted_report_reaches_nobody_who_may_not_read_its_case(city, rina, joko, eko, dinas_a, now):
    report = told(city, now, files=[photo()])
    case = incoming.accept(report=report, actor=rina, at=now, intake=intake(dinas_a))
    recusals.recuse(case=case, actor=joko, at=now, on=city.local_date(now), user=joko, reason="Kerabat terlapor")
    put(report.files.get(), None)
    check = verify_evidence(now)
    assert (check.checked, check.wrong) == (2, 1)  # the evidence is a file of its own
    told_to = Notification.objects.filter(kind="ALARM").values_list("recipient__username", flat=True)
    assert set(told_to) == {"rina", "eko"}


def test_only_bkpsdm_and_inspectorate_of_the_government_check_reports(
    client, city, sari, dewi, putri, joko, dinas_a, now
):
    report = told(city, now, files=[photo()])
    row = report.files.get()
    other = factories.make_government("Kota Lain", "kota-lain")
    elsewhere = factories.make_user("lain", "BKPSDM", other)
    for user in (sari, dewi, putri, elsewhere):
        client.force_login(user)
        paths = [f"/incoming/{report.pk}/", f"/incoming/{report.pk}/accept/", f"/incoming/files/{row.pk}/"]
        assert {client.get(path).status_code for path in paths} == {404}
        with pytest.raises(NotAllowed):
            incoming.accept(report=report, actor=user, at=now, intake=intake(dinas_a))
    client.force_login(joko)
    assert client.get(f"/incoming/{report.pk}/").status_code == 200


def test_whoever_may_not_read_the_case_no_longer_reads_the_report(city, rina, joko, dinas_a, now):
    report = told(city, now)
    case = incoming.accept(report=report, actor=rina, at=now, intake=intake(dinas_a))
    on = case.agency.local_date(now)
    recusals.recuse(case=case, actor=joko, at=now, on=on, user=joko, reason="Kerabat terlapor")
    assert not IncomingReport.objects.visible_to(joko).exists()
    assert IncomingReport.objects.visible_to(rina).exists()


def test_a_reporter_of_another_channel_is_answered_there(city, rina, now):
    report = incoming.open_report(government=city, channel="LAPOR", at=now, text=TEXT, register_number="1")
    with pytest.raises(RuleViolation, match="kanal asalnya"):
        incoming.reply(report=report, actor=rina, at=now, text="Halo", key=uuid.uuid4())


def test_a_message_of_the_reporter_is_marked_until_it_is_answered(client, city, rina, now):
    report = told(city, now)
    client.force_login(rina)
    assert "Pesan pelapor" not in client.get("/incoming/").text
    report_page.add(report=report, key=uuid.uuid4(), at=now, text="Ada satu lagi")
    assert "Pesan pelapor" in client.get("/incoming/").text
    assert send(client, f"/incoming/{report.pk}/", act="reply", text="Terima kasih").status_code == 302
    assert "Pesan pelapor" not in client.get("/incoming/").text


def test_the_list_costs_the_same_for_one_report_and_for_twenty(client, city, rina, now, django_assert_max_num_queries):
    client.force_login(rina)
    for _ in range(20):
        told(city, now)
    with django_assert_max_num_queries(6):
        assert client.get("/incoming/").text.count("LM-") == 20
