"""Signing in at a provider of OpenID Connect, against one that runs beside the test."""

import uuid
from urllib.parse import parse_qs, urlsplit

import oidc_provider_mock
import pytest
import requests
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.socialaccount.models import SocialAccount
from django.core.cache import caches
from django.test import Client
from django.utils import timezone

from cases.models import AccountEvent, Notification, Role, User
from tests import factories

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore:get_jwt_config:DeprecationWarning"),  # of a library of the provider of the tests
]
BEGIN = "/login/provider/"
What = AccountEvent.What


@pytest.fixture(scope="module")
def server():
    with oidc_provider_mock.run_server_in_thread() as server:
        yield f"http://localhost:{server.server_port}"


@pytest.fixture(autouse=True)
def provider(settings, server, monkeypatch):
    monkeypatch.setattr(caches["default"], "key_prefix", uuid.uuid4().hex)
    settings.SIGN_IN_PROVIDER = {
        "url": server,
        "client": "conduct",
        "secret": "rahasia-klien",
        "name": "SSO Contoh",
        "scope": ["openid", "email", "profile"],
        "nip_claim": "",
    }
    return settings.SIGN_IN_PROVIDER


def says(server, sub, **claims):
    """What the provider knows of a person."""
    requests.put(f"{server}/users/{sub}", json=claims, timeout=5).raise_for_status()


def asked(client, sub, at=BEGIN, **form):
    """The visitor's way: to the provider, there as ``sub``, and back with its code."""
    there = client.get(at).url
    back = requests.post(there, {"sub": sub, **form}, allow_redirects=False, timeout=5).headers["Location"]
    parts = urlsplit(back)
    return client.get(f"{parts.path}?{parts.query}")


def is_in(client):
    return client.get("/cases/").status_code == 200


def named(user, address):
    user.email = address
    user.save()
    return f"sub-{uuid.uuid4().hex[:8]}"


def test_a_verified_address_signs_its_account_in_and_tells_it_once(server, rina):
    sub = named(rina, "rina@contoh.go.id")
    says(server, sub, email="Rina@contoh.go.id", email_verified=True)
    client = Client()
    assert asked(client, sub).status_code == 302
    assert is_in(client)
    assert asked(Client(), sub).status_code == 302
    assert [event.what for event in rina.events.order_by("pk")] == [
        What.PROVIDER, What.SIGNED_IN, What.NEW_DEVICE, What.SIGNED_IN, What.NEW_DEVICE,
    ]  # fmt: skip
    assert Notification.objects.filter(recipient=rina, subject__contains="penyedia luar").count() == 1
    assert SocialAccount.objects.get().extra_data == {}


def test_an_identity_stays_with_its_account_when_the_address_goes_to_another(server, rina, sari):
    sub = named(rina, "rina@contoh.go.id")
    says(server, sub, email="rina@contoh.go.id", email_verified=True)
    asked(Client(), sub)
    rina.email = ""
    rina.save()
    other = named(sari, "rina@contoh.go.id")
    client = Client()
    asked(client, sub)
    assert client.session["_auth_user_id"] == str(rina.pk)
    says(server, other, email="rina@contoh.go.id", email_verified=True)
    asked(client := Client(), other)
    assert client.session["_auth_user_id"] == str(sari.pk)


@pytest.mark.parametrize("verified", [False, None, "false"])
def test_an_address_that_the_provider_did_not_verify_opens_nothing(server, rina, verified):
    sub = named(rina, "rina@contoh.go.id")
    says(server, sub, email="rina@contoh.go.id", **({} if verified is None else {"email_verified": verified}))
    client = Client()
    assert "Minta undangan" in client.get(asked(client, sub).url).text
    assert not is_in(client)
    assert AccountEvent.objects.get().what == What.PROVIDER_REFUSED


def test_nobody_without_an_invitation_gets_an_account_nor_a_role_from_a_claim(server, rina):
    before = User.objects.count()
    says(server, "stranger", email="x@contoh.go.id", email_verified=True, role="BKPSDM", groups=["BKPSDM"])
    asked(client := Client(), "stranger")
    assert not is_in(client) and User.objects.count() == before
    sub = named(rina, "rina@contoh.go.id")
    says(server, sub, email="rina@contoh.go.id", email_verified=True, role="BKPSDM", groups=["BKPSDM"])
    role = rina.role
    asked(Client(), sub)
    rina.refresh_from_db()
    assert rina.role == role


def test_an_invited_account_enters_without_ever_choosing_a_password(server, rina):
    rina.set_unusable_password()
    sub = named(rina, "rina@contoh.go.id")
    says(server, sub, email="rina@contoh.go.id", email_verified=True)
    asked(client := Client(), sub)
    assert is_in(client)


def test_without_a_password_a_second_factor_is_set_up_just_after_signing_in(server, rina, time_machine):
    time_machine.move_to(timezone.now(), tick=False)
    rina.set_unusable_password()
    sub = named(rina, "rina@contoh.go.id")
    says(server, sub, email="rina@contoh.go.id", email_verified=True)
    asked(client := Client(), sub)
    assert client.get("/accounts/second-factor/totp/activate/").status_code == 200
    time_machine.shift(6 * 60)
    assert client.get("/accounts/second-factor/totp/activate/").status_code != 200


