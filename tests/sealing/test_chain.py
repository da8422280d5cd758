"""Acts, readings and sign-ins are sealed in a chain of hashes; every later change is detected."""

import datetime as dt
import io
import json
from itertools import count

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, connections, transaction
from django.urls import reverse
from django.utils import timezone

from cases.models import AccessEntry, AccountEvent, AuditEntry, ChainCheck, ChainHead, Seal, Unsealed
from cases.operations import faults
from cases.sealing import heads, links, outside
from cases.sealing.verifying import Why, check, verify
from tests import factories
from tests.samples.timestamp_authority import Authority


@pytest.fixture
def record(sari, dinas_a, budi, client, now, city):
    """A case with acts, one reading and one sign-in, all sealed; a head over them."""
    factories.make_respondent(by=sari, employee=budi, at=now)
    client.force_login(sari)
    client.get(reverse("case", args=[sari.government.cases.get().number]))
    AccountEvent.objects.create(what="SIGNED_IN", account=sari, at=now)
    links.seal_waiting(now)
    heads.sign_heads(now)
    return Seal.objects.filter(government=city)


def by_superuser(*statements):
    """What whoever owns the database can do: no trigger, no constraint of a reference."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        for statement in statements:
            cursor.execute(statement)
        cursor.execute("SET session_replication_role = DEFAULT")


def broken():
    return [(link.why, link.number) for link in verify().breaks]


def test_every_entry_is_noted_in_its_own_transaction_and_sealed_by_the_next_round(record, city):
    kinds = set(record.values_list("kind", flat=True))
    assert {"act", "read", "account"} <= kinds
    assert record.count() == AuditEntry.objects.count() + AccessEntry.objects.count() + AccountEvent.objects.count()
    assert not Unsealed.objects.exists()
    assert [entry.number for entry in record.order_by("number")] == list(range(1, record.count() + 1))
    assert broken() == []


def test_what_is_rolled_back_is_not_sealed(record, sari, now):
    with pytest.raises(IntegrityError), transaction.atomic():
        AccountEvent.objects.create(what="SIGNED_IN", account=sari, at=now)
        AccountEvent.objects.create(what="SIGNED_IN", account_id=-1, at=now)
        connection.check_constraints()
    assert not Unsealed.objects.exists()


def test_each_government_has_a_chain_of_its_own_and_unknown_names_that_of_the_installation(record, now):
    other = factories.make_government("Kota Lain", "kota-lain")
    stranger = factories.make_user("lain", "ADMINISTRATOR", other)
    AccountEvent.objects.create(what="REFUSED", account=stranger, at=now)
    AccountEvent.objects.create(what="REFUSED", account=None, at=now)
    links.seal_waiting(now)
    assert Seal.objects.get(government=other).number == Seal.objects.get(government=None).number == 1


def test_links_refuse_change(record):
    for change in (record.delete, lambda: record.update(number=7), lambda: ChainHead.objects.update(digest="0" * 64)):
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            change()


# Twelve ways to break it, and what each is called.


def pick(record, kind):
    return record.filter(kind=kind).order_by("number").first()


def change_an_act(record):
    by_superuser(f"UPDATE cases_auditentry SET note = 'lain' WHERE id = {pick(record, 'act').entry}")
    return Why.ENTRY_CHANGED, pick(record, "act").number


def change_who_read(record):
    stranger = factories.make_user("kambing", "LEADER", record.first().government)
    link = pick(record, "read")
    by_superuser(f"UPDATE cases_accessentry SET user_id = {stranger.pk} WHERE id = {link.entry}")
    return Why.ENTRY_CHANGED, link.number


def backdate_a_sign_in(record):
    link = pick(record, "account")
    by_superuser(f"UPDATE cases_accountevent SET at = at - interval '1 day' WHERE id = {link.entry}")
    return Why.ENTRY_CHANGED, link.number


def delete_a_reading(record):
    link = pick(record, "read")
    by_superuser(f"DELETE FROM cases_accessentry WHERE id = {link.entry}")
    return Why.ENTRY_GONE, link.number


def delete_a_link(record):
    by_superuser("DELETE FROM cases_seal WHERE number = 2")
    return Why.MISSING, 2


def swap_two_links(record):
    by_superuser(
        "UPDATE cases_seal SET number = -1 WHERE number = 2",
        "UPDATE cases_seal SET number = 2 WHERE number = 3",
        "UPDATE cases_seal SET number = 3 WHERE number = -1",
    )
    return Why.CHANGED, 2


def change_a_digest(record):
    by_superuser(f"UPDATE cases_seal SET digest = '{'a' * 64}' WHERE number = 2")
    return Why.CHANGED, 2


def cut_off_the_end(record):
    last = record.order_by("-number").first()
    by_superuser(
        f"DELETE FROM cases_{'accountevent' if last.kind == 'account' else 'accessentry'} WHERE id = {last.entry}",
        f"DELETE FROM cases_seal WHERE id = {last.pk}",
    )
    return Why.TOO_SHORT, last.number


def insert_an_entry_unseen(record):
    act = AuditEntry.objects.first()
    by_superuser(
        "INSERT INTO cases_auditentry (case_id, act, at, \"on\", from_status, to_status, note) "
        f"VALUES ({act.case_id}, 'record-fact', now() - interval '9 days', now(), '', '', '')"
    )  # fmt: skip
    return Why.NEVER_SEALED, 0


def insert_a_link(record):
    link = record.get(number=1)
    by_superuser(
        "INSERT INTO cases_seal (government_id, number, kind, entry, content, digest, sealed_at) "
        f"VALUES ({link.government_id}, 0, 'act', 999999, '{link.content}', '{link.digest}', now())"
    )
    return Why.MISSING, 1


def rewrite_the_chain(record):
    """The owner changes an act and seals everything anew, with the application's own code."""
    by_superuser(
        f"UPDATE cases_auditentry SET note = 'lain' WHERE id = {pick(record, 'act').entry}",
        "DELETE FROM cases_seal",
        "INSERT INTO cases_unsealed (kind, entry) SELECT 'act', id FROM cases_auditentry ORDER BY id",
        "INSERT INTO cases_unsealed (kind, entry) SELECT 'read', id FROM cases_accessentry ORDER BY id",
        "INSERT INTO cases_unsealed (kind, entry) SELECT 'account', id FROM cases_accountevent ORDER BY id",
    )
    links.seal_waiting(timezone.now())
    return Why.REWRITTEN, ChainHead.objects.get().number


