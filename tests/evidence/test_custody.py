"""Custody of evidence: originals with a reason, copies without metadata, the nightly comparison, and the package."""

import csv
import io
import json
import os
import subprocess
import uuid
import zipfile
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from cases.evidence import comparison as sameness
from cases.evidence import custody, picture_copies
from cases.evidence import files as evidence
from cases.evidence import package as evidence_package
from cases.evidence.picture_copies import Box
from cases.models import CustodyEntry, EvidenceCopy, FileState, Notification, VaultCheck
from cases.procedure.refusals import NotAllowed, RuleViolation
from cases.reports.vault_check import verify_evidence
from tests import factories
from tests.samples.pictures import GPS, photo


@pytest.fixture
def case(sari, dinas_a, now):
    return factories.make_case(by=sari, agency=dinas_a, at=now)


@pytest.fixture
def item(case, sari, now):
    return evidence.add_file(case=case, actor=sari, at=now, upload=photo())


def spoil(item) -> None:
    path = Path(settings.MEDIA_ROOT, item.file.name)
    path.write_bytes(path.read_bytes()[:-1] + b"?")


def test_a_preview_shows_the_picture_without_what_its_file_says_of_place_and_device(item, now):
    with item.file.open("rb") as stored:
        assert GPS in stored.read()
    assert picture_copies.make_previews(now) == 1
    preview = item.copies.get()
    with preview.file.open("rb") as stored:
        content = stored.read()
    assert GPS not in content
    assert Image.open(io.BytesIO(content)).size == (400, 300) == (preview.width, preview.height)
    assert picture_copies.make_previews(now) == 0


def test_a_large_picture_is_scaled_and_a_broken_one_does_not_stop_others(case, sari, now, item):
    evidence.add_file(case=case, actor=sari, at=now, upload=photo((4000, 1000), "besar.jpg"))
    broken = b"\x89PNG\r\n\x1a\n" + b"\x00" * 600
    evidence.add_file(case=case, actor=sari, at=now, upload=SimpleUploadedFile("rusak.png", broken))
    assert picture_copies.make_previews(now) == 2
    assert EvidenceCopy.objects.get(item__original_name="besar.jpg").width == 1600


@pytest.mark.parametrize(
    ("size", "shown"),
    [
        ((1080, 6000), (720, 4000)),
        ((1080, 12000), (720, 8000)),
        ((720, 8000), (720, 8000)),
        ((500, 5000), (500, 5000)),
        ((1080, 2400), (720, 1600)),
        ((1440, 3120), (738, 1600)),
        ((1000, 2500), (720, 1800)),
    ],
)
def test_a_long_screenshot_stays_wide_enough_to_be_read(case, sari, now, size, shown, client):
    kept = evidence.add_file(case=case, actor=sari, at=now, upload=photo(size, "panjang.jpg"))
    picture_copies.make_previews(now)
    copy = kept.copies.get(kind="PREVIEW")
    assert (copy.width, copy.height) == shown


@pytest.mark.parametrize(
    ("size", "parts"),
    [
        ((1080, 6000), [(1080, 1600)] * 3 + [(1080, 1440)]),
        ((2160, 12000), [(1080, 1600)] * 3 + [(1080, 1440)]),
        ((500, 1700), [(500, 1600), (500, 180)]),
        ((1080, 2400), []),
        ((1080, 2700), []),
        ((10, 500_000), []),
    ],
)
def test_a_long_screenshot_is_cut_into_parts_that_overlap_by_a_line(case, sari, now, size, parts, client):
    kept = evidence.add_file(case=case, actor=sari, at=now, upload=photo(size, "panjang.png", "PNG"))
    picture_copies.make_previews(now)
    assert [(copy.width, copy.height) for copy in kept.copies.filter(kind="PAGE")] == parts
    client.force_login(sari)
    page = client.get(reverse("evidence", kwargs={"pk": kept.pk})).text
    assert page.count("evidence-page") == len(parts)
    assert ("Bagian 1 dari 4" in page) is (len(parts) == 4)


