"""Clearance letters: refusal, later validity, and the public page."""

import datetime as dt
import io
import uuid

import pytest
import time_machine
from django.core.cache import caches
from pypdf import PdfReader

from cases.aftermath import rulings
from cases.aftermath.delivery import deliver
from cases.aftermath.effect import bring_into_force
from cases.models import AccessEntry, ClearanceLetter, PastSanction, Sanction, Status
from cases.procedure.refusals import NotAllowed, RuleViolation
from cases.staff_record import clearance
from cases.staff_record.clearance import State, hindrances, state_of
from cases.web.rate_limit import PER_MINUTE
from regulations.models import SanctionType
from tests import factories
from tests.samples.decisions import EFFECT, RECEIVED, act, decide, sanction

pytestmark = pytest.mark.django_db
SIGNED = {"signed_post": "Kepala BKPSDM", "signed_by": "Contoh Kepala"}
DAY = dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def counted_apart(monkeypatch):
    monkeypatch.setattr(caches["default"], "key_prefix", uuid.uuid4().hex)


def issue(employee, by, at=RECEIVED, **over):
    return clearance.issue(employee=employee, actor=by, at=at, **{"purpose": "STUDY"} | SIGNED | over)


def past(employee, by, code="PNS-S2T", **over):
    kind = SanctionType.objects.get(code=code, in_force_until=None, in_force_from__isnull=False)
    days = {"decided_on": dt.date(2026, 1, 5), "starts_on": dt.date(2026, 1, 26), "ends_on": dt.date(2027, 1, 26)}
    fields = {"sanction_type": kind, "decree_number": "SK/1", "imported_by": by, "imported_at": RECEIVED}
    return PastSanction.objects.create(employee=employee, **days | fields | over)


@pytest.fixture
def sanctioned(budi, rina):
    """A moderate sanction of twelve months, in force since 4 August 2026."""
    path = factories.bring_to(
        factories.make_respondent(by=rina, employee=budi, at=RECEIVED), Status.FINDINGS, by=rina, at=RECEIVED
    )
    decide(path, rina, sanction_types=[sanction("PNS-S2T")], departure_reason="Meresahkan warga satu kecamatan")

    deliver(**act(path, rina), method="IN_PERSON")
    bring_into_force(EFFECT)
    path.refresh_from_db()
    return path


def test_a_letter_has_the_next_number_a_code_a_last_day_and_a_fingerprint(budi, wati, rina):
    first, second = issue(budi, rina), issue(wati, rina)
    assert (first.number, second.number) == ("800.1.6.2/1/BKPSDM/2026", "800.1.6.2/2/BKPSDM/2026")
    assert (first.issued_on, first.valid_until) == (dt.date(2026, 7, 14), dt.date(2026, 10, 14))
    assert first.code != second.code
    assert len(first.sha256) == 64


def test_the_paper_says_who_for_what_until_when_and_where_to_check_it(budi, rina):
    letter = issue(budi, rina, purpose_note="S2 di Jakarta")
    with letter.file.open("rb") as file:
        words = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(file.read())).pages)
    words = " ".join(words.split())
    for said in ("Budi", budi.number, letter.number, "14 Oktober 2026", "S2 di Jakarta", "Kepala BKPSDM", "12 bulan"):
        assert said in words
    assert "tidak sedang menjalani hukuman disiplin" in words
    assert str(letter.code)[:8] in words


def test_only_bkpsdm_issues_and_nobody_for_themselves(budi, sari, joko, putri, rina, city):
    for stranger in (sari, joko, putri):
        with pytest.raises(NotAllowed):
            issue(budi, stranger)
    elsewhere = factories.make_government("Kota Lain", "kota-lain")
    with pytest.raises(NotAllowed):
        issue(budi, factories.make_user("lain", "BKPSDM", elsewhere))
    rina.employee = budi
    with pytest.raises(NotAllowed, match="diri sendiri"):
        issue(budi, rina)


def test_whoever_serves_a_sanction_gets_no_letter_and_the_number_is_not_lost(sanctioned, budi, wati, rina):
    with pytest.raises(RuleViolation, match=r"Sedang menjalani .*Pasal 55 ayat \(1\) PerBKN 6/2022"):
        issue(budi, rina, at=EFFECT + DAY)
    assert issue(wati, rina, at=EFFECT + DAY).number.startswith("800.1.6.2/3/")  # summons and decree bear 1 and 2


def test_a_moderate_sanction_prevents_a_letter_for_a_year(budi, rina):
    past(budi, rina, ends_on=dt.date(2026, 1, 26))
    assert hindrances(budi, "STUDY", dt.date(2027, 1, 5))
    assert not hindrances(budi, "STUDY", dt.date(2027, 1, 6))


def test_a_light_sanction_prevents_no_letter(budi, rina):
    past(budi, rina, code="PNS-R2", ends_on=dt.date(2026, 1, 26))
    assert not hindrances(budi, "PROMOTION", RECEIVED.date())


@pytest.mark.parametrize("purpose", ["PROMOTION", "TRANSFER", "SELECTION"])
def test_an_examination_prevents_only_moves(budi, rina, purpose):
    path = factories.make_respondent(by=rina, employee=budi, at=RECEIVED)
    assert not hindrances(budi, purpose, RECEIVED.date())  # only reported so far
    factories.bring_to(path, Status.ROUTED, by=rina, at=RECEIVED)
    assert "PerBKN 6/2022" in str(hindrances(budi, purpose, RECEIVED.date())[0])
    assert not hindrances(budi, "AWARD", RECEIVED.date())