def forge_a_head(record):
    by_superuser(f"UPDATE cases_chainhead SET signature = '{'00' * 64}'")
    return Why.FORGED_HEAD, ChainHead.objects.get().number


def sign_a_head_with_another_key(record):
    head = ChainHead.objects.get()
    key = heads._key("somebody else's secret")
    public = key.public_key().public_bytes_raw().hex()
    by_superuser(f"UPDATE cases_chainhead SET key = '{public}', signature = '{key.sign(heads.statement(head)).hex()}'")
    return Why.FORGED_HEAD, head.number


def delete_before_it_is_sealed(record):
    """An entry that was noted and is gone when the sealer comes: its link says so for ever."""
    event = AccountEvent.objects.create(what="REFUSED", account=None, at=timezone.now())
    by_superuser(f"DELETE FROM cases_accountevent WHERE id = {event.pk}")
    links.seal_waiting(timezone.now())
    return Why.ENTRY_GONE, 1


WAYS = [
    change_an_act, change_who_read, backdate_a_sign_in, delete_a_reading, delete_a_link, swap_two_links,
    change_a_digest, cut_off_the_end, insert_an_entry_unseen, insert_a_link, rewrite_the_chain, forge_a_head,
    sign_a_head_with_another_key, delete_before_it_is_sealed,
]  # fmt: skip


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_tampering_is_named(record, way):
    why, number = way(record)
    assert (why, number) in broken()
    with pytest.raises(CommandError, match=why.value):
        call_command("verify_record", stdout=io.StringIO())


def test_a_rewritten_chain_with_forged_heads_is_shown_by_a_head_kept_outside(record, tmp_path):
    kept = tmp_path / "heads"
    kept.write_text("Simpan surel ini.\n" + heads.as_line(ChainHead.objects.get()) + "\n")
    rewrite_the_chain(record)
    by_superuser("DELETE FROM cases_chainhead")
    heads.sign_heads(timezone.now())
    assert broken() == []
    with pytest.raises(CommandError, match="rewritten-before-head"):
        call_command("verify_record", heads=kept)


