"""The second factor: asked for if it is set up, and set up if it is required."""

import datetime as dt
import uuid

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from cryptography.fernet import InvalidToken
from django.conf import settings
from django.core.cache import caches
from django.test import Client
from django.utils import timezone

from cases.accounts import factor_secrets, second_factor
from cases.models import AccountEvent, User

pytestmark = pytest.mark.django_db
ENTER = "/login/"
CODE = "/accounts/second-factor/authenticate/"


@pytest.fixture(autouse=True)
def counted_apart(monkeypatch):
    monkeypatch.setattr(caches["default"], "key_prefix", uuid.uuid4().hex)


def code_of(secret, step=0):
    return format_hotp_value(hotp_value(secret, int(timezone.now().timestamp()) // 30 + step))


@pytest.fixture
def secret(rina):
    secret = generate_totp_secret()
    TOTP.activate(rina, secret)
    RecoveryCodes.activate(rina)
    return secret


def half_in(name="rina"):
    client = Client()
    assert client.post(ENTER, {"login": name, "password": "rahasia-sekali"}).url == CODE
    return client


def is_in(client):
    return client.get("/cases/").status_code == 200


def test_the_code_is_asked_after_the_password_and_no_page_opens_before_it(secret):
    client = half_in()
    assert not is_in(client)
    assert client.post(CODE, {"code": code_of(secret)}).status_code == 302
    assert is_in(client)


def test_a_code_works_once(secret):
    code = code_of(secret)
    assert half_in().post(CODE, {"code": code}).status_code == 302
    again = half_in()
    again.post(CODE, {"code": code})
    assert not is_in(again)


def test_a_recovery_code_works_once_in_place_of_the_phone(secret, rina):
    code = Authenticator.objects.get(user=rina, type="recovery_codes").wrap().get_unused_codes()[0]
    client = half_in()
    client.post(CODE, {"code": code})
    assert is_in(client)
    again = half_in()
    again.post(CODE, {"code": code})
    assert not is_in(again)


def test_ten_wrong_codes_cause_a_pause_and_do_not_lock_the_account(secret, rina, time_machine):
    time_machine.move_to(timezone.now(), tick=True)
    client = half_in()
    for n in range(10):
        client.post(CODE, {"code": f"00000{n}"})
    client.post(CODE, {"code": code_of(secret)})
    assert not is_in(client)
    assert rina.events.filter(what=AccountEvent.What.CODE_REFUSED).count() == 5
    time_machine.shift(dt.timedelta(minutes=6))
    client = half_in()
    client.post(CODE, {"code": code_of(secret)})
    assert is_in(client)


def test_setting_up_asks_the_password_again_and_then_shows_recovery_codes(rina, django_capture_on_commit_callbacks):
    client = Client()
    client.post(ENTER, {"login": "rina", "password": "rahasia-sekali"})
    confirm = client.get("/accounts/second-factor/totp/activate/")
    assert confirm.url.startswith("/accounts/confirm/")
    client.post(confirm.url, {"password": "rahasia-sekali"})
    page = client.get("/accounts/second-factor/totp/activate/")
    secret = page.context["form"].secret
    with django_capture_on_commit_callbacks(execute=True):
        done = client.post("/accounts/second-factor/totp/activate/", {"code": code_of(secret)})
    assert done.url == "/accounts/second-factor/recovery-codes/"
    assert client.get(done.url).text.count("\n") > 10
    assert rina.events.filter(what=AccountEvent.What.SECOND_FACTOR).exists()


@pytest.mark.parametrize(
    ("who", "needs"), [("rina", True), ("joko", True), ("dewi", True), ("putri", True), ("sari", False)]
)
def test_the_roles_that_need_a_second_factor(who, needs, request, city):
    user = request.getfixturevalue(who)
    user.government = city
    assert second_factor.due_on(user) is None
    city.second_factor_from = city.local_date(user.date_joined) - dt.timedelta(days=30)
    expected = city.local_date(user.date_joined) + dt.timedelta(days=14)
    assert second_factor.due_on(user) == (expected if who != "sari" else None)


def test_during_the_grace_period_accounts_are_reminded_and_afterwards_must_set_it_up(rina, city):
    today = city.local_date(timezone.now())
    city.second_factor_from, city.second_factor_grace = today, 3
    city.save()
    client = Client()
    page = client.post(ENTER, {"login": "rina", "password": "rahasia-sekali"}, follow=True)
    assert page.status_code == 200 and "wajib memakai faktor kedua" in page.text
    city.second_factor_grace = 0
    city.save()
    assert client.get("/cases/").url == "/accounts/second-factor/"
    for path in ("/accounts/", "/accounts/second-factor/"):
        assert client.get(path).status_code == 200
    TOTP.activate(rina, generate_totp_secret())
    assert is_in(client)


def test_a_session_from_before_the_day_goes_on(rina, city):
    today = city.local_date(timezone.now())
    city.second_factor_from, city.second_factor_grace = today, 0
    city.save()
    client = Client()
    client.force_login(rina)
    User.objects.filter(pk=rina.pk).update(
        last_login=timezone.now() - dt.timedelta(days=1), date_joined="2025-01-01T00:00Z"
    )
    assert is_in(client)


def test_accounts_without_a_government_need_one_in_production_only(db):
    user = User(username="operator", role="ADMINISTRATOR", date_joined=timezone.now())
    assert not settings.SECOND_FACTOR_FOR_OPERATORS and second_factor.due_on(user) is None
    settings.SECOND_FACTOR_FOR_OPERATORS = True
    try:
        assert second_factor.due_on(user) is not None
    finally:
        settings.SECOND_FACTOR_FOR_OPERATORS = False


def test_no_secret_of_a_factor_stands_in_the_database_in_clear(secret, rina):
    stored = [row.data for row in Authenticator.objects.filter(user=rina)]
    seed = Authenticator.objects.get(type="recovery_codes").wrap()
    assert secret not in str(stored) and all(len(code) and code not in str(stored) for code in seed.get_unused_codes())
    assert factor_secrets.decrypt(Authenticator.objects.get(type="totp").data["secret"]) == secret


def test_factors_still_serve_after_a_change_of_the_secret_key(secret, settings):
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "n" * 60
    client = half_in()
    client.post(CODE, {"code": code_of(secret)})
    assert is_in(client)


def test_a_factor_that_another_installation_encrypted_is_worth_nothing(secret, settings):
    settings.SECRET_KEY = "o" * 60
    with pytest.raises(InvalidToken):
        factor_secrets.decrypt(Authenticator.objects.get(type="totp").data["secret"])
