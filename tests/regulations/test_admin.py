import pytest
from django.apps import apps
from django.contrib.admin import site
from django.test import RequestFactory

MODELS = list(apps.get_app_config("regulations").get_models())


@pytest.fixture
def administrator(putri):
    putri.is_staff = putri.is_superuser = True
    return putri


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_catalogue_can_be_searched_and_never_deleted(rf: RequestFactory, administrator, model):
    admin = site.get_model_admin(model)
    request = rf.get("/", {"q": "pasal"})
    request.user = administrator
    assert not admin.has_delete_permission(request)
    changes = admin.get_changelist_instance(request)
    assert changes.full_result_count == model.objects.count()
    assert admin.changelist_view(request).render().status_code == 200


def test_slug_is_given_once(law, rf: RequestFactory):
    for model in MODELS:
        admin = site.get_model_admin(model)
        assert "slug" in admin.get_readonly_fields(rf.get("/"), model.objects.first())
        assert "slug" not in admin.get_readonly_fields(rf.get("/"))


def test_form_opens_with_what_the_row_says(rf: RequestFactory, administrator):
    request = rf.get("/")
    request.user = administrator
    for model in MODELS:
        fields = site.get_model_admin(model).get_fields(request, model.objects.first())
        assert fields[0] == "slug" and fields[-1] == "note"
        assert len(fields) == len(set(fields))
