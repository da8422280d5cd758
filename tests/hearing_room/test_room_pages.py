"""The hearing room as pages: a plain form without script, a conversation in JSON with it, 404 for everybody else."""

import uuid

import pytest

from cases.aftermath.handover_package import package
from cases.evidence.files import add_file
from cases.evidence.picture_copies import make_previews
from cases.examination import hearings, summonses
from cases.hearing_room import drafts, recording
from cases.minutes.versions import freeze_minutes
from cases.models import AccessEntry, DraftAlternative, Hearing, HearingDraft, Status
from regulations.models import Provision
from tests import factories
from tests.samples.files import content_of, shown, upload
from tests.samples.pictures import photo

pytestmark = pytest.mark.django_db


@pytest.fixture
def address(draft):
    return f"/rooms/{draft.pk}/"


def as_form(draft, **answers):
    """What a browser without script sends: every row as the page showed it, but for the answers given."""
    sent = {"submission": str(uuid.uuid4()), "statement": [], "attendance": []}
    for row in draft.statements.all():
        name = f"statement-{row.pk}"
        sent["statement"].append(str(row.pk))
        sent |= {f"{name}-{field}": value for field, value in row.texts.items()}
        sent |= {f"{name}-version": row.version, f"{name}-seen": row.text_fingerprint}
        if str(row.pk) in answers:
            sent[f"{name}-answer"] = answers[str(row.pk)]
    return sent


def as_script(row_id, answer, *, version=0, writer, sequence=1, **over):
    name = f"statement-{row_id}"
    fields = {"rank": 5000.5, "version": version, "writer": str(writer), "sequence": sequence, "question": "Kapan?"}
    sent = {f"{name}-{field}": value for field, value in (fields | {"answer": answer, "speaker": ""} | over).items()}
    return {"statement": str(row_id), "since": 0} | sent


def post(client, address, data, **over):
    """As the page drawn for the account that is signed in."""
    return client.post(address, {"account": client.session.get("_auth_user_id", "")} | data, **over)


def send(client, address, data):
    return post(client, address, data, headers={"accept": "application/json"})


def test_the_room_is_opened_by_a_post_and_entered_by_a_link(client, joko, summoned):
    client.force_login(joko)
    entry = f"/respondents/{summoned.pk}/room/"
    assert "Buka ruang pemeriksaan" in client.get(entry).text
    assert not HearingDraft.objects.exists()
    opened = client.post(entry, {"submission": str(uuid.uuid4())})
    draft = HearingDraft.objects.get()
    assert (opened.status_code, opened.url) == (302, f"/rooms/{draft.pk}/")
    assert client.get(entry).url == opened.url


def test_before_the_summons_there_is_no_room(client, rina, budi):
    path = factories.make_respondent(by=rina, employee=budi)
    client.force_login(rina)
    response = client.post(f"/respondents/{path.pk}/room/", {"submission": str(uuid.uuid4())})
    assert response.status_code == 422
    assert "tidak dapat dilakukan pada tahap" in response.text
    assert not HearingDraft.objects.exists()


def test_evidence_article_and_bank_stand_beside_the_questions(client, joko, rina, draft, address, now):
    case, day = draft.respondent.case, draft.respondent.agency.local_date(now)
    item = add_file(case=case, actor=rina, at=now, upload=photo())
    make_previews(now)
    picture = item.copies.get()
    article = Provision.objects.in_force(day).get(code="PP94-4F")
    hearings.allege(respondent=draft.respondent, actor=rina, at=now, on=day, text="Siaran", provision=article)
    client.force_login(joko)
    text = client.get(address).text
    for words in (
        f"/evidence/{item.pk}/",
        f"/evidence/copies/{picture.pk}/",
        "Catatan tim",
        "NIP atau nomor",
        f"Tunjukkan {item.code}",
        article.article,
        "sedang bertugas",
        "sehat jasmani",
    ):
        assert words in text
    assert AccessEntry.objects.filter(case=case, user=joko, what="hearing room").count() == 1


def test_foreign_drafts_do_not_exist(client, tono, dewi, putri, draft, address, summoned):
    row = draft.statements.first()
    for user in (tono, dewi, putri):
        client.force_login(user)
        for page in ("", "changes/", "key/", "record/"):
            assert client.get(address + page).status_code == 404, page
        sent = as_script(row.pk, "Palsu", version=1, writer=uuid.uuid4())
        assert send(client, address, sent).status_code == 404
    row.refresh_from_db()
    assert row.answer == ""