def test_the_number_of_the_payroll_goes_before_the_address(server, provider, rina, sari):
    provider["nip_claim"] = "nip"
    rina.employee = factories.make_employee("Rina", agency=rina.agency)
    rina.save()
    sub = named(sari, "sari@contoh.go.id")
    says(
        server,
        sub,
        nip=f"{rina.employee.nip[:8]} {rina.employee.nip[8:]}",
        email="sari@contoh.go.id",
        email_verified=True,
    )
    asked(client := Client(), sub)
    assert client.session["_auth_user_id"] == str(rina.pk)
    says(server, "unknown", nip="199901012025012999", email="sari@contoh.go.id", email_verified=True)
    asked(client := Client(), "unknown")
    assert not is_in(client)


@pytest.mark.parametrize(
    "change", [{"is_active": False}, {"role": Role.ADMINISTRATOR, "government": None, "agency": None}]
)
def test_a_disabled_account_and_an_operator_never_enter_this_way(server, rina, change):
    sub = named(rina, "rina@contoh.go.id")
    says(server, sub, email="rina@contoh.go.id", email_verified=True)
    asked(Client(), sub)
    User.objects.filter(pk=rina.pk).update(**change)
    for who in (sub, f"{sub}-again"):
        says(server, who, email="rina@contoh.go.id", email_verified=True)
        asked(client := Client(), who)
        assert not is_in(client)


def test_two_accounts_of_one_address_are_told_apart_by_nobody(server, rina, sari):
    sub = named(rina, "tu@contoh.go.id")
    named(sari, "tu@contoh.go.id")
    says(server, sub, email="tu@contoh.go.id", email_verified=True)
    asked(client := Client(), sub)
    assert not is_in(client)


def test_the_second_factor_is_asked_after_the_provider(server, rina):
    TOTP.activate(rina, generate_totp_secret())
    sub = named(rina, "rina@contoh.go.id")
    says(server, sub, email="rina@contoh.go.id", email_verified=True)
    client = Client()
    assert asked(client, sub).url == "/accounts/second-factor/authenticate/"
    assert not is_in(client)


def test_a_refusal_at_the_provider_and_a_forged_return_lead_back_with_a_sentence(server, rina):
    client = Client()
    assert asked(client, "x", action="deny").url == "/login/"
    assert client.get(f"{BEGIN}callback/?code=forged&state=forged").url == "/login/"
    assert "tidak menyelesaikan" in client.get("/login/").text


def test_a_code_is_of_no_use_to_another_browser(server, rina):
    sub = named(rina, "rina@contoh.go.id")
    says(server, sub, email="rina@contoh.go.id", email_verified=True)
    there = Client().get(BEGIN).url
    back = urlsplit(requests.post(there, {"sub": sub}, allow_redirects=False, timeout=5).headers["Location"])
    thief = Client()
    assert thief.get(f"{back.path}?{back.query}").url == "/login/"
    assert not is_in(thief)
    assert parse_qs(urlsplit(there).query)["code_challenge_method"] == ["S256"]


def test_a_provider_that_is_away_costs_a_sentence(provider, rina):
    provider["url"] = "http://127.0.0.1:9"
    client = Client()
    assert client.get(BEGIN).url == "/login/"
    assert "tidak menyelesaikan" in client.get("/login/").text


def test_the_way_leads_on_to_pages_of_this_site_alone(server, rina):
    sub = named(rina, "rina@contoh.go.id")
    says(server, sub, email="rina@contoh.go.id", email_verified=True)
    assert asked(Client(), sub, at=f"{BEGIN}?next=/people/").url == "/people/"
    assert asked(Client(), sub, at=f"{BEGIN}?next=https://evil.example/").url == "/home/"


def test_a_locked_session_is_opened_by_the_same_person_whom_the_provider_asked_again(
    server, settings, never_idle, time_machine, rina, sari
):
    settings.IDLE_MINUTES = 30
    time_machine.move_to(timezone.now(), tick=False)
    sub = named(rina, "rina@contoh.go.id")
    says(server, sub, email="rina@contoh.go.id", email_verified=True)
    client = Client()
    asked(client, sub)
    key = client.session.session_key
    time_machine.shift(31 * 60)
    assert not is_in(client)
    other = named(sari, "sari@contoh.go.id")
    says(server, other, email="sari@contoh.go.id", email_verified=True)
    assert asked(client, other).url == "/accounts/unlock/"
    assert not is_in(client)
    assert "prompt=login" in client.get(BEGIN).url
    assert asked(client, sub, at=f"{BEGIN}?next=/people/").url == "/people/"
    assert is_in(client) and client.session.session_key == key


def test_the_owner_ends_the_binding(server, rina):
    sub = named(rina, "rina@contoh.go.id")
    says(server, sub, email="rina@contoh.go.id", email_verified=True)
    client = Client()
    asked(client, sub)
    assert "Lepaskan" in client.get("/accounts/").text
    client.post("/accounts/provider/release/")
    assert not SocialAccount.objects.exists()
    assert "Lepaskan" not in client.get("/accounts/").text


def test_without_the_setting_there_is_no_way_and_no_button(settings, client):
    settings.SIGN_IN_PROVIDER = {}
    assert client.get(BEGIN).status_code == client.get(f"{BEGIN}callback/?code=x&state=y").status_code == 404
    assert "provider" not in client.get("/login/").text


def test_one_address_asks_the_provider_at_most_sixty_times(server):
    client = Client()
    assert [client.get(f"{BEGIN}callback/").status_code for _ in range(60)] == [302] * 60
    assert client.get(BEGIN).status_code == 429