def test_a_file_that_holds_no_heads_is_refused_with_its_line(record, tmp_path):
    kept = tmp_path / "heads"
    kept.write_text('{"chain": 1}\n')
    with pytest.raises(CommandError, match="Bukan kepala rantai"):
        call_command("verify_record", heads=kept)


def test_entries_that_wait_are_no_break(record, sari, now):
    AccountEvent.objects.create(what="SIGNED_IN", account=sari, at=now)
    out = io.StringIO()
    call_command("verify_record", stdout=out)
    assert "1 entries wait" in out.getvalue()


def test_old_heads_hold_after_a_change_of_the_secret(record, settings):
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "x" * 60
    assert broken() == []


# Heads go out.


def test_heads_are_mailed_and_appended_once(record, settings, tmp_path, now):
    settings.RECORD_ADDRESS, settings.RECORD_FILE = "arsip@example.go.id", tmp_path / "heads.jsonl"
    assert outside.hand_out_heads(now) == 1
    assert outside.hand_out_heads(now) == 0
    line = settings.RECORD_FILE.read_text().strip()
    assert line in mail.outbox[0].body
    assert json.loads(line)["digest"] == record.order_by("-number").first().digest
    assert verify([heads.from_line(line)]).breaks == []


def test_without_a_place_outside_nothing_is_handed_out(record, now):
    assert outside.hand_out_heads(now) == 0


def test_heads_are_stamped_where_an_authority_is_set(record, settings, tmp_path, now):
    authority = Authority(tmp_path)
    settings.TIMESTAMP_URL, settings.TIMESTAMP_ROOTS = authority.url, authority.roots
    assert outside.stamp_heads(now) == 1
    authority.close()
    assert broken() == []
    head = ChainHead.objects.get()
    assert abs(head.stamped_at - now) < dt.timedelta(minutes=1)
    by_superuser("INSERT INTO cases_chainhead (government_id, number, digest, at, key, signature, stamp) "
                 "SELECT government_id, number, digest, at, key, signature, stamp FROM cases_chainhead")  # fmt: skip
    assert broken() == []
    later = heads.sign_heads(now + dt.timedelta(days=1))[0]
    ChainHead.objects.filter(pk=later.pk).update(stamp=head.stamp)
    assert broken() == [(Why.FORGED_STAMP, later.number)]


# What is told.


def test_a_broken_chain_is_a_fault_of_the_installation(record, now):
    assert not check(now).broken
    assert faults.record_check(now) == []
    change_an_act(record)
    check(now + dt.timedelta(days=1))
    assert [fault.name for fault in faults.record_check(now)] == ["record"]


def test_the_page_shows_the_state_to_the_administrator_of_the_government(record, client, putri, now):
    client.force_login(putri)
    page = client.get(reverse("sealed-record")).content.decode()
    assert record.order_by("-number").first().digest in page and "belum pernah" in page
    change_an_act(record)
    assert ChainCheck.objects.count() == 0
    check(now)
    page = client.get(reverse("sealed-record")).content.decode()
    assert "Putus" in page and "entry-changed" in page


@pytest.mark.django_db(transaction=True)
def test_sealers_side_by_side_leave_one_chain_and_wait_for_no_writer(city, now):
    from concurrent.futures import ThreadPoolExecutor

    sari = factories.make_user("sari", "LEADER", city)
    serial = count(1)

    def write(_):
        try:
            with transaction.atomic():
                AccountEvent.objects.create(what="SIGNED_IN", account=sari, at=now, origin=str(next(serial)))
        finally:
            connections.close_all()

    def seal(_):
        try:
            return links.seal_waiting(now)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        written = [pool.submit(write, n) for n in range(60)]
        sealed = [pool.submit(seal, n) for n in range(20)]
        [future.result() for future in [*written, *sealed]]
    links.seal_waiting(now)
    assert Seal.objects.count() == 60 == AccountEvent.objects.count()
    assert verify().breaks == []
