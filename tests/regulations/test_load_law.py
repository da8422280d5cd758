from datetime import date
from io import StringIO

import pytest
import yaml
from django.apps import apps
from django.core.management import call_command
from django.db import IntegrityError

from regulations.management.commands.load_law import CATALOGUES, FIXTURES, load
from regulations.models import Holiday, SanctionType, TimeLimit

from .rows import make_limit

MODELS = list(apps.get_app_config("regulations").get_models())


def snapshot():
    return {model.__name__: list(model.objects.order_by("pk").values()) for model in MODELS}


def test_loading_twice_changes_nothing(law):
    before = snapshot()
    out = StringIO()
    call_command("load_law", stdout=out)
    assert snapshot() == before
    assert out.getvalue().count(": 0 baru, 0 diperbarui") == len(CATALOGUES)


def test_every_catalogue_has_a_fixture_and_every_model_is_loaded(law):
    assert sorted(path.stem for path in FIXTURES.glob("*.yaml")) == sorted(CATALOGUES)
    assert all(model.objects.exists() for model in MODELS)


def test_row_changed_by_hand_returns_to_the_fixture(law):
    TimeLimit.objects.filter(step="DELIVER", category="PNS").update(amount=99)
    assert load(FIXTURES / "time_limits.yaml").changed >= 1
    assert not TimeLimit.objects.filter(amount=99).exists()


def test_row_that_no_fixture_knows_is_kept(law):
    make_limit()
    call_command("load_law", stdout=StringIO())
    assert TimeLimit.objects.filter(slug="uji").exists()


def test_new_version_enters_as_its_predecessor_ends(law, tmp_path):
    old = SanctionType.objects.get(slug="tkk-3-2017")
    rows = [row for row in yaml.safe_load((FIXTURES / "sanction_types.yaml").read_text("utf-8")) if row["pk"] == old.pk]
    newer = {**rows[0], "pk": "tkk-3-2030", "fields": rows[0]["fields"] | {"in_force_from": date(2030, 1, 1)}}
    rows[0]["fields"]["in_force_until"] = date(2029, 12, 31)
    path = tmp_path / "sanction_types.yaml"
    path.write_text(yaml.safe_dump([newer, rows[0]]), "utf-8")
    assert load(path) == (1, 1, 0)
    assert SanctionType.objects.in_force(date(2030, 1, 1)).get(code="TKK-3").pk == "tkk-3-2030"


def test_second_version_in_force_is_refused(law, tmp_path):
    rows = [
        row
        for row in yaml.safe_load((FIXTURES / "time_limits.yaml").read_text("utf-8"))
        if row["pk"] == "deliver-pns-2021"
    ]
    rows[0]["pk"] = "deliver-pns-2030"
    path = tmp_path / "time_limits.yaml"
    path.write_text(yaml.safe_dump(rows), "utf-8")
    with pytest.raises(IntegrityError, match="timelimit_one_in_force"):
        load(path)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_row_is_well_formed_and_names_its_source(law, model):
    for row in model.objects.all():
        row.clean_fields()
        assert row.source and row.checked_on


def test_slug_of_a_holiday_is_its_date(law):
    assert all(row.slug == str(row.date) for row in Holiday.objects.filter(region="", slug__startswith="20"))
