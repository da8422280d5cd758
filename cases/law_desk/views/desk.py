"""The law desk: every catalogue, each rule with its versions side by side, and the changes."""

import datetime as dt
from typing import Any

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import Count, Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.template.defaultfilters import date as date_words
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.law_desk import rules as law
from cases.law_desk import working_calendar as law_calendar
from cases.models import User
from cases.web.signed_in import SignedIn
from regulations.catalogues import CATALOGUES, NAMES
from regulations.comparison import columns, differences
from regulations.models import Interpretation, LawChange
from regulations.models.catalogue import CatalogueRow, Dated, holds

RECENT = 8
PROVENANCE = ("confidence", "source", "checked_on", "note")  # shown after the content of the row
MOST_ROWS = 200
NATIONAL: dict[str, Any] = {"region": ""}
ROW_FILTERS = [
    ("", gettext_lazy("Semua versi")),
    ("current", gettext_lazy("Berlaku hari ini")),
    ("doubt", gettext_lazy("Perlu verifikasi")),
    ("own", gettext_lazy("Aturan daerah")),
]


def reader(request: SignedIn) -> User:
    """The account, if it may open the law desk."""
    if not law.reads_law_desk(request.user):
        raise PermissionDenied
    return request.user


def catalogue_of(name: str) -> type[Dated]:
    if name not in CATALOGUES:
        raise Http404
    return CATALOGUES[name]


def desk(request: SignedIn) -> HttpResponse:
    """All catalogues with the number of rules in force and unverified, and the latest changes."""
    user = reader(request)
    today = user.local_date(timezone.now())
    context = {
        "catalogues": [_summary(name, model, today) for name, model in CATALOGUES.items()],
        "changes": [_described(change) for change in LawChange.objects.select_related("actor")[:RECENT]],
        "calendar_gaps": [
            (year, law_calendar.calendar_gap(year, today)) for year in law_calendar.years_that_matter(today)
        ],
        "year": today.year,
    }
    return render(request, "law_desk/desk.html", context)


def _summary(name: str, model: type[Dated], today: Any) -> dict[str, Any]:
    doubt = holds(today) & ~Q(confidence__in=model.TRUSTED)
    counts = model._default_manager.aggregate(
        all=Count("pk"), current=Count("pk", filter=holds(today)), doubtful=Count("pk", filter=doubt)
    )
    label = capfirst(str(model._meta.verbose_name_plural))
    return counts | {"name": name, "label": label}


def catalogue(request: SignedIn, kind: str) -> HttpResponse:
    """One catalogue: its rows by rule, filtered by words, by unverified rules, and by rules in force today."""
    user, model = reader(request), catalogue_of(kind)
    today = user.local_date(timezone.now())
    q, only = request.GET.get("q", "").strip()[:100], request.GET.get("only", "")
    rows = model._default_manager.order_by(*(model.RULE or ("slug",)), "in_force_from")
    rows = rows.filter(_mentions(model, q)) if q else rows
    rows = rows.filter(holds(today)) if only == "current" else rows
    rows = rows.exclude(confidence__in=model.TRUSTED) if only == "doubt" else rows
    is_regional = hasattr(model(), "region")
    rows = rows.exclude(**NATIONAL) if only == "own" and is_regional else rows
    context = {
        "kind": kind,
        "label": capfirst(str(model._meta.verbose_name_plural)),
        "rows": rows[:MOST_ROWS],
        "q": q,
        "only": only,
        "today": today,
        "choices": ROW_FILTERS if is_regional else ROW_FILTERS[:-1],
        "adds": law.writes(user, law.own_row(user, model)),
    }
    return render(request, "law_desk/catalogue.html", context)


def _mentions(model: type[Dated], q: str) -> Q:
    fields = model._meta.concrete_fields
    texts = [field.name for field in fields if field.get_internal_type() in ("CharField", "TextField", "SlugField")]
    found = Q()
    for name in texts:
        found |= Q(**{f"{name}__icontains": q})
    return found