def test_a_letter_ends_by_time_withdrawal_or_a_sanction_that_took_effect(budi, wati, rina):
    letter = issue(budi, rina)
    assert state_of(letter, letter.valid_until) == State.VALID
    assert state_of(letter, letter.valid_until + DAY) == State.EXPIRED
    past(budi, rina, starts_on=dt.date(2026, 8, 1), ends_on=dt.date(2027, 8, 1))
    assert state_of(letter, dt.date(2026, 7, 31)) == State.VALID
    assert state_of(letter, dt.date(2026, 8, 1)) == State.SUPERSEDED
    taken_back = clearance.withdraw(letter=issue(wati, rina), actor=rina, at=RECEIVED, reason="Salah nama")
    assert state_of(taken_back, RECEIVED.date()) == State.WITHDRAWN
    with pytest.raises(RuleViolation, match="sudah ditarik"):
        clearance.withdraw(letter=taken_back, actor=rina, at=RECEIVED, reason="Lagi")


def test_a_letter_counts_again_when_the_sanction_behind_it_is_annulled(budi, rina, sanctioned):
    Sanction.objects.update(starts_on=None)  # the letter was given before the day of effect
    letter = ClearanceLetter(employee=budi, issued_on=RECEIVED.date(), valid_until=dt.date(2027, 1, 1))
    Sanction.objects.update(starts_on=EFFECT.date())
    assert state_of(letter, EFFECT.date()) == State.SUPERSEDED
    rulings.annul(**act(sanctioned, rina, EFFECT), ruling="-", ruled_by="PTUN")
    assert state_of(letter, EFFECT.date()) == State.VALID


# Pages


def send(client, path, **fields):
    return client.post(path, fields | {"submission": str(uuid.uuid4())})


def test_bkpsdm_issues_downloads_and_withdraws_by_the_pages(client, budi, rina):
    client.force_login(rina)
    assert send(client, f"/people/{budi.pk}/clearance/", purpose="STUDY", **SIGNED).status_code == 302
    letter = ClearanceLetter.objects.get()
    assert letter.number in client.get(f"/people/{budi.pk}/").text
    assert client.get(f"/clearance/{letter.pk}/").getvalue()[:5] == b"%PDF-"
    assert AccessEntry.objects.filter(employee=budi, what="clearance", user=rina).exists()
    assert send(client, f"/clearance/{letter.pk}/withdraw/", reason="").status_code == 422
    assert send(client, f"/clearance/{letter.pk}/withdraw/", reason="Salah nama").status_code == 302
    assert "Ditarik" in client.get(f"/people/{budi.pk}/").text


def test_the_page_refuses_with_the_reason_and_keeps_what_was_typed(client, budi, rina):
    past(budi, rina)
    client.force_login(rina)
    with time_machine.travel(RECEIVED, tick=False):
        answer = send(client, f"/people/{budi.pk}/clearance/", purpose="AWARD", **SIGNED)
    assert answer.status_code == 422
    assert "Sedang menjalani hukuman disiplin" in answer.text
    assert 'value="Contoh Kepala"' in answer.text


def test_a_changed_file_is_not_handed_out(client, budi, rina):
    letter = issue(budi, rina)
    ClearanceLetter.objects.update(sha256="0" * 64)
    client.force_login(rina)
    assert client.get(f"/clearance/{letter.pk}/").status_code == 409


def test_anyone_checks_a_letter_and_learns_nothing_of_the_person(client, budi, rina):
    letter = issue(budi, rina)
    with time_machine.travel(RECEIVED, tick=False):
        answer = client.get(f"/verify/{letter.code}/")
    assert answer.status_code == 200
    for said in (letter.number, "Kota Contoh", letter.sha256, "masih berlaku"):
        assert said in answer.text
    for hidden in ("Budi", budi.nip, budi.number, "Contoh Kepala", "rina"):
        assert hidden not in answer.text
    assert not answer.cookies
    assert "noindex" in answer.text


def test_a_superseded_letter_does_not_tell_of_a_sanction(client, budi, rina):
    letter = issue(budi, rina)
    past(budi, rina, starts_on=dt.date(2026, 8, 1), ends_on=dt.date(2027, 8, 1))
    with time_machine.travel(EFFECT, tick=False):
        page = client.get(f"/verify/{letter.code}/").text
    assert "Tidak berlaku lagi" in page
    assert "hukuman" not in page.lower() and "sanksi" not in page.lower()


def test_an_unknown_code_is_not_found_and_nothing_is_posted(client, budi, rina):
    assert client.get(f"/verify/{uuid.uuid4()}/").status_code == 404
    assert "Surat tidak ditemukan" in client.get(f"/verify/{uuid.uuid4()}/").text
    assert client.post(f"/verify/{issue(budi, rina).code}/").status_code == 405


def test_an_address_that_asks_too_often_has_to_wait(client):
    path = f"/verify/{uuid.uuid4()}/"
    assert {client.get(path).status_code for _ in range(PER_MINUTE)} == {404}
    assert client.get(path).status_code == 429
    assert client.get(path, REMOTE_ADDR="10.0.0.9").status_code == 404


def test_behind_our_proxy_the_address_that_it_saw_counts(client, settings):
    settings.TRUSTED_PROXIES = 1
    path = f"/verify/{uuid.uuid4()}/"
    for n in range(PER_MINUTE + 1):  # what the asker writes in front changes nothing
        last = client.get(path, headers={"X-Forwarded-For": f"10.0.0.{n}, 192.0.2.1"})
    assert last.status_code == 429
    assert client.get(path, headers={"X-Forwarded-For": "192.0.2.2"}).status_code == 404


def test_the_last_day_of_a_sanction_is_served(budi, rina):
    past(budi, rina, ends_on=dt.date(2026, 7, 26))
    assert clearance.is_serving(budi, dt.date(2026, 7, 26))
    assert not clearance.is_serving(budi, dt.date(2026, 7, 27))