def test_no_line_of_a_long_screenshot_is_lost_between_its_parts(case, sari, now):
    marked = Image.new("RGB", (400, 4000), "white")
    marked.paste("black", (0, 1560, 400, 1590))  # a line of words across the first cut
    content = io.BytesIO()
    marked.save(content, "PNG")
    kept = evidence.add_file(case=case, actor=sari, at=now, upload=SimpleUploadedFile("a.png", content.getvalue()))
    picture_copies.make_previews(now)
    seen = []
    for copy in kept.copies.filter(kind="PAGE"):
        with copy.file.open("rb") as stored:
            grey = Image.open(stored).convert("L")
        seen.append(sum(grey.getpixel((200, y)) < 128 for y in range(grey.height)))
    assert 30 in seen


def test_the_package_holds_the_parts_of_a_long_screenshot(case, sari, now):
    evidence.add_file(case=case, actor=sari, at=now, upload=photo((1080, 6000), "panjang.jpg"))
    picture_copies.make_previews(now)
    with evidence_package.pack(case=case, actor=sari, at=now, reason="uji") as made, zipfile.ZipFile(made) as opened:
        names = [f"bagian/B-01-0{n}.jpg" for n in range(1, 5)]
        assert [name for name in opened.namelist() if name.startswith("bagian/")] == names
        assert all(name in opened.read("SHA256SUMS").decode() for name in names)


def test_a_blurred_part_cannot_be_recognised_and_the_rest_and_the_original_stay(case, sari, now):
    striped = Image.new("L", (400, 300), "white")
    for left in range(0, 400, 8):
        striped.paste(0, (left, 0, left + 4, 300))
    content = io.BytesIO()
    striped.save(content, "PNG")
    upload = SimpleUploadedFile("garis.png", content.getvalue())
    item = evidence.add_file(case=case, actor=sari, at=now, upload=upload)
    copy = picture_copies.redact(item=item, actor=sari, at=now, boxes=[Box((50, 0, 50, 100))])
    with copy.file.open("rb") as stored:
        grey = Image.open(stored).convert("L")
    within, beside = ([grey.getpixel((x, 150)) for x in range(*part)] for part in ((220, 380), (20, 180)))
    assert max(within) - min(within) < 30 and max(beside) - min(beside) > 200
    assert custody.hand_out(item=item, actor=sari, at=now, reason="Lampiran").kind == "DOWNLOADED"
    assert item.custody.filter(kind="REDACTED").count() == 1


def test_an_original_is_handed_out_for_a_reason_that_is_written_down(item, rina, now):
    with pytest.raises(RuleViolation, match="keperluan"):
        custody.hand_out(item=item, actor=rina, at=now, reason="  x ")
    entry = custody.hand_out(item=item, actor=rina, at=now, reason="Lampiran LHP")
    assert (entry.kind, entry.user, entry.reason) == ("DOWNLOADED", rina, "Lampiran LHP")


@pytest.mark.parametrize(
    ("damage", "kind"), [(spoil, "CHANGED"), (lambda item: item.file.delete(save=False), "MISSING")]
)
def test_a_file_that_changed_is_not_handed_out_and_raises_the_alarm(damage, kind, item, rina, joko, now):
    damage(item)
    item.refresh_from_db()
    assert custody.hand_out(item=item, actor=rina, at=now, reason="Lampiran LHP").kind == kind
    assert set(Notification.objects.filter(kind="ALARM").values_list("recipient__username", flat=True)) == {
        "rina",
        "joko",
    }


def test_the_nightly_check_finds_what_changed_and_tells_once_a_day(item, case, sari, rina, now):
    evidence.add_file(case=case, actor=sari, at=now, upload=photo((300, 300)))
    assert (verify_evidence(now).checked, VaultCheck.objects.get().wrong) == (2, 0)
    spoil(item)
    for _ in range(2):
        assert verify_evidence(now).wrong == 1
    assert Notification.objects.filter(kind="ALARM", recipient=rina).count() == 1
    assert set(CustodyEntry.objects.values_list("kind", flat=True)) == {"CHANGED"}