def row(request: SignedIn, kind: str, slug: str) -> HttpResponse:
    """One version with its content, the other versions of the rule, and the differences to one of them."""
    user, model = reader(request), catalogue_of(kind)
    shown = get_object_or_404(model, pk=slug)
    versions = versions_of(shown)
    before = [version for version in versions if version.pk != shown.pk]
    asked = request.GET.get("with", "")
    other = next((version for version in before if version.pk == asked), None) or _predecessor(shown, versions)
    context = {
        "kind": kind,
        "row": shown,
        "facts": facts(shown),
        "versions": versions,
        "other": other,
        "compared": compared(other, shown) if other else [],
        "changes": [_described(change) for change in _changes_of(shown)],
        "writes": law.writes(user, shown),
        "reads_differently": isinstance(shown, Interpretation) and not shown.region and user.government is not None,
        "today": user.local_date(timezone.now()),
    }
    return render(request, "law_desk/row.html", context)


def versions_of(row: Dated) -> list[Dated]:
    """All versions of the rule, the latest first."""
    same = {name: getattr(row, name) for name in row.RULE} or {"pk": row.pk}
    return list(type(row)._default_manager.filter(**same).order_by("-in_force_from", "slug"))


def _predecessor(row: Dated, versions: list[Dated]) -> Dated | None:
    place = [version.pk for version in versions].index(row.pk)
    return versions[place + 1] if place + 1 < len(versions) else None


def _changes_of(row: Dated) -> Any:
    return LawChange.objects.filter(catalogue=row._meta.model_name, slug=row.pk).select_related("actor")


def changes(request: SignedIn) -> HttpResponse:
    """The changes: author, time and reason, latest first."""
    reader(request)
    rows = LawChange.objects.select_related("actor")[:MOST_ROWS]
    return render(request, "law_desk/changes.html", {"changes": [_described(row) for row in rows]})


def _described(change: LawChange) -> dict[str, Any]:
    model = apps.get_model("regulations", change.catalogue)
    return {
        "change": change,
        "catalogue": NAMES.get(change.catalogue, ""),
        "label": model._meta.verbose_name_plural,
        "who": change.actor or _("Rilis"),
        "pairs": [_pair(model, name, *pair) for name, pair in change.differences.items()],
    }


def _pair(model: type[CatalogueRow], name: str, old: str, new: str) -> tuple[str, str, str]:
    """A column with its two values for display; a column that no longer exists keeps its name."""
    field = next((field for field in model._meta.concrete_fields if field.attname == name), None)
    if field is None:
        return name, old, new
    return _label(field), _as_read(field, old), _as_read(field, new)


def _as_read(field: Any, text: str) -> str:
    """A recorded value for display; the record stores days and choices as the database does."""
    if text and field.get_internal_type() == "DateField":
        return date_words(dt.date.fromisoformat(text), "j M Y")
    if text and field.get_internal_type() == "BooleanField":
        return _("Ya") if text == "True" else _("Tidak")
    return str(dict(field.choices or ()).get(text, text))


def facts(row: CatalogueRow) -> list[tuple[str, str]]:
    """The content of a row by column, without empty columns."""
    law_first = sorted(columns(row), key=lambda field: field.attname in PROVENANCE)
    said = [(_label(field), in_words(row, field.attname)) for field in law_first]
    return [(label, text) for label, text in said if text]


def compared(old: CatalogueRow, new: CatalogueRow) -> list[tuple[str, str, str]]:
    """Column, old value and new value, for columns that differ."""
    labels = {field.attname: _label(field) for field in columns(old)}
    return [(labels[name], in_words(old, name) or "–", in_words(new, name) or "–") for name in differences(old, new)]


def _label(field: Any) -> str:
    return capfirst(str(field.verbose_name))


def in_words(row: CatalogueRow, name: str) -> str:
    """A value for display."""
    field, value = row._meta.get_field(name), getattr(row, name)
    if value in (None, "", []):
        return ""
    if isinstance(value, bool):
        return _("Ya") if value else _("Tidak")
    if isinstance(field, ArrayField):
        labels = dict(field.base_field.choices or ())
        return "; ".join(str(labels.get(part, part)) for part in value)
    if field.get_internal_type() == "DateField":
        return date_words(value, "j M Y")
    if isinstance(field, models.Field) and field.choices:
        return str(dict(field.flatchoices).get(value, value))
    return str(getattr(row, field.name))