def test_a_form_without_script_saves_what_was_touched_and_nothing_else(client, joko, rina, draft, address, now):
    first, second = draft.statements.all()[:2]
    sent = as_form(draft, **{str(first.pk): "Sehat.\r\nBersedia. "})
    client.force_login(rina)
    send(client, address, as_script(second.pk, "Sudah.", version=1, writer=uuid.uuid4()))
    client.force_login(joko)
    for _ in range(2):
        assert post(client, address, sent).status_code == 302
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.answer, first.version) == ("Sehat.\nBersedia. ", 2)
    assert (second.answer, second.alternatives.count()) == ("Sudah.", 0)


def test_the_buttons_of_a_form_without_script(client, joko, draft, address, now):
    item = add_file(case=draft.respondent.case, actor=joko, at=now, upload=upload())
    client.force_login(joko)
    for pressed in ({"add": "tutup-paksa-2020"}, {"show": item.pk}, {"pause": "BREAK"}, {"pause": "RESUMPTION"}):
        assert post(client, address, as_form(draft) | pressed).status_code == 302
    *_others, asked, shown, stop, again = draft.statements.all()
    assert "tanpa paksaan" in asked.question
    assert (shown.evidence, stop.kind, again.kind) == (item, "BREAK", "RESUMPTION")
    assert f"diperlihatkan bukti {item.code}" in client.get(address).text


def test_the_repeat_button_of_a_form_without_script(client, joko, draft, address):
    client.force_login(joko)
    first = draft.statements.first()
    assert post(client, address, as_form(draft) | {"repeat": first.pk}).status_code == 302
    assert draft.statements.all()[1].kind == "REPEAT"
    assert "pertanyaan diulangi" in client.get(address).text


def test_notes_of_the_team_are_saved_with_the_form_and_shown_to_the_team_only(client, joko, rina, sari, draft, address):
    client.force_login(joko)
    key = uuid.uuid4()
    post(client, address, as_form(draft) | {"note": str(key), f"note-{key}-text": "Cek piket."})
    assert "Cek piket." in client.get(address).text
    assert client.get(f"{address}changes/").json()["note"][0]["texts"] == {"text": "Cek piket."}
    for stranger in (rina, sari):
        client.force_login(stranger)
        text = client.get(address).text
        assert "Cek piket." not in text and "side-notes" not in text
        assert client.get(f"{address}changes/").json()["note"] == []
        told = send(client, address, {"note": str(key), f"note-{key}-text": "Lain", f"note-{key}-version": 1}).json()
        assert "hanya untuk anggota tim" in told["refusal"]
    assert draft.notes.get().text == "Cek piket."


def test_notes_of_the_team_stand_in_no_minutes_and_no_package(client, joko, draft, address, now):
    client.force_login(joko)
    key = uuid.uuid4()
    sent = as_form(draft, **{str(row.pk): "Ya." for row in draft.statements.all()})
    post(client, address, sent | {"note": str(key), f"note-{key}-text": "Rahasia tim"})
    session = hearings.Session(draft.respondent.agency, now, "Ruang rapat")
    hearing = recording.record_draft(draft=draft, actor=joko, at=now, session=session)
    minutes = freeze_minutes(hearing=hearing, actor=joko, at=now, reading="ALOUD")
    factories.report_proven(draft.respondent, by=joko, at=now)
    assert "Rahasia tim" not in shown(content_of(minutes)) + str(minutes.content)
    assert "Rahasia tim" not in shown(package(draft.respondent, author=joko, at=now))


def test_a_page_learns_who_writes_takes_over_and_releases_the_lease(client, joko, rina, draft, address):
    mine, theirs = str(uuid.uuid4()), str(uuid.uuid4())
    client.force_login(joko)
    assert send(client, address, {"page": mine}).json()["lease"] == {"is_ours": True, "by": "joko"}
    client.force_login(rina)
    assert send(client, address, {"page": theirs}).json()["lease"] == {"is_ours": False, "by": "joko"}
    assert "joko sedang menulis di sini juga" in client.get(address).text
    assert send(client, address, {"page": theirs, "take": "on"}).json()["lease"]["is_ours"]
    assert post(client, address, {"page": theirs, "leave": "on"}).status_code == 204
    assert "sedang menulis di sini juga" not in client.get(address).text
    assert send(client, address, {"page": "x"}).json()["lease"] is None


def snippet_rows(**over):
    sent = {"submission": str(uuid.uuid4()), "form-TOTAL_FORMS": 2, "form-INITIAL_FORMS": 0}
    rows = {"form-0-short": "YA", "form-0-text": "Betul.", "form-1-short": "", "form-1-text": ""}
    return sent | rows | {f"form-{name}": value for name, value in over.items()}


def test_snippets_are_written_on_a_page_and_listed_with_the_keys(client, joko, draft, address):
    client.force_login(joko)
    page = "/rooms/snippets/"
    assert "Ya, benar." in client.get(page).text
    assert client.post(page, snippet_rows()).url == page
    assert 'data-snippet="Betul.">;ya<' in client.get(address).text
    wrong = {"1-short": "a b", "1-text": "x"}, {"1-short": ";hp"}, {"1-short": ";ya", "1-text": "Benar."}
    for over, complaint in zip(wrong, ("titik koma", "Isi singkatan", "satu teks"), strict=True):
        refused = client.post(page, snippet_rows(**over))
        assert refused.status_code == 422
        assert complaint in refused.text


