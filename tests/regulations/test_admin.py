import pytest
from django.apps import apps
from django.contrib.admin import site
from django.test import RequestFactory

from regulations.models.catalogue import CatalogueRow

MODELS = [model for model in apps.get_app_config("regulations").get_models() if issubclass(model, CatalogueRow)]


@pytest.fixture
def administrator(putri):
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


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_law_is_not_written_past_the_law_desk(law, rf: RequestFactory, administrator, model):
    admin, request = site.get_model_admin(model), rf.get("/")
    request.user = administrator
    assert not admin.has_add_permission(request)
    assert not admin.has_change_permission(request, model.objects.first())


def test_form_opens_with_what_the_row_says(rf: RequestFactory, administrator):
    request = rf.get("/")
    request.user = administrator
    for model in MODELS:
        fields = site.get_model_admin(model).get_fields(request, model.objects.first())
        assert fields[0] == "slug" and fields[-1] == "note"
        assert len(fields) == len(set(fields))
