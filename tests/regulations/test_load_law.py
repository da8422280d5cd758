from datetime import UTC, date, datetime
from io import StringIO

import pytest
import yaml
from django.apps import apps
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import IntegrityError, transaction
from django.db.models import Q

from regulations.loading import Correction, LawRefused, load
from regulations.management.commands.load_law import CATALOGUES, FIXTURES
from regulations.models import Holiday, Interpretation, LawChange, SanctionType, TimeLimit
from regulations.models.catalogue import CatalogueRow, Dated
from tests.regulations.rows import make_limit, read

MODELS = [model for model in apps.get_app_config("regulations").get_models() if issubclass(model, CatalogueRow)]
DATED = [model for model in MODELS if issubclass(model, Dated)]
NOW = datetime(2026, 11, 22, 3, tzinfo=UTC)
LIMITS = FIXTURES / "time_limits.yaml"


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


def fixture_with(tmp_path, slug, **changes):
    """The fixture of one row, changed."""
    row = next(row for row in yaml.safe_load(LIMITS.read_text("utf-8")) if row["pk"] == slug)
    row["pk"] = changes.pop("pk", slug)
    row["fields"] |= changes
    path = tmp_path / "time_limits.yaml"
    path.write_text(yaml.safe_dump([row]), "utf-8")
    return path


def test_changed_content_under_the_same_key_is_refused_with_row_and_article(law, tmp_path):
    path = fixture_with(tmp_path, "deliver-pns-2021", amount=99)
    with pytest.raises(LawRefused, match=r"timelimit.deliver-pns-2021 \(PP 94/2021 .*amount: 14 → 99.*versi baru"):
        load(path, at=NOW)
    assert TimeLimit.objects.get(slug="deliver-pns-2021").amount == 14
    assert not LawChange.objects.filter(slug="deliver-pns-2021").exists()


def test_row_changed_by_hand_stops_the_loading_with_nothing_written(law):
    TimeLimit.objects.filter(slug="deliver-pns-2021").update(amount=99)
    Holiday.objects.filter(slug="2026-01-01").update(note="lama", checked_on=date(2026, 1, 1))
    with pytest.raises(CommandError, match=r"deliver-pns-2021"):
        call_command("load_law", stdout=StringIO())
    assert Holiday.objects.get(slug="2026-01-01").note == "lama"


def test_better_words_are_taken_over_and_recorded(law, tmp_path):
    assert load(fixture_with(tmp_path, "deliver-pns-2021", note="Lebih jelas"), at=NOW).changed == 1
    assert TimeLimit.objects.get(slug="deliver-pns-2021").note == "Lebih jelas"
    assert LawChange.objects.get(slug="deliver-pns-2021").kind == "REWORDED"


def test_words_checked_later_in_the_database_stay(law):
    Holiday.objects.filter(slug="2027-01-01").update(confidence="VERIFIED", decree="SKB", checked_on=date(2027, 1, 1))
    load(FIXTURES / "holidays.yaml", at=NOW)
    assert Holiday.objects.get(slug="2027-01-01").confidence == "VERIFIED"


def test_row_ended_in_the_database_stays_ended(law):
    TimeLimit.objects.filter(slug="deliver-pns-2021").update(in_force_until=date(2028, 1, 1))
    assert load(LIMITS, at=NOW).changed == 0
    assert TimeLimit.objects.get(slug="deliver-pns-2021").in_force_until == date(2028, 1, 1)


def test_wrong_transcription_is_corrected_only_when_told_with_what_stood_there(law, tmp_path):
    path = fixture_with(tmp_path, "deliver-pns-2021", amount=15)
    wrong = Correction("timelimit.deliver-pns-2021", {"amount": 12}, "salah salin")
    with pytest.raises(LawRefused):
        load(path, at=NOW, corrections=[wrong])
    load(path, at=NOW, corrections=[wrong._replace(was={"amount": 14})])
    change = LawChange.objects.get(slug="deliver-pns-2021")
    assert (change.kind, change.reason, change.differences) == ("CORRECTED", "salah salin", {"amount": ["14", "15"]})


def test_row_that_rests_on_an_ignored_page_is_refused_while_it_is_ignored(law, tmp_path):
    path = fixture_with(tmp_path, "deliver-pns-2021", pk="baru", step="UJI",
                        source="https://meridianhukum.com/peraturan/pp-no-94-tahun-2021")  # fmt: skip
    with pytest.raises(LawRefused, match=r"diabaikan: https://meridianhukum\.com"):
        load(path, at=NOW)
    read("laman-tidak-andal", "pakai")
    assert load(path, at=NOW).added == 1


def test_no_row_rests_on_an_ignored_page(law):
    pages = Interpretation.objects.ignored_pages(NOW.date())
    assert pages and not any(row.ignored_source(pages) for model in MODELS for row in model.objects.all())


def test_record_of_changes_cannot_be_changed(law):
    change = LawChange.objects.filter(kind="LOADED").first()
    for alter in (lambda: LawChange.objects.update(reason="x"), change.delete):
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            alter()


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
    assert load(path, at=NOW) == (1, 1, 0)
    assert SanctionType.objects.in_force(date(2030, 1, 1)).get(code="TKK-3").pk == "tkk-3-2030"


def test_second_version_in_force_is_refused_with_row_and_article(law, tmp_path):
    path = fixture_with(tmp_path, "deliver-pns-2021", pk="deliver-pns-2030")
    with pytest.raises(LawRefused, match=r"timelimit.deliver-pns-2030 \(PP 94/2021.*bertumpang tindih"):
        load(path, at=NOW)
    assert not TimeLimit.objects.filter(slug="deliver-pns-2030").exists()


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_row_is_well_formed_and_names_its_source(law, model):
    for row in model.objects.all():
        row.clean_fields()
        assert row.source and row.checked_on


def test_slug_of_a_holiday_is_its_date(law):
    assert all(row.slug == str(row.date) for row in Holiday.objects.filter(region="", slug__startswith="20"))


@pytest.mark.parametrize("kind", DATED)
def test_no_row_claims_a_first_day_that_no_source_states(law, kind):
    """A first or last day of a year is a guess or a bound, unless it is our own rule: the row says so."""
    turn_of_year = Q(in_force_from__month=1, in_force_from__day=1) | Q(in_force_from__month=12, in_force_from__day=31)
    rows = kind.objects.filter(turn_of_year, start_is_unknown=False).exclude(confidence="DESIGN")
    assert list(rows.values_list("pk", flat=True)) == []
