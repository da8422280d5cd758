"""The certainty of an identity: no letter is sent before it is confirmed."""

import uuid

import pytest

from cases.aftermath import leaving_and_waiting as closing
from cases.clarification import acts as clarification
from cases.examination import summonses
from cases.letters import issuing as letters
from cases.models import Act, Case, ClosingReason, Correction, Identity, IdentityNote, Status
from cases.parties import identity
from cases.procedure.offers import offered
from cases.procedure.refusals import RuleViolation
from cases.procedure.table import TRANSITIONS
from regulations.models import Route
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def path(sari, budi):
    return factories.make_respondent(by=sari, employee=budi, identity=Identity.SUSPECTED)


@pytest.fixture
def day(sari, now, dinas_a):
    return {"actor": sari, "at": now, "on": dinas_a.local_date(now)}


SAID = {"said_by": "Kepala Bidang", "how": "Dikenali dari wajah dan suara"}


def confirm(path, day, kind="UNIT"):
    identity.confirm_identity(respondent=path, kind=kind, **SAID, **day)
    path.refresh_from_db()


def test_whoever_is_named_at_intake_is_suspected_unless_the_unit_has_confirmed(client, sari, dinas_a, budi, wati):
    client.force_login(sari)
    sent = {"agency": dinas_a.pk, "summary": factories.SENTENCE}
    client.post("/incidents/new/", sent | {"submission": str(uuid.uuid4()), "people": "Budi"})
    sent |= {
        "submission": str(uuid.uuid4()),
        "people": "Wati",
        "confirmed": "on",
        "summary": "Siaran langsung di loket",
    }
    client.post("/incidents/new/", sent)
    assert Case.objects.get(respondents__employee=budi).respondents.get().identity == Identity.SUSPECTED
    assert Case.objects.get(respondents__employee=wati).respondents.get().identity == Identity.UNIT


def test_no_letter_and_no_route_before_confirmation(path, day):
    with pytest.raises(RuleViolation, match="Pastikan dulu identitasnya"):
        clarification.request_clarification(respondent=path, channel="LETTER", **day)
    with pytest.raises(RuleViolation, match="Pastikan dulu identitasnya"):
        clarification.choose_route(respondent=path, route=Route.DISCIPLINE, reason="x", **day)
    clarification.request_clarification(respondent=path, channel="PHONE", **day)  # asking is how one finds out


def test_idempotency_confirmed_the_letter_goes_out(path, day):
    confirm(path, day)
    clarification.request_clarification(respondent=path, channel="LETTER", **day)
    note = path.identity_notes.get()
    assert (note.kind, note.said_by) == (IdentityNote.Kind.UNIT, "Kepala Bidang")
    assert path.history.filter(act=Act.CONFIRM_IDENTITY).exists()


def test_every_act_by_which_something_leaves_asks_for_it():
    sending = {Act.SUMMON, Act.DECIDE}
    assert all(step.confirmed for step in TRANSITIONS if step.act in sending)
    routes = [step for step in TRANSITIONS if step.act == Act.CHOOSE_ROUTE]
    assert {step.confirmed for step in routes if Route.NO_ACTION in step.routes} == {False}
    assert {step.confirmed for step in routes if Route.NO_ACTION not in step.routes} == {True}


@pytest.mark.parametrize("kind", ["WRONG_UNIT", "DENIED", "IMPERSONATION", "HACKED", "UNIFORM"])
def test_a_doubt_stops_the_summons_until_it_is_confirmed_anew(sari, budi, day, now, kind):
    path = factories.make_respondent(by=sari, employee=budi)
    factories.bring_to(path, Status.ROUTED, by=sari)
    identity.doubt_identity(respondent=path, kind=kind, **SAID, **day)
    with pytest.raises(RuleViolation, match="Pastikan dulu identitasnya"):
        summonses.summon(respondent=path, hearing_at=now, place="Ruang rapat", **day)
    confirm(path, day, "PERSON")
    summonses.summon(respondent=path, hearing_at=now, place="Ruang rapat", **day)
    assert [note.kind for note in path.identity_notes.all()] == [kind, "PERSON"]


def test_confirming_and_doubting_are_not_mixed_up(path, day):
    with pytest.raises(RuleViolation):
        identity.confirm_identity(respondent=path, kind="HACKED", **SAID, **day)
    with pytest.raises(RuleViolation):
        identity.doubt_identity(respondent=path, kind="UNIT", **SAID, **day)


def test_somebody_unknown_is_identified_first(sari, dinas_a, day):
    nobody = factories.make_case(by=sari, agency=dinas_a).respondents.get()
    assert not nobody.is_confirmed
    with pytest.raises(RuleViolation, match="Kenali dulu"):
        confirm(nobody, day)


@pytest.mark.parametrize("reason", [ClosingReason.WRONG_PERSON, ClosingReason.IMPERSONATION])
def test_a_wrongly_named_person_is_owed_a_letter(client, sari, path, day, reason):
    closing.close_early(respondent=path, reason=reason, note="Ternyata orang lain", **day)
    letter = Correction.objects.get(respondent=path)
    assert "Budi" in letter.text
    assert path.case.number in letter.text
    client.force_login(sari)
    page = client.get(f"/cases/{path.case.number}/people/").text
    assert "Surat koreksi nama" in page
    assert "tidak ada dugaan pelanggaran" in page


def test_nobody_else_gets_one(path, day):
    closing.close_early(respondent=path, reason=ClosingReason.UNFOUNDED, note="Tidak terbukti", **day)
    assert not Correction.objects.exists()


def test_the_page_says_how_sure_it_is_and_takes_the_confirmation(client, sari, path, day):
    client.force_login(sari)
    assert "Identitas belum pasti" in client.get(f"/cases/{path.case.number}/").text
    sent = {"submission": str(uuid.uuid4()), "version": path.version, "on": "hari ini", "kind": "UNIT", **SAID}
    assert client.post(f"/respondents/{path.pk}/confirm-identity/", sent).status_code == 302
    path.refresh_from_db()
    assert path.is_confirmed
    assert Act.CONFIRM_IDENTITY in offered(path, sari.role)


def test_no_letter_is_issued_before_the_identity_is_confirmed(path, day):
    letter = {"code": "PERM-KET", "words": {}, "may_be_blank": True}
    with pytest.raises(RuleViolation, match="sebelum identitas terlapor dipastikan"):
        letters.issue_letter(respondent=path, **letter, **day)
    confirm(path, day)
    assert letters.issue_letter(respondent=path, **letter, **day).number
