"""The interface is served as written: no build step, no inline code, readable colours, small files."""

import gzip
import re
from pathlib import Path

import pytest
from django import forms
from django.contrib.auth.models import AnonymousUser
from django.contrib.staticfiles import finders
from django.core.files.storage import FileSystemStorage
from django.template import engines
from django.template.loader import render_to_string

from conduct.static_files import HashedModuleStorage

ROOT = Path(__file__).resolve().parents[2]
STATIC, TEMPLATES = ROOT / "static", ROOT / "templates"
PAGES = sorted(TEMPLATES.rglob("*.html"))
PARTIALS = [page for page in PAGES if page.name.startswith("_")]
SPRITE = (STATIC / "icons.svg").read_text()
SHEETS = sorted((STATIC / "css").glob("*.css"))
CSS = "\n".join(sheet.read_text() for sheet in SHEETS)
PYTHON = [file for package in ("cases", "conduct") for file in (ROOT / package).rglob("*.py")]


def relative(path: Path) -> str:
    return str(path.relative_to(ROOT))


def compressed(*paths: Path) -> int:
    return sum(len(gzip.compress(path.read_bytes(), 9)) for path in paths)


def icons_named_in(text: str) -> set[str]:
    return set(
        re.findall(r"""_icon\.html["'] with name=["']([\w-]+)["']|(?:\bicon\s*=\s*|{% icon )["']([\w-]+)["']""", text)
    )


@pytest.mark.parametrize("path", PAGES + PYTHON, ids=relative)
def test_every_icon_named_is_in_the_sprite(path):
    named = {first or second for first, second in icons_named_in(path.read_text())}
    assert named <= set(re.findall(r'<symbol id="([\w-]+)"', SPRITE))


def test_the_sprite_holds_each_icon_once_and_is_small():
    ids = re.findall(r'<symbol id="([\w-]+)"', SPRITE)
    assert len(ids) == len(set(ids))
    assert compressed(STATIC / "icons.svg", STATIC / "fonts/public-sans-latin-wght-normal.woff2") <= 32_500


@pytest.mark.parametrize("path", PAGES, ids=relative)
def test_templates_carry_no_inline_style_or_script(path):
    text = path.read_text()
    assert not re.search(r"\sstyle\s*=|<style|\son\w+\s*=\s*[\"']|javascript:", text)
    # A block of JSON is data: no browser runs it.
    assert not re.search(r"<script(?![^>]*\s(src=|type=\"application/json\"))", text)


@pytest.mark.parametrize("path", PAGES, ids=relative)
def test_templates_point_to_files_and_partials_that_exist(path):
    text = path.read_text()
    for name in re.findall(r"""{% static ["']([^"']+)["']""", text):
        assert finders.find(name), name
    for name in re.findall(r"""{% (?:include|extends) ["']([^"']+)["']""", text):
        assert (TEMPLATES / name).is_file(), name


@pytest.mark.parametrize("path", PAGES, ids=relative)
def test_templates_stay_short_and_partials_list_their_variables(path):
    lines = path.read_text().splitlines()
    assert len(lines) <= (60 if path in PARTIALS else 100)
    if path in PARTIALS:
        assert lines[0].startswith("{% comment %}")


def test_partials_are_included_with_their_variables_only():
    loose = ("_topbar.html", "_account.html", "_idle_lock.html")  # they read the page's own context
    for path in PAGES:
        for tag in re.findall(r"{% include [^%]*components/[^%]*%}", path.read_text()):
            assert tag.endswith(" only %}") or any(name in tag for name in loose), f"{relative(path)}: {tag}"


def test_styles_and_script_fit_their_budget():
    of_every_page = [STATIC / "css" / f"{name}.css" for name in ("foundation", "layout", "components")]
    for own in set(SHEETS) - set(of_every_page):  # of one kind of page each
        assert compressed(*of_every_page, own) <= 12_000, own.name
    assert compressed(STATIC / "js/core.js") <= 3_000


def test_no_file_points_to_a_source_map_or_another_host():
    for path in [*SHEETS, *(STATIC / "js").rglob("*.js")]:
        assert not re.search(r"sourceMappingURL|https?://|@import", path.read_text()), relative(path)


def test_modules_import_each_other_under_names_that_change_with_their_content(tmp_path):
    source, served = FileSystemStorage(STATIC), HashedModuleStorage(location=tmp_path, base_url="/static/")
    names = [str(path.relative_to(STATIC)) for path in (STATIC / "js").rglob("*.js")]
    for name in names:
        with source.open(name) as module:
            served.save(name, module)
    found = served.post_process({name: (source, name) for name in names})
    hashed = {name: copy for name, copy, _done in found if copy.endswith(".js")}
    room = (tmp_path / hashed["js/hearing_room/room.js"]).read_text()
    assert Path(hashed["js/encrypted_copies.js"]).name in room
    assert '"../vault.js"' not in room


