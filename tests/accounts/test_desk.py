"""Administrators open accounts by invitation and change their rights; nobody sets the password of another."""

import re
import uuid

import pytest
import time_machine
from django.contrib.auth.models import Permission
from django.core import mail
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse

from cases.models import AccountEvent, Role, User
from tests import factories

pytestmark = pytest.mark.django_db
NEW = "kata-sandi-yang-baru-9"
What = AccountEvent.What


@pytest.fixture
def desk(client, putri):
    client.force_login(putri)
    return client


@pytest.fixture
def operator(db):
    return factories.make_user("operator", Role.ADMINISTRATOR, None)


def send(client, name, *args, **said):
    return client.post(reverse(name, args=args), {"submission": str(uuid.uuid4()), **said})


def new(**over):
    return {"username": "ani", "first_name": "Ani", "email": "ani@example.go.id", "role": "BKPSDM"} | over


def changed(account, **over):
    said = {"first_name": account.first_name or "Nama", "email": account.email, "role": account.role, "is_active": "on"}
    return said | ({"agency": account.agency_id} if account.agency_id else {}) | over


def link_in(message):
    return re.search(r"https?://testserver(\S+)", message.body)[1]


def choose(link, password=NEW):
    visitor = Client()
    place = visitor.get(link, follow=True).redirect_chain[-1][0]
    return visitor.post(place, {"password1": password, "password2": password})


def test_an_invited_account_chooses_its_own_password_once(desk, putri, city):
    assert send(desk, "account-invite", **new()).status_code == 302
    ani = User.objects.get(username="ani")
    assert ani.government == city and not ani.has_usable_password()
    event = ani.events.get(what=What.INVITED)
    assert event.by == putri and event.note == "BKPSDM"
    link = link_in(mail.outbox[0])
    assert mail.outbox[0].to == ["ani@example.go.id"] and "Undangan" in mail.outbox[0].subject
    assert mail.outbox[0].extra_headers["Auto-Submitted"] == "auto-generated"
    assert choose(link).status_code == 302
    assert Client().post("/login/", {"login": "ani", "password": NEW}).status_code == 302
    assert "tidak berlaku" in Client().get(link, follow=True).text


def test_the_link_ends_after_three_days(desk):
    send(desk, "account-invite", **new())
    with time_machine.travel("2027-06-01", tick=True):
        page = Client().get(link_in(mail.outbox[0]), follow=True).text
    assert "tidak berlaku" in page and "<form" not in page


def test_a_link_can_be_sent_again_until_a_password_is_chosen(desk):
    send(desk, "account-invite", **new())
    ani = User.objects.get(username="ani")
    send(desk, "account-invite-again", ani.pk)
    assert len(mail.outbox) == 2
    choose(link_in(mail.outbox[1]))
    sent = len(mail.outbox)
    send(desk, "account-invite-again", ani.pk)
    assert len(mail.outbox) == sent
    assert ani.events.filter(what=What.INVITED).count() == 2


def test_the_forms_are_in_indonesian(desk, sari):
    for page in (reverse("account-invite"), reverse("account-change", args=[sari.pk])):
        assert "Perangkat daerah" in desk.get(page).text and "Agency" not in desk.get(page).text


def test_no_form_takes_a_password_for_somebody_else(desk, sari):
    for page in (reverse("account-invite"), reverse("account-change", args=[sari.pk])):
        assert 'type="password"' not in desk.get(page).text
    assert desk.get("/admin/cases/user/").status_code == 302  # to signing in: the operator's alone
    before = sari.password
    send(desk, "account-change", sari.pk, **changed(sari, password="dicuri", password1="dicuri", is_superuser="on"))
    sari.refresh_from_db()
    assert sari.password == before and not sari.is_superuser


def test_the_other_administrators_hear_of_every_invitation(desk, city, putri):
    other = factories.make_user("agus", Role.ADMINISTRATOR, city)
    elsewhere = factories.make_user("jauh", Role.ADMINISTRATOR, factories.make_government("Kota Lain", "kota-lain"))
    send(desk, "account-invite", **new(role="ADMINISTRATOR"))
    assert other.notifications.get().subject == "Administrasi akun: Diundang"
    assert not elsewhere.notifications.exists() and not putri.notifications.exists()


def test_a_change_of_role_is_written_told_and_ends_every_session(desk, sari, putri):
    session = Client()
    session.post("/login/", {"login": "sari", "password": "rahasia-sekali"})
    assert send(desk, "account-change", sari.pk, **changed(sari, role="INSPECTOR")).status_code == 302
    assert session.get("/cases/").status_code == 302
    event = sari.events.get(what=What.RIGHTS)
    assert event.by == putri
    assert event.note == "peran: Pengelola kepegawaian perangkat daerah → Inspektorat"
    told = sari.notifications.get(subject="Hak akun Anda diubah")
    assert event.note in told.body
    send(desk, "account-change", sari.pk, **changed(sari, role="HR_OFFICER"))
    assert session.get("/cases/").status_code == 302  # not even when the rights come back


