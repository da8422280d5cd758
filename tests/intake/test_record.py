"""A report is recorded with the files of its draft, or not at all."""

import uuid

import pytest

from cases.evidence import files
from cases.intake import drafts, uploads
from cases.intake.incidents import Report
from cases.intake.record import record
from cases.models import Case, CaseLink
from cases.procedure.refusals import RuleViolation
from tests import factories
from tests.samples.pictures import picture

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(sari, now):
    draft = drafts.save_draft(author=sari, key=uuid.uuid4(), at=now, content={"summary": ["Video di loket"]})
    uploads.take(draft=draft, upload=picture(), at=now)
    return draft


def test_the_files_of_the_draft_become_evidence_and_the_draft_is_closed(sari, dinas_a, draft, now):
    case = record(actor=sari, at=now, report=Report(agency=dinas_a), draft=draft)
    assert [item.original_name for item in case.evidence.all()] == ["layar.png"]
    draft.refresh_from_db()
    assert (draft.case, draft.content, draft.files.count()) == (case, {}, 0)


def test_a_file_is_read_once_for_its_type_hash_and_look(sari, dinas_a, draft, now, monkeypatch):
    staged = draft.files.get()
    monkeypatch.setattr(files, "examine", None)
    item = record(actor=sari, at=now, report=Report(agency=dinas_a), draft=draft).evidence.get()
    assert (item.content_type, item.sha256) == ("image/png", staged.sha256)
    assert [picture_hashe.bits for picture_hashe in item.picture_hashes.all()] == [staged.picture_hash]


def test_a_report_of_the_same_event_joins_the_case(sari, dinas_a, draft, now):
    there = factories.make_case(by=sari, agency=dinas_a)
    assert record(actor=sari, at=now, report=Report(agency=dinas_a), draft=draft, same_as=there) == there
    assert (there.incidents.count(), there.evidence.count()) == (2, 1)


def test_cases_that_were_told_apart_are_linked_as_other_events(sari, dinas_a, draft, now):
    other = factories.make_case(by=sari, agency=dinas_a)
    case = record(actor=sari, at=now, report=Report(agency=dinas_a), draft=draft, told_apart=[other])
    link = CaseLink.objects.get()
    assert {link.case, link.other} == {case, other}
    assert link.kind == CaseLink.Kind.NOT_SAME_EVENT


def test_a_refused_report_leaves_no_case_and_keeps_the_draft(sari, dinas_a, now):
    draft = drafts.save_draft(author=sari, key=uuid.uuid4(), at=now, content={"summary": ["pendek"]})
    with pytest.raises(RuleViolation):
        record(actor=sari, at=now, report=Report(agency=dinas_a, summary="pendek"), draft=draft)
    draft.refresh_from_db()
    assert (draft.case, draft.content) == (None, {"summary": ["pendek"]})
    assert not Case.objects.exists()
