"""The administrator keeps agencies, people and accounts, and no case."""

import pytest
from django.contrib import admin
from django.urls import reverse

from cases import models as m


@pytest.fixture
def site(client, putri):
    client.force_login(putri)
    return client


def test_no_case_is_in_the_administration():
    registered = set(admin.site._registry)
    assert not registered & {m.Case, m.Respondent, m.Decision, m.AuditEntry, m.EvidenceItem}


def test_a_plural_is_an_indonesian_word():
    for model in admin.site._registry:
        if model._meta.app_label in ("cases", "regulations") and model is not m.User:
            assert model._meta.verbose_name_plural == model._meta.verbose_name


@pytest.mark.parametrize("model", ["government", "agency", "agencyhours", "employee", "notification"])
def test_every_list_opens(site, model):
    assert site.get(reverse(f"admin:cases_{model}_changelist")).status_code == 200


def test_an_agency_is_planted_below_its_parent(site, city, dinas_a):
    form = {
        "government": city.pk, "parent": dinas_a.pk, "code": "sdn-1", "name": "SDN 1", "short_name": "SDN 1",
        "kind": "SCHOOL", "time_zone": "Asia/Jakarta", "head_title": "Kepala SDN 1",
    }  # fmt: skip
    assert site.post(reverse("admin:cases_agency_add"), form).status_code == 302
    assert m.Agency.objects.get(code="sdn-1").path == "dinas-a/sdn-1/"


@pytest.mark.parametrize("who", ["sari", "rina", "dewi"])
def test_other_roles_do_not_enter(client, request, who):
    client.force_login(request.getfixturevalue(who))
    assert client.get("/admin/").status_code == 302