def test_every_custom_property_used_is_defined():
    assert set(re.findall(r"var\((--[\w-]+)", CSS)) <= set(re.findall(r"(--[\w-]+):", CSS))


def luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast ratio of WCAG 2.2."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def themes() -> dict[str, dict[str, str]]:
    sheets = {"light": "css/foundation.css", "dark": "css/dark.css"}
    colours = re.compile(r"(--[\w-]+): (#[0-9A-F]{6})")
    return {
        theme: dict(colours.findall((STATIC / sheet).read_text().split("@media")[0])) for theme, sheet in sheets.items()
    }


TONES = ("danger", "late", "warn", "ok", "info")
TEXT_ON = [
    *[(ink, on) for ink in ("text", "muted", "subtle", "primary") for on in ("surface", "canvas")],
    *[(ink, "surface-2") for ink in ("text", "muted")],
    *[(tone, on) for tone in (*TONES, "visited") for on in ("surface", "canvas")],
    *[(f"{tone}-text", f"{tone}-soft") for tone in ("primary", *TONES, "violet", "neutral")],
    *[("on-primary", ground) for ground in ("primary", "primary-hover")],
    *[("text", f"tint-{step}") for step in range(1, 5)],
    ("surface", "danger"),
    ("surface", "text"),
]
SHAPE_ON = [
    *[("control", on) for on in ("surface", "canvas")],
    *[("focus", on) for on in ("surface", "canvas", "surface-2")],
    *[(step, "surface") for step in ("light", "moderate", "severe")],
    *[(f"cat-{n}", "surface") for n in range(1, 7)],
]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_text_colours_contrast_at_least_four_and_a_half_to_one(theme):
    token = themes()[theme]
    weak = {pair: contrast(*(token[f"--{name}"] for name in pair)) for pair in TEXT_ON}
    assert {pair: ratio for pair, ratio in weak.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_borders_focus_and_chart_marks_contrast_at_least_three_to_one(theme):
    token = themes()[theme]
    weak = {pair: contrast(*(token[f"--{name}"] for name in pair)) for pair in SHAPE_ON}
    assert {pair: ratio for pair, ratio in weak.items() if ratio < 3} == {}


@pytest.mark.parametrize("name", ["400", "403", "403_csrf", "404", "500"])
def test_error_pages_need_no_request_and_no_database(name):
    page = render_to_string(f"{name}.html")
    assert '<html lang="id">' in page
    assert page.count("<h1>") == 1


class Report(forms.Form):
    summary = forms.CharField(label="Ringkasan", help_text="Satu kalimat")
    secret = forms.BooleanField(label="Rahasia", required=False)
    precision = forms.ChoiceField(label="Ketepatan", choices=[("e", "Tepat")], widget=forms.RadioSelect)


def test_a_field_ties_label_hint_and_error_to_its_input():
    page = Report({}).as_div()
    assert '<label for="id_summary">Ringkasan' in page
    assert 'aria-describedby="id_summary_helptext id_summary_error"' in page
    assert 'id="id_summary_helptext"' in page
    assert 'id="id_summary_error"' in page
    assert "<legend>Ketepatan" in page


def test_the_error_summary_counts_the_fields_and_links_to_them():
    page = render_to_string("components/_form_errors.html", {"form": Report({})})
    assert "Ada 2 isian yang perlu diperbaiki" in page
    assert 'href="#id_summary"' in page
    assert 'href="#id_precision"' in page


def test_sign_in_page_renders_for_a_visitor_and_lets_managers_fill_it():
    class SignIn(forms.Form):
        username = forms.CharField(widget=forms.TextInput(attrs={"autocomplete": "username"}))
        password = forms.CharField(widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}))

    page = render_to_string("registration/login.html", {"form": SignIn(), "next": "", "user": AnonymousUser()})
    assert 'autocomplete="current-password"' in page
    assert "onpaste" not in page
    assert "mainnav" not in page


def test_a_stacked_column_chart_says_its_numbers_without_colour():
    rows = [{"label": "Jan", "total": 3, "parts": [("sev-light", 2), ("sev-moderate", 1)]}]
    series = [("sev-light", "Ringan"), ("sev-moderate", "Sedang")]
    context = {"id": "monthly", "title": "Sanksi", "rows": rows, "series": series, "peak": 3}
    page = engines["jinja2"].get_template("components/_stacked_columns.jinja").render(context)
    assert "url(#monthly-hatch)" in page
    assert re.search(r"<th scope=\"row\">Jan</th>\s*<td class=\"number\">2</td>\s*<td class=\"number\">1</td>", page)