def test_two_texts_of_one_answer_stand_side_by_side_until_one_chooses(client, joko, draft, address):
    client.force_login(joko)
    row = draft.statements.first()
    send(client, address, as_script(row.pk, "Ya.", version=1, writer=uuid.uuid4()))
    told = send(client, address, as_script(row.pk, "Bukan.", version=1, writer=uuid.uuid4())).json()
    (theirs,) = (entry for entry in told["statement"] if entry["id"] == str(row.pk))
    assert (theirs["texts"]["answer"], theirs["others"][0]["texts"]["answer"]) == ("Ya.", "Bukan.")
    assert "Naskah lain" in client.get(address).text
    other = DraftAlternative.objects.get()
    post(client, address, as_form(draft) | {"settle": f"{other.pk}:merge"})
    row.refresh_from_db()
    assert row.answer == "Ya.\nBukan."


def test_changes_tell_only_what_is_new(client, joko, draft, address):
    client.force_login(joko)
    row_id = uuid.uuid4()
    before = client.get(f"{address}changes/").json()
    assert len(before["statement"]) == draft.statements.count()
    send(client, address, as_script(row_id, "Ya.", writer=uuid.uuid4()))
    told = client.get(f"{address}changes/?since={before['revision']}").json()
    assert [row["id"] for row in told["statement"]] == [str(row_id)]
    assert told["attendance"] == []


def test_what_a_page_of_one_account_holds_is_not_taken_from_another(client, joko, rina, draft, address):
    """Two people share a browser: the page stands open for Joko, and Rina has signed in meanwhile."""
    row = draft.statements.first()
    client.force_login(rina)
    typed = as_script(row.pk, "Kata Joko.", version=1, writer=uuid.uuid4())
    for account in (joko.pk, "", "x"):
        assert send(client, address, typed | {"account": account}).status_code == 409
    for page in ("changes/", "key/"):
        refused = client.get(f"{address}{page}", {"account": joko.pk})
        assert (refused.status_code, list(refused.json())) == (409, ["refusal"])
    plain = post(client, address, as_form(draft, **{str(row.pk): "Kata Joko."}) | {"account": joko.pk})
    assert plain.status_code == 409
    assert "dibuka untuk akun lain" in plain.text
    row.refresh_from_db()
    assert (row.answer, row.alternatives.count()) == ("", 0)
    client.force_login(joko)
    assert send(client, address, typed | {"account": joko.pk}).status_code == 200
    row.refresh_from_db()
    assert (row.answer, row.changed_by) == ("Kata Joko.", joko)


def test_a_row_that_cannot_be_kept_stops_no_other(client, joko, draft, address):
    client.force_login(joko)
    long, good = uuid.uuid4(), uuid.uuid4()
    sent = as_script(long, "x" * 8001, writer=uuid.uuid4()) | as_script(good, "Ya.", writer=uuid.uuid4())
    told = send(client, address, sent | {"statement": [str(long), str(good)]}).json()
    assert list(told["wrong"]) == [str(long)]
    assert draft.statements.filter(pk=good).exists()
    plain = post(client, address, sent | {"statement": [str(long), "tidak ada", str(good)]})
    assert plain.status_code == 422
    assert "belum dapat disimpan" in plain.text


@pytest.mark.parametrize(
    "over",
    [{"rank": "nan"}, {"rank": "1e400"}, {"version": 2**31}, {"kind": "EVIDENCE"}, {"kind": "BREAK", "at": "garbage"},
     {"at": "0001-01-01T00:00:00Z"}, {"writer": "x"}, {"question": "\0"}, {"sequence": "²"}],
)  # fmt: skip
def test_wrong_rows_are_told_and_are_no_error(client, joko, draft, address, over):
    client.force_login(joko)
    row_id = uuid.uuid4()
    response = send(client, address, as_script(row_id, "Ya.", **{"writer": uuid.uuid4()} | over))
    assert response.status_code == 200
    assert str(row_id) in response.json()["wrong"]


def test_the_key_of_local_copies_belongs_to_one_account_and_one_draft(client, joko, rina, draft, address, dinas_a, now):
    person = factories.make_employee("Ani", agency=dinas_a)
    path = factories.bring_to(factories.make_respondent(by=rina, employee=person), Status.SUMMONED, by=rina)
    elsewhere = drafts.open_room(respondent=path, actor=rina, at=now)

    def key(user, page):
        client.force_login(user)
        response = client.get(f"{page}key/")
        assert response.headers["Cache-Control"] == "no-store"
        return response.content

    mine = key(joko, address)
    assert len(mine) == 32
    assert key(joko, address) == mine
    assert len({mine, key(rina, address), key(joko, f"/rooms/{elsewhere.pk}/")}) == 3
    client.logout()
    assert client.get(f"{address}key/").status_code == 302