def test_restricted_evidence_opens_only_for_authorised_accounts(item, sari, tono, rina, joko, dewi, now, client):
    picture_copies.make_previews(now)
    custody.restrict(item=item, actor=sari, at=now, ground="MINOR")
    assert [custody.may_open(item, user) for user in (sari, rina, joko, dewi)] == [True, True, True, False]
    with pytest.raises(NotAllowed, match="dibatasi"):
        custody.hand_out(item=item, actor=dewi, at=now, reason="Ingin melihat")
    with pytest.raises(RuleViolation, match="sudah dibatasi"):
        custody.restrict(item=item, actor=rina, at=now, ground="MINOR")
    client.force_login(dewi)
    preview = reverse("evidence-copy", kwargs={"pk": item.copies.get().pk})
    assert client.get(preview).status_code == 404
    assert preview not in client.get(reverse("case-evidence", kwargs={"number": item.case.number})).content.decode()
    assert "dibatasi" in client.get(reverse("evidence", kwargs={"pk": item.pk})).content.decode()


def test_the_package_is_checked_with_sha256sum_alone(item, case, sari, rina, now, tmp_path):
    evidence.add_file(case=case, actor=sari, at=now, upload=photo((300, 300), "../../etc/passwd.jpg"), source="=1+1")
    evidence.say_exists(case=case, actor=sari, at=now, title="Struk", source="disebut pejabat")
    with evidence_package.pack(case=case, actor=rina, at=now, reason="Untuk BKN") as package:
        packed = io.BytesIO(package.read())
    zipfile.ZipFile(packed).extractall(tmp_path)
    check = ["sha256sum", "--check", "--strict", "SHA256SUMS"]
    told = subprocess.run(check, cwd=tmp_path, check=True, capture_output=True).stdout
    assert told.count(b": OK") == 5  # every file but itself
    manifest = json.loads((tmp_path / "manifest.json").read_text())
    assert [file["code"] for file in manifest["files"]] == ["B-01", "B-02"]
    assert [item["title"] for item in manifest["not_produced"]] == ["Struk"]
    assert "'=1+1" in (tmp_path / "riwayat.csv").read_text(encoding="utf-8-sig")
    days = {entry.date_time[:3] for entry in zipfile.ZipFile(packed).infolist()}
    today = case.agency.local_date(now)
    assert days == {(today.year, today.month, today.day)}
    for changed in ("manifest.json", "riwayat.csv", "BACA-SAYA.txt"):
        whole = (tmp_path / changed).read_bytes()
        (tmp_path / changed).write_bytes(whole + b" ")
        assert subprocess.run(check, cwd=tmp_path, check=False, capture_output=True).returncode == 1
        (tmp_path / changed).write_bytes(whole)
    (tmp_path / "bukti" / "B-01.jpg").write_bytes(b"lain")
    assert subprocess.run(check, cwd=tmp_path, check=False, capture_output=True).returncode == 1
    assert CustodyEntry.objects.filter(kind="EXPORTED", reason="Untuk BKN").count() == 2


def test_no_name_in_the_package_s_history_runs_as_a_formula(item, case, sari, rina, now):
    type(sari).objects.filter(pk__in=[sari.pk, rina.pk]).update(first_name="=cmd()")
    rina.refresh_from_db()
    with evidence_package.pack(case=case, actor=rina, at=now, reason="Untuk BKN") as package:
        text = zipfile.ZipFile(package).read("riwayat.csv").decode()
    assert text.count(";'=cmd()") == 2 and ";=" not in text


@pytest.mark.parametrize(
    "source",
    ["Surel; lampiran", "Grup, warga", "“a” 'b' \"c\"", "baris\nkedua", "198504122010012001", "0812345678"],
)
def test_the_package_s_history_is_divided_as_a_spreadsheet_in_indonesian_divides_it(case, sari, rina, now, source):
    evidence.add_file(case=case, actor=sari, at=now, upload=photo((300, 300)), source=source)
    with evidence_package.pack(case=case, actor=rina, at=now, reason="Untuk BKN") as package:
        text = zipfile.ZipFile(package).read("riwayat.csv").decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))
    assert rows[0] == ["kode", "waktu", "peristiwa", "oleh", "keperluan"] and {len(row) for row in rows} == {5}
    assert {source, f"'{source}"} & {row[4] for row in rows}


