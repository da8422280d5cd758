"""Attempts to guess a password are limited, and nobody is locked out permanently."""

import statistics
import time
import uuid

import pytest
from django.core import mail
from django.core.cache import caches
from django.db import DatabaseError, transaction
from django.test import Client

from cases.accounts import limits
from cases.models import AccountEvent, User
from cases.web import rate_limit
from tests import factories

pytestmark = pytest.mark.django_db
RIGHT = "rahasia-sekali"
What = AccountEvent.What


@pytest.fixture(autouse=True)
def counted_apart(monkeypatch):
    monkeypatch.setattr(caches["default"], "key_prefix", uuid.uuid4().hex)


def enter(client, name="sari", password=RIGHT, address="198.51.100.1"):
    return client.post("/login/", {"login": name, "password": password}, REMOTE_ADDR=address)


def test_of_a_thousand_passwords_at_one_account_ten_are_tried(sari, monkeypatch):
    tried = []
    monkeypatch.setattr(User, "check_password", lambda self, password: tried.append(password) or False)
    codes = [
        enter(Client(), password=f"tebakan-{n}", address=f"198.51.{n // 250}.{n % 250}").status_code
        for n in range(1000)
    ]
    assert codes == [422] * limits.PER_ACCOUNT + [429] * 990
    assert len(tried) == limits.PER_ACCOUNT


def test_one_password_at_a_thousand_accounts_is_tried_at_forty_from_one_address(city, dinas_a):
    codes = [enter(Client(), name=f"pegawai{n}").status_code for n in range(1000)]
    assert codes == [422] * limits.PER_ADDRESS + [429] * 960


def test_an_attack_costs_the_installation_a_bounded_number_of_hashes(db, monkeypatch):
    monkeypatch.setattr(limits, "OF_ALL", 20)
    codes = [enter(Client(), name=f"x{n}", address=f"198.51.100.{n}").status_code for n in range(30)]
    assert codes.count(429) == 10


def test_upper_case_and_unicode_forms_of_a_name_share_its_count(sari):
    names = ["sari", "SARI", "\uff53ari", " sari"] * 5
    codes = [
        enter(Client(), name=name, password="salah", address=f"198.51.100.{n}").status_code
        for n, name in enumerate(names)
    ]
    assert codes == [422] * 10 + [429] * 10


def test_the_right_password_does_not_count(sari):
    assert {enter(Client()).status_code for _ in range(limits.PER_ADDRESS + 5)} == {302}


def test_a_forged_header_is_ignored(sari, rf, settings):
    forged = rf.get("/", headers={"X-Forwarded-For": "203.0.113.9"}, REMOTE_ADDR="198.51.100.1")
    assert rate_limit.address_of(forged) == "198.51.100.1"
    settings.TRUSTED_PROXIES = 1
    passed_on = rf.get("/", headers={"X-Forwarded-For": "203.0.113.9, 192.0.2.7"}, REMOTE_ADDR="127.0.0.1")
    assert rate_limit.address_of(passed_on) == "192.0.2.7"


def test_an_owner_signs_in_on_a_known_device_during_an_attack(sari):
    own = Client()
    assert enter(own, address="192.0.2.1").status_code == 302
    for n in range(30):
        enter(Client(), password="salah", address=f"198.51.100.{n}")
    assert enter(Client(), address="192.0.2.2").status_code == 429
    own.post("/logout/")
    assert enter(own, address="192.0.2.1").status_code == 302


def test_a_known_device_is_limited_as_well(sari):
    own = Client()
    enter(own)
    own.post("/logout/")
    codes = [enter(own, password=f"salah{n}").status_code for n in range(15)]
    assert codes == [422] * limits.PER_DEVICE + [429] * 5


def test_an_owner_signs_in_on_a_new_device_with_a_mailed_link_during_an_attack(sari):
    for n in range(30):
        enter(Client(), password="salah", address=f"198.51.100.{n}")
    own = Client()
    own.post("/accounts/reset/", {"email": sari.email})
    link = next(word for word in mail.outbox[0].body.split() if "/accounts/reset/" in word)
    form = own.get(link, follow=True)
    new = "kata-sandi-yang-baru-9"
    assert own.post(form.redirect_chain[-1][0], {"password1": new, "password2": new}).status_code == 302
    assert enter(own, password=new, address="192.0.2.1").status_code == 302


def test_known_unknown_and_disabled_accounts_get_the_same_error(sari, tono):
    User.objects.filter(pk=tono.pk).update(is_active=False)
    tried = [("sari", "salah"), ("tono", "salah"), ("siapa-ini", "salah"), ("tono", RIGHT)]
    answers = [enter(Client(), name, password) for name, password in tried]
    assert {answer.status_code for answer in answers} == {422}
    assert len({answer.text.split("<form")[0] for answer in answers}) == 1


def test_a_refusal_takes_the_same_time_for_known_and_unknown_accounts(sari, settings, monkeypatch):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    monkeypatch.setattr(limits, "PER_ACCOUNT", 100)
    monkeypatch.setattr(limits, "PER_ADDRESS", 1000)
    sari.set_password(RIGHT)
    sari.save()
    taken = {"sari": [], "siapa-ini": []}
    for _ in range(15):
        for name, times in taken.items():
            begun = time.process_time()
            enter(Client(), name=name, password="salah")
            times.append(time.process_time() - begun)
    known, unknown = (statistics.median(times) for times in taken.values())
    assert abs(known - unknown) < 0.1 * max(known, unknown)


def test_events_are_recorded_with_the_account_and_without_typed_text(sari, caplog):
    enter(Client(), password="rahasia-salah")
    enter(Client(), name="kata-sandi-di-kolom-nama", password="x")
    enter(Client())
    kinds = [(event.what, event.account) for event in AccountEvent.objects.order_by("pk")]
    assert kinds == [(What.REFUSED, sari), (What.REFUSED, None), (What.SIGNED_IN, sari), (What.NEW_DEVICE, sari)]
    lines = [record.getMessage() for record in caplog.records if record.name == "conduct.security"]
    assert len(lines) == 4 and f"event=REFUSED account={sari.pk}" in lines[0]
    assert not [line for line in lines if "rahasia" in line or "kolom" in line or "198.51" in line or "sari" in line]


def test_the_record_of_account_events_is_append_only(sari):
    enter(Client(), password="salah")
    for change in (lambda rows: rows.update(what="SIGNED_IN"), lambda rows: rows.delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            change(AccountEvent.objects.all())


def test_the_owner_is_told_of_a_new_device_and_not_of_a_known_one(sari):
    own = Client()
    enter(own)
    own.post("/logout/")
    enter(own)
    assert [note.subject for note in sari.notifications.all()] == ["Akun Anda dipakai di perangkat baru"]
    factories.make_user("lain", "BKPSDM", sari.government)
    own.post("/logout/")
    enter(own, name="lain")
    assert AccountEvent.objects.filter(what=What.NEW_DEVICE).count() == 2
