"""Evidence on a server with the S3 protocol works as on a disk."""

import hashlib
import json
import subprocess
import uuid
import zipfile

import boto3
import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from moto.server import ThreadedMotoServer

from cases.evidence import custody, picture_copies
from cases.evidence import files as evidence
from cases.evidence import package as evidence_package
from cases.evidence.picture_copies import Box
from cases.models import EvidenceItem, VaultCheck
from cases.procedure.refusals import RuleViolation
from cases.reports.vault_check import verify_evidence
from conduct.storage_url import parse_storage_url
from tests import factories
from tests.samples.pictures import photo


@pytest.fixture(scope="module")
def server():
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    yield server.get_host_and_port()
    server.stop()


@pytest.fixture
def bucket(server, settings):
    """An empty bucket that the application takes for its storage."""
    host, port = server
    name = f"bukti-{uuid.uuid4().hex}"
    storage = parse_storage_url(f"s3://kunci:rahasia@{host}:{port}/{name}?tls=false")
    settings.STORAGES = settings.STORAGES | {"default": storage}
    client = boto3.client(
        "s3",
        endpoint_url=f"http://{host}:{port}",
        aws_access_key_id="kunci",
        aws_secret_access_key="rahasia",
        region_name="us-east-1",
    )
    client.create_bucket(Bucket=name)

    class Bucket:
        def names(self):
            return [stored_object["Key"] for stored_object in client.list_objects_v2(Bucket=name).get("Contents", [])]

        def put(self, key, content):
            client.put_object(Bucket=name, Key=key, Body=content)

        def remove(self, key):
            client.delete_object(Bucket=name, Key=key)

    return Bucket()


@pytest.fixture
def case(sari, dinas_a, now):
    return factories.make_case(by=sari, agency=dinas_a, at=now)


@pytest.fixture
def item(bucket, case, sari, now):
    return evidence.add_file(case=case, actor=sari, at=now, upload=photo())


def test_a_file_lies_in_the_bucket_under_an_opaque_name_and_nowhere_else(item, bucket):
    assert bucket.names() == [item.file.name]
    with item.file.open("rb") as stored:
        assert hashlib.file_digest(stored, "sha256").hexdigest() == item.sha256
    with pytest.raises(NotImplementedError):
        default_storage.path(item.file.name)


def test_the_same_file_twice_and_a_wrong_one_leave_nothing_there(item, bucket, case, sari, now):
    for upload in (photo(name="lain.jpg"), SimpleUploadedFile("gambar.jpg", b"<script>")):
        with pytest.raises(RuleViolation):
            evidence.add_file(case=case, actor=sari, at=now, upload=upload)
    assert bucket.names() == [item.file.name]


def test_previews_blurring_and_looks_are_made_from_there(item, bucket, sari, now):
    assert item.picture_hashes.get().bits
    assert picture_copies.make_previews(now) == 1
    picture_copies.redact(item=item, actor=sari, at=now, boxes=[Box((0, 0, 50, 50))])
    assert len(bucket.names()) == 3


def test_an_original_is_streamed_from_there(item, rina, client):
    client.force_login(rina)
    handed = client.post(reverse("evidence-original", kwargs={"pk": item.pk}), {"reason": "Lampiran LHP"})
    content = handed.getvalue()
    assert hashlib.sha256(content).hexdigest() == item.sha256
    assert handed.headers["Content-Length"] == str(len(content))


@pytest.mark.parametrize("kind", ["CHANGED", "MISSING"])
def test_what_changes_there_is_found_and_not_handed_out(kind, item, bucket, rina, now):
    assert custody.hand_out(item=item, actor=rina, at=now, reason="Lampiran LHP").kind == "DOWNLOADED"
    if kind == "CHANGED":
        bucket.put(item.file.name, b"lain")
    else:
        bucket.remove(item.file.name)
    item = EvidenceItem.objects.get()
    assert custody.hand_out(item=item, actor=rina, at=now, reason="Lampiran LHP").kind == kind
    assert verify_evidence(now).wrong == VaultCheck.objects.get().wrong == 1


def test_the_package_is_made_from_there(item, case, rina, now, tmp_path):
    with evidence_package.pack(case=case, actor=rina, at=now, reason="Untuk BKN") as package:
        zipfile.ZipFile(package).extractall(tmp_path)
    check = ["sha256sum", "--check", "--strict", "SHA256SUMS"]
    told = subprocess.run(check, cwd=tmp_path, check=True, capture_output=True).stdout
    assert told.count(b": OK") == 4  # the file, and what the package says of it
    assert json.loads((tmp_path / "manifest.json").read_text())["files"][0]["sha256"] == item.sha256