def test_switching_an_account_off_ends_its_sessions_and_is_a_change_of_rights(desk, sari):
    session = Client()
    session.post("/login/", {"login": "sari", "password": "rahasia-sekali"})
    said = changed(sari)
    del said["is_active"]
    send(desk, "account-change", sari.pk, **said)
    assert session.get("/cases/").status_code == 302
    assert "aktif: ya → tidak" in sari.events.get(what=What.RIGHTS).note


def test_the_right_to_read_reporters_is_given_here_and_written_down(desk, rina):
    send(desk, "account-change", rina.pk, **changed(rina, may_read_reporters="on"))
    assert User.objects.get(pk=rina.pk).has_perm("cases.read_reporter")
    assert "membaca identitas pelapor: tidak → ya" in rina.events.get(what=What.RIGHTS).note
    send(desk, "account-change", rina.pk, **changed(rina))
    assert not User.objects.get(pk=rina.pk).has_perm("cases.read_reporter")


def test_a_new_name_alone_changes_no_right(desk, sari):
    send(desk, "account-change", sari.pk, **changed(sari, first_name="Sari Baru"))
    sari.refresh_from_db()
    assert sari.first_name == "Sari Baru" and not sari.events.filter(what=What.RIGHTS).exists()


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"role": "HR_OFFICER"}, "memerlukan perangkat daerah"),
        ({"role": "LEADER", "may_read_reporters": "on"}, "tidak dapat membaca identitas pelapor"),
        ({"email": ""}, "Surel dinas"),
        ({"username": "sari"}, "sudah ada"),
        ({"role": "SYSTEM"}, "pilihan"),
    ],
)
def test_a_refused_invitation_says_why_and_keeps_what_was_typed(desk, sari, said, why):
    answer = send(desk, "account-invite", **new(**said))
    assert answer.status_code == 422 and why in answer.text and "Ani" in answer.text
    assert not User.objects.filter(username="ani").exists() and not mail.outbox


def test_without_a_mail_server_no_account_is_left_behind(desk, settings):
    settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT = (
        "django.core.mail.backends.smtp.EmailBackend",
        "127.0.0.1",
        9,
    )
    answer = send(desk, "account-invite", **new())
    assert answer.status_code == 422 and "peladen surel" in answer.text
    assert not User.objects.filter(username="ani").exists()


def test_nobody_changes_the_own_account(desk, putri):
    answer = send(desk, "account-change", putri.pk, **changed(putri, role="BKPSDM"))
    assert answer.status_code == 422 and "administrator lain" in answer.text
    putri.refresh_from_db()
    assert putri.role == Role.ADMINISTRATOR


def test_an_administrator_reaches_no_account_agency_or_row_of_another_government(desk, city):
    other = factories.make_government("Kota Lain", "kota-lain")
    theirs = factories.make_agency(other, "dinas", "Dinas Lain")
    stranger = factories.make_user("lain", Role.BKPSDM, other)
    factories.make_employee("Orang Lain", agency=theirs)
    assert desk.get(reverse("account-change", args=[stranger.pk])).status_code == 404
    assert send(desk, "account-invite-again", stranger.pk).status_code == 404
    assert send(desk, "account-invite", **new(role="HR_OFFICER", agency=theirs.pk)).status_code == 422
    send(desk, "account-invite", **new(government=other.pk))
    assert User.objects.get(username="ani").government == city
    for address in ("organisation-agencies", "organisation-hours", "organisation"):
        page = desk.get(reverse(address)).text
        assert not [name for name in ("Kota Lain", "Dinas Lain", "Orang Lain") if name in page]
    assert desk.get(reverse("organisation-agency", args=[theirs.pk])).status_code == 404


def test_the_operator_invites_administrators_and_sees_no_row_of_a_government(client, operator, city, sari, putri, budi):
    client.force_login(operator)
    page = client.get(reverse("account-desk")).text
    assert "putri" in page and "sari" not in page
    assert client.get(reverse("account-change", args=[sari.pk])).status_code == 404
    said = {"username": "ani", "first_name": "Ani", "email": "ani@example.go.id", "government": city.pk}
    assert send(client, "account-invite", **said, role="BKPSDM").status_code == 302
    assert User.objects.get(username="ani").role == Role.ADMINISTRATOR
    assert putri.notifications.filter(subject="Administrasi akun: Diundang").exists()
    assert client.get(reverse("admin:cases_government_changelist")).status_code == 200
    assert client.get(reverse("organisation-agencies")).status_code == 404
    assert "Budi" not in client.get(reverse("people")).text


def test_no_superuser_belongs_to_a_government(putri):
    with pytest.raises(IntegrityError):
        User.objects.filter(pk=putri.pk).update(is_superuser=True)


def test_other_roles_have_no_such_page(client, rina):
    client.force_login(rina)
    assert client.get(reverse("account-desk")).status_code == 404
    assert Permission.objects.filter(codename="read_reporter").exists()
