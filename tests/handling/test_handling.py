"""Who handles a case by name: taken, handed over, laid down; reminders, notes, deputies and the checklist."""

import datetime as dt
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases.handling import notes, owners
from cases.handling.checklist import checklist
from cases.models import Act, Assignment, AuditEntry, CaseNote, Deputy, Notification, Role, Status
from cases.procedure.refusals import NotAllowed, RuleViolation
from cases.two_people import recusals
from regulations.models import Route
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def path(sari, budi):
    return factories.make_respondent(by=sari, employee=budi)


@pytest.fixture
def case(path):
    return path.case


def told(user):
    return list(
        Notification.objects.filter(recipient=user, key__regex="^(assignment|nudge|note):").values_list(
            "subject", flat=True
        )
    )


def test_a_case_is_taken_handed_over_and_laid_down(case, sari, rina, now):
    owners.take(case=case, actor=sari, at=now)
    with pytest.raises(RuleViolation, match="sudah ditangani sari"):
        owners.take(case=case, actor=sari, at=now)
    owners.hand_over(case=case, to=rina, actor=sari, at=now, note="Mohon dilanjutkan")
    case.refresh_from_db()
    assert case.owner == rina
    assert told(rina) == [f"{case.number} diserahkan kepada Anda"]
    owners.lay_down(case=case, actor=rina, at=now)
    case.refresh_from_db()
    assert case.owner is None
    assert [each.owner for each in Assignment.objects.filter(case=case).order_by("pk")] == [sari, rina, None]


def test_leadership_handles_no_case(case, dewi, now):
    with pytest.raises(NotAllowed, match="mengambil"):
        owners.take(case=case, actor=dewi, at=now)


def test_a_case_is_handed_to_nobody_who_may_not_handle_it(case, sari, tono, dewi, joko, rina, now):
    recusals.recuse(case=case, actor=joko, at=now, on=sari.local_date(now), user=joko, reason="Kerabat")
    for nobody in (tono, dewi, joko):
        with pytest.raises(RuleViolation, match="tidak dapat menangani"):
            owners.hand_over(case=case, to=nobody, actor=sari, at=now)
    assert {user.username for user in owners.handlers_of(case)} == {"sari", "rina"}


def test_the_turn_stays_with_the_role_whoever_owns_the_case(case, path, rina, now):
    owners.take(case=case, actor=rina, at=now)
    path.refresh_from_db()
    assert path.turn == Role.HR_OFFICER


def test_a_reminder_reaches_the_owner_or_whose_turn_it_is_once_a_day(case, sari, rina, now):
    assert owners.remind(case=case, actor=rina, at=now) == 1
    owners.remind(case=case, actor=rina, at=now)
    assert told(sari) == [f"Mohon tindak lanjuti {case.number}"]
    owners.take(case=case, actor=rina, at=now)
    case.refresh_from_db()
    assert owners.remind(case=case, actor=sari, at=now) == 1
    assert told(rina) == [f"Mohon tindak lanjuti {case.number}"]


def test_the_text_to_copy_says_number_and_address_only(client, case, sari, budi, settings):
    client.force_login(sari)
    text = client.get(f"/cases/{case.number}/handling/").context["reminder"]
    assert text == f"Mohon tindak lanjuti {case.number}: {settings.BASE_URL}/cases/{case.number}/"


def test_a_note_is_outside_the_record_and_told_to_whom_it_is_meant_for(client, case, sari, rina, tono, budi, now):
    client.force_login(sari)
    acts = AuditEntry.objects.count()
    sent = {"text": "Budi sudah ditelepon", "mentioned": [rina.pk], "submission": str(uuid.uuid4())}
    answer = client.post(f"/cases/{case.number}/handling/", sent)
    assert answer.status_code == 302
    assert told(rina) == [f"Catatan untuk Anda pada {case.number}"]
    assert "Budi" not in Notification.objects.get(recipient=rina, key__startswith="note:").body
    assert AuditEntry.objects.count() == acts
    client.force_login(rina)
    assert "Budi sudah ditelepon" in client.get(f"/cases/{case.number}/handling/").text
    for tab in ("", "history/", "letters/", "people/", "evidence/", "handover/"):
        assert "sudah ditelepon" not in client.get(f"/cases/{case.number}/{tab}").text


def test_a_note_for_somebody_who_may_not_read_the_case_is_not_told(case, sari, tono, now):
    note = notes.write_note(case=case, actor=sari, at=now, text="Rahasia", mentioned=[tono])
    assert list(note.mentioned.all()) == []
    assert told(tono) == []


def test_only_its_author_deletes_a_note(client, case, sari, rina, now):
    note = notes.write_note(case=case, actor=sari, at=now, text="Salah ketik")
    client.force_login(rina)
    assert client.post(f"/cases/{case.number}/handling/notes/{note.pk}/delete/").status_code == 404
    client.force_login(sari)
    assert client.post(f"/cases/{case.number}/handling/notes/{note.pk}/delete/").status_code == 302
    assert not CaseNote.objects.filter(case=case).exists()


