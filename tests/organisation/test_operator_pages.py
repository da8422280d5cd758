"""Django's administration belongs to the operator, and shows no row of a government but its name."""

import pytest
from django.contrib import admin
from django.urls import reverse

from cases import models as m
from cases.models import Role
from tests import factories


@pytest.fixture
def operator(db):
    return factories.make_user("operator", Role.ADMINISTRATOR, None)


def test_no_row_of_a_government_is_in_the_administration():
    registered = {model for model in admin.site._registry if model._meta.app_label == "cases"}
    assert registered == {m.Government}


@pytest.mark.parametrize("who", ["sari", "rina", "dewi", "putri"])
def test_accounts_of_a_government_do_not_enter(client, request, who):
    client.force_login(request.getfixturevalue(who))
    assert client.get("/admin/").status_code == 302


def test_the_operator_enters_and_a_government_is_not_deleted_there(client, operator, city):
    client.force_login(operator)
    assert client.get("/admin/").status_code == 200
    assert city.name in client.get(reverse("admin:cases_government_changelist")).text
    assert client.get(reverse("admin:cases_government_delete", args=[city.pk])).status_code == 403


def test_the_operator_sees_the_governments_and_opens_another(client, operator, city, mailoutbox):
    client.force_login(operator)
    assert city.name in client.get(reverse("organisation")).text
    said = {
        "submission": "8d2c4f0e-6f0c-4d59-9a43-7b5d4a2b1c11", "kind": "REGENCY", "name": "Kabupaten Baru",
        "time_zone": "Asia/Makassar", "username": "ani", "first_name": "Ani", "email": "ani@example.go.id",
    }  # fmt: skip
    assert client.post(reverse("organisation-open"), said).status_code == 302
    ani = m.User.objects.get(username="ani")
    assert ani.government.region == "kabupaten-baru" and not ani.has_usable_password()
    assert mailoutbox[0].to == ["ani@example.go.id"]


def test_nobody_else_opens_a_government(client, putri):
    client.force_login(putri)
    assert client.get(reverse("organisation-open")).status_code == 404
