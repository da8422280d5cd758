"""Plain catalogue rows with sensible defaults; codes that no fixture uses."""

from datetime import date

from django.db.models import Q

from regulations.models import (
    AttendanceRung,
    Holiday,
    Interpretation,
    Power,
    Provision,
    Question,
    Regulation,
    SanctionType,
    TimeLimit,
)

SOURCED = {"confidence": "VERIFIED", "source": "uji", "checked_on": date(2026, 1, 1)}
DATED = SOURCED | {"in_force_from": date(2021, 1, 1)}


def make_regulation(**over):
    return Regulation.objects.create(**DATED | {"slug": "uji", "kind": "CIRCULAR", "title": "Uji"} | over)


def make_provision(**over):
    regulation = over.pop("regulation", None) or make_regulation(slug=f"uji-{over.get('slug', '')}")
    values = {"slug": "uji", "code": "UJI", "regulation": regulation, "article": "Pasal 1", "text": "Uji"}
    return Provision.objects.create(**DATED | values | over)


def make_sanction_type(**over):
    values = {"slug": "uji", "code": "UJI", "route": "CONTRACT", "severity": "LIGHT", "family": "UJI", "name": "Uji"}
    return SanctionType.objects.create(**DATED | values | over)


def make_power(**over):
    values = {
        "slug": "uji",
        "official": "AGENCY_HEAD",
        "severities": ["LIGHT"],
        "routes": ["CONTRACT"],
        "target": "Uji",
    }
    return Power.objects.create(**DATED | values | over)


def make_limit(**over):
    values = {"slug": "uji", "step": "UJI", "label": "Uji", "amount": 3, "unit": "WORKING_DAYS", "statutory": True}
    return TimeLimit.objects.create(**DATED | values | over)


def make_holiday(**over):
    values = {"slug": "uji", "date": date(2031, 1, 1), "name": "Uji", "kind": "NATIONAL"}
    return Holiday.objects.create(**SOURCED | values | over)


def read(code: str, chosen: str, region: str = "", since: date = date(2015, 1, 1)):
    """Let a region, or everybody, read a disputed rule in another way from a day on."""
    default = Interpretation.objects.get(code=code, region="")
    if not region:
        Interpretation.objects.filter(pk=default.pk).update(chosen=chosen)
        return default
    own = {"slug": f"{code}-{region}-{since.year}", "code": code, "region": region, "options": default.options}
    return make_interpretation(**own, chosen=chosen, in_force_from=since)


def make_interpretation(**over):
    values = {"slug": "uji", "code": "uji", "question": "Uji?", "options": ["a", "b"], "chosen": "a"}
    return Interpretation.objects.create(**DATED | values | over)


def make_question(**over):
    values = {"slug": "uji", "code": "UJI", "stage": Question.Stage.OPENING, "position": 1, "text": "Uji?"}
    return Question.objects.create(**DATED | values | over)


def step_for(days: int, on: date) -> AttendanceRung | None:
    """The step that this many days of absence in one calendar year reaches (Pasal 15 PP 94/2021)."""
    upper = Q(max_days__isnull=True) | Q(max_days__gte=days)
    return AttendanceRung.objects.in_force(on).filter(upper, min_days__lte=days).first()