@pytest.mark.parametrize("verb", ["take", "remind", "lay-down", "hand-over"])
def test_a_refusal_is_told_on_the_page(client, case, dewi, verb):
    client.force_login(dewi)
    answer = client.post(f"/cases/{case.number}/handling/{verb}/", follow=True)
    assert answer.status_code == 200
    if verb != "remind":
        assert "banner-error" in answer.text


def test_the_tab_takes_as_many_statements_for_eight_people_as_for_one(client, sari, rina, dinas_a, now):
    def statements(n):
        people = tuple(factories.make_employee(f"Orang {i}", agency=dinas_a) for i in range(n))
        case = factories.make_case(by=sari, agency=dinas_a, people=people)
        for _ in range(n):
            notes.write_note(case=case, actor=sari, at=now, text="Catatan", mentioned=[rina])
        address = f"/cases/{case.number}/handling/"
        client.get(address)
        with CaptureQueriesContext(connection) as found:
            assert client.get(address).status_code == 200
        return [q["sql"] for q in found if not q["sql"].startswith(("SAVEPOINT", "RELEASE"))]

    client.force_login(rina)
    one, eight = statements(1), statements(8)
    assert len(one) == len(eight) <= 8, eight


def test_an_unknown_verb_is_not_found(client, case, sari):
    client.force_login(sari)
    assert client.post(f"/cases/{case.number}/handling/tke/", {"to": sari.pk}).status_code == 404


def test_a_note_that_is_sent_twice_is_written_once(client, case, sari):
    client.force_login(sari)
    sent = {"text": "Sudah ditelepon", "submission": str(uuid.uuid4())}
    for _ in range(2):
        assert client.post(f"/cases/{case.number}/handling/", sent).status_code == 302
    assert CaseNote.objects.filter(case=case).count() == 1


# Deputies


def test_a_deputy_that_is_sent_twice_is_kept_once(client, sari, tono):
    client.force_login(sari)
    sent = {"deputy": tono.pk, "starts_on": "hari ini", "ends_on": "hari ini", "submission": str(uuid.uuid4())}
    for _ in range(2):
        assert client.post("/deputies/", sent).status_code == 302
    assert Deputy.objects.count() == 1


@pytest.mark.parametrize("key", ["9" * 5000, "9" * 30, "٣", "x", "-1"])
def test_the_end_of_a_deputy_who_does_not_exist_changes_nothing(client, sari, key):
    client.force_login(sari)
    assert client.post("/deputies/", {"end": key, "submission": str(uuid.uuid4())}).status_code == 302


def test_a_deputy_is_of_the_same_role_and_ends_by_date_or_by_hand(client, sari, tono, rina, now):
    client.force_login(sari)
    today = sari.local_date(now)
    sent = {"deputy": rina.pk, "starts_on": "hari ini", "ends_on": "hari ini", "submission": str(uuid.uuid4())}
    assert client.post("/deputies/", sent).status_code == 422
    assert client.post("/deputies/", sent | {"deputy": tono.pk, "ends_on": "1/1/2020"}).status_code == 422
    assert client.post("/deputies/", sent | {"deputy": tono.pk}).status_code == 302
    deputy = Deputy.objects.get()
    assert (deputy.user, deputy.deputy, deputy.starts_on) == (sari, tono, today)
    assert not Deputy.objects.on(today + dt.timedelta(days=1)).exists()
    client.post("/deputies/", {"end": deputy.pk, "submission": str(uuid.uuid4())})
    assert not Deputy.objects.exists()


# The checklist


def done_of(path):
    acts = set(path.history.values_list("act", flat=True))
    items = checklist(path, acts, has_allegation=path.allegations.exists(), role=Role.HR_OFFICER)
    return {item.act: (item.is_done, item.can_begin) for item in items}


def test_the_checklist_follows_the_procedure(path, rina):
    begun = done_of(path)
    assert list(begun)[:3] == [Act.REQUEST_CLARIFICATION, Act.RECORD_CLARIFICATION, Act.IDENTIFY]
    assert begun[Act.REQUEST_CLARIFICATION] == (False, True)
    assert begun[Act.IDENTIFY] == (True, False)
    factories.bring_to(path, Status.DELIVERED, by=rina, route=Route.DISCIPLINE)
    path.refresh_from_db()
    done = {act for act, (is_done, _begin) in done_of(path).items() if is_done}
    assert {Act.CHOOSE_ROUTE, Act.SUMMON, Act.ALLEGE, Act.REPORT_FINDINGS, Act.DECIDE, Act.DELIVER} <= done
    assert Act.COMPLETE not in done


def test_a_path_of_coaching_has_a_short_checklist(path):
    path.route = Route.COACHING
    assert Act.DECIDE not in done_of(path) and Act.RECORD_COACHING in done_of(path)