def recording_form(draft, **over):
    fields = {"held_at": "hari ini 00.01", "place": "Ruang rapat", "held_by": draft.respondent.agency.pk}
    return {"submission": str(uuid.uuid4())} | fields | over


def test_the_record_is_written_once_by_the_explicit_verb(client, joko, draft, address):
    client.force_login(joko)
    refused = client.post(f"{address}record/", recording_form(draft))
    assert refused.status_code == 422
    assert "Belum lengkap: nomor 1, 2" in refused.text
    post(client, address, as_form(draft, **{str(row.pk): "Ya." for row in draft.statements.all()}))
    assert "Ya." in client.get(f"{address}record/").text
    sent = recording_form(draft)
    answers = [client.post(f"{address}record/", sent) for _ in range(2)]
    hearing = Hearing.objects.get()
    assert {answer.url for answer in answers} == {f"/hearings/{hearing.pk}/"}
    assert hearing.statements.count() == draft.statements.count()
    again = client.post(f"{address}record/", recording_form(draft))
    assert "sudah dicatat" in again.text
    assert client.get(f"{address}record/").url == f"/hearings/{hearing.pk}/"


def test_what_arrives_after_the_record_is_pointed_out_there(client, joko, draft, address, now):
    client.force_login(joko)
    post(client, address, as_form(draft, **{str(row.pk): "Ya." for row in draft.statements.all()}))
    draft.respondent.agency.refresh_from_db()
    hearing = recording.record_draft(
        draft=draft, actor=joko, at=now, session=hearings.Session(draft.respondent.agency, now, "Ruang rapat")
    )
    assert "tiba sesudah" not in client.get(f"/hearings/{hearing.pk}/").text
    row = draft.statements.first()
    told = send(client, address, as_script(row.pk, "Tidak.", version=2, writer=uuid.uuid4())).json()
    assert told["recorded"] == f"/hearings/{hearing.pk}/"
    assert "tiba sesudah" in client.get(f"/hearings/{hearing.pk}/").text
    assert "Tidak." in client.get(address).text


@pytest.mark.parametrize("count", [1, 40])
def test_the_room_costs_the_same_however_much_was_said(
    client, joko, draft, address, count, django_assert_max_num_queries
):
    client.force_login(joko)
    for n in range(count):
        send(client, address, as_script(uuid.uuid4(), f"Ya {n}.", writer=uuid.uuid4()))
    with django_assert_max_num_queries(17):
        client.get(address)
    with django_assert_max_num_queries(12):
        client.get(f"{address}changes/?since=0")


def test_an_absent_respondent_leads_to_the_record_of_an_absence(client, joko, draft, address):
    client.force_login(joko)
    assert "Ada pertanyaan penutup" in client.get(f"{address}record/").text
    draft.attendances.update(state="ABSENT")
    text = client.get(f"{address}record/").text
    assert f"/respondents/{draft.respondent_id}/record-absence/" in text


def test_after_the_second_absence_its_record_is_drafted_with_day_and_place(client, joko, budi, rina, now):
    path = factories.bring_to(factories.make_respondent(by=rina, employee=budi), Status.ROUTED, by=rina)
    on = path.agency.local_date(now)
    act = {"respondent": path, "actor": rina, "at": now, "on": on}
    for _ in range(2):
        summonses.summon(**act, hearing_at=now, place="Ruang Melati")
        summonses.record_receipt(**act, received_by="Budi")
        summonses.record_absence(**act, absence="NO_NEWS")
    client.force_login(rina)
    link = f"/cases/{path.case.number}/letters/new/?form=BA-TH&amp;whom={path.pk}"
    assert client.get(f"/cases/{path.case.number}/examination/").text.count(link) == 1
    page = client.get(link.replace("&amp;", "&")).text
    assert f"({on:%d-%m-%Y}), bertempat di Ruang Melati" in page


def test_the_team_finds_its_notes_from_the_record(client, joko, rina, draft, address, now):
    client.force_login(joko)
    post(client, address, as_form(draft, **{str(row.pk): "Ya." for row in draft.statements.all()}))
    session = hearings.Session(draft.respondent.agency, now, "Ruang rapat")
    hearing = recording.record_draft(draft=draft, actor=joko, at=now, session=session)
    assert f"{address}#side-notes" in client.get(f"/hearings/{hearing.pk}/").text
    client.force_login(rina)
    assert f"{address}#side-notes" not in client.get(f"/hearings/{hearing.pk}/").text