def test_the_package_withholds_what_is_restricted_and_says_so(item, case, sari, dewi, now):
    custody.restrict(item=item, actor=sari, at=now, ground="PATIENT")
    with pytest.raises(RuleViolation, match="belum mempunyai berkas"):
        evidence_package.pack(case=case, actor=dewi, at=now, reason="Ingin tahu")
    evidence.add_file(case=case, actor=sari, at=now, upload=photo((300, 300)))
    with evidence_package.pack(case=case, actor=dewi, at=now, reason="Ingin tahu") as package:
        manifest = json.loads(zipfile.ZipFile(package).read("manifest.json"))
    assert ([file["code"] for file in manifest["files"]], [item["code"] for item in manifest["withheld"]]) == (
        ["B-02"],
        ["B-01"],
    )


def test_the_page_hands_out_blurs_and_restricts(client, item, rina, now):
    client.force_login(rina)
    page = reverse("evidence", kwargs={"pk": item.pk})
    original = reverse("evidence-original", kwargs={"pk": item.pk})
    assert "keperluannya" in client.post(original, {"reason": ""}, follow=True).content.decode()
    handed = client.post(original, {"reason": "Lampiran LHP"})
    with item.file.open("rb") as stored:
        assert handed.getvalue() == stored.read()
    assert handed.headers["Content-Disposition"].startswith("attachment")
    box = {"left": 60, "top": 0, "width": 50, "height": 10}
    refused = client.post(page, {"submission": str(uuid.uuid4()), "act": "redact", **box})
    assert refused.status_code == 422 and "melewati tepi" in refused.content.decode()
    client.post(page, {"submission": str(uuid.uuid4()), "act": "redact", **box | {"width": 20}})
    open_to_all = client.get(page).content.decode()
    assert "Batasi bukti ini" in open_to_all and "badge-warn" not in open_to_all
    client.post(page, {"submission": str(uuid.uuid4()), "act": "restrict", "ground": "MINOR"})
    shown = client.get(page).content.decode()
    assert "Batasi bukti ini" not in shown
    assert "Salinan tersamarkan" in shown and "Memperlihatkan anak" in shown and "Lampiran LHP" in shown


def test_a_large_original_is_not_read_again_while_the_disk_has_not_changed_it(item, rina, now, monkeypatch):
    monkeypatch.setattr(sameness, "SETTLED", 0)
    assert custody.hand_out(item=item, actor=rina, at=now, reason="Lampiran LHP").kind == "DOWNLOADED"
    opened = Path(settings.MEDIA_ROOT, item.file.name)
    with item.file.open("rb") as stored:
        before = stored.read()
    times = opened.stat()
    os.utime(opened, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert sameness.compare_if_touched(item) is None
    opened.write_bytes(before[:-1] + b"?")
    os.utime(opened, ns=(times.st_atime_ns, times.st_mtime_ns))  # whoever forges the times is found
    assert custody.hand_out(item=item, actor=rina, at=now, reason="Lampiran LHP").kind == "CHANGED"


def test_a_file_that_has_just_been_written_is_always_read(item):
    assert sameness.compare(item) is None
    assert not FileState.objects.exists()


def test_where_nginx_sends_files_the_answer_only_names_the_place(item, rina, client, settings):
    settings.ACCEL_PREFIX = "/kept/"
    client.force_login(rina)
    original = reverse("evidence-original", kwargs={"pk": item.pk})
    assert "X-Accel-Redirect" not in client.post(original, {"reason": ""}).headers
    handed = client.post(original, {"reason": "Lampiran LHP"})
    assert handed.headers["X-Accel-Redirect"] == f"/kept/{item.file.name}"
    assert handed.headers["Content-Disposition"] == 'attachment; filename="foto.jpg"'
    assert (handed.content, handed.headers["Content-Type"]) == (b"", "image/jpeg")
    assert item.custody.get().reason == "Lampiran LHP"
