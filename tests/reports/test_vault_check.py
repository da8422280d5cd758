"""The check of all files: in pieces that go on, over every file with a hash, past what cannot be read."""

import datetime as dt
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse

from cases.evidence.files import add_file
from cases.models import EvidenceItem, VaultCheck, VaultFinding, VaultRound
from cases.operations import faults
from cases.reports import vault_check
from tests import factories
from tests.samples.pictures import photo

pytestmark = pytest.mark.django_db
HOUR = dt.timedelta(hours=1)


@pytest.fixture
def files(sari, dinas_a, now):
    """Five pictures of one case."""
    case = factories.make_case(by=sari, agency=dinas_a, at=now)
    for n in range(5):
        add_file(case=case, actor=sari, at=now, upload=photo((400 + n, 300), f"{n}.jpg"))
    return list(EvidenceItem.objects.order_by("pk"))


def test_a_piece_ends_in_time_and_the_next_goes_on_where_it_ended(files, now):
    vault_check.begin(now)
    assert vault_check.go_on(now, seconds=0) is None
    assert VaultRound.objects.get().checked == 1
    assert vault_check.begin(now + HOUR) == VaultRound.objects.get()  # no second round
    assert vault_check.go_on(now + HOUR).checked == 5
    assert vault_check.go_on(now + HOUR) is None


def test_who_is_killed_leaves_the_round_to_the_next(files, now):
    vault_check.begin(now)
    VaultRound.objects.update(leased_until=now + vault_check.LEASE)
    assert vault_check.go_on(now) is None
    assert VaultRound.objects.get().checked == 0
    assert vault_check.go_on(now + HOUR).checked == 5


def test_a_file_that_cannot_be_read_is_named_and_stops_no_other(files, now, client, putri, monkeypatch):
    unreadable = files[1].file.name
    whole = default_storage.open

    def opened(name, mode="rb"):
        if name == unreadable:
            raise OSError(5, "Input/output error")
        return whole(name, mode)

    monkeypatch.setattr(default_storage, "open", opened)
    default_storage.delete(files[2].file.name)
    Path(default_storage.path(files[3].file.name)).chmod(0o600)
    Path(default_storage.path(files[3].file.name)).write_bytes(b"anders")
    check = vault_check.verify_evidence(now)
    assert (check.checked, check.wrong) == (5, 3)
    found = dict(VaultFinding.objects.values_list("name", "kind"))
    assert found == {
        unreadable: "UNREADABLE",
        files[2].file.name: "MISSING",
        files[3].file.name: "CHANGED",
    }
    assert [fault.name for fault in faults.evidence_check(now)] == ["evidence"]
    client.force_login(putri)
    page = client.get(reverse("status")).text
    assert f"Berkas tidak dapat dibaca: {unreadable}" in page


def test_everything_with_a_hash_takes_part():
    named = {model.__name__ for model, _hash in vault_check.fingerprinted()}
    assert named >= {
        "ClearanceLetter", "EvidenceCopy", "EvidenceItem", "Letter", "Minutes", "RegulationDocument", "ReportFile",
        "ReportOriginal", "SignedCopy", "SignedSheet",
    }  # fmt: skip
    assert {model.__name__: name for model, name in vault_check.fingerprinted()}["Minutes"] == "file_sha256"


def test_a_check_that_never_comes_to_its_end_is_told(files, now):
    vault_check.begin(now)
    assert faults.evidence_check(now + 49 * HOUR) == []
    assert [fault.name for fault in faults.evidence_check(now + 51 * HOUR)] == ["evidence-check"]
    assert not VaultCheck.objects.exists()
