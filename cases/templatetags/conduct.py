"""Template tags for cases: badges with icon and tone, dates in Indonesian words, and the key of a form."""

import datetime as dt
import uuid
from functools import lru_cache
from zoneinfo import ZoneInfo

from django import template
from django.template import engines
from django.template.defaultfilters import date as date_words
from django.template.loader import render_to_string
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cases.models import AuditEntry, Case, Respondent, Status, TimeZone, User, Verdict
from cases.procedure.back_dating import is_back_dated
from cases.web.forms.fields import SUBMISSION
from regulations.models import Severity

register = template.Library()

# Tone and icon of every status; the text is the label of the status.
STATUS_BADGES = {
    Status.REPORTED: ("info", "inbox"),
    Status.CLARIFICATION: ("info", "messages"),
    Status.CLARIFIED: ("info", "arrows-split"),
    Status.ROUTED: ("primary", "mail-forward"),
    Status.COACHING: ("primary", "bulb"),
    Status.SUMMONED: ("primary", "mail"),
    Status.ABSENT: ("warn", "user-x"),
    Status.HEARD: ("primary", "gavel"),
    Status.FINDINGS: ("primary", "file-text"),
    Status.DECIDED: ("violet", "scale"),
    Status.DELIVERED: ("violet", "signature"),
    Status.CONTESTED: ("warn", "hourglass"),
    Status.IN_FORCE: ("ok", "circle-check"),
    Status.CLOSED: ("outline", "check"),
}
SEVERITY_TONES = {Severity.SEVERE: "danger", Severity.TERMINATION: "danger", Severity.MODERATE: "warn"}
VERDICT_BADGES = {
    Verdict.WITHIN: ("warn", "clock"),
    Verdict.OUTSIDE: ("ok", "clock"),
    Verdict.BREAK: ("info", "clock"),
    Verdict.DAY_OFF: ("ok", "calendar"),
    Verdict.UNKNOWN: ("neutral", "help-circle"),
}
BADGE = "components/_badge.html"
CONTEXTUAL_DATE = "components/_contextual_date.html"
ICON = "components/_icon.html"
NAVIGATION = "components/_navigation.html"


@lru_cache(maxsize=512)
def badge(text: str, tone: str, icon: str) -> SafeString:
    """A badge. It is cached, because a list shows few different badges many times."""
    return render_to_string(BADGE, {"text": text, "tone": tone, "icon": icon})


@register.simple_tag
@lru_cache(maxsize=128)
def icon(name: str) -> SafeString:
    """The icon of that name, cached."""
    return render_to_string(ICON, {"name": name})


@register.simple_tag
def navigation_bar(items: list[tuple[str, str, str, bool]]) -> SafeString:
    """The navigation, cached for the same items: there are a few sets, one for each role."""
    return _drawn_navigation(get_language(), tuple(items))


@lru_cache(maxsize=512)
def _drawn_navigation(_language: str, items: tuple[tuple[str, str, str, bool], ...]) -> SafeString:
    return render_to_string(NAVIGATION, {"navigation": items})


@register.simple_tag
def contextual_date(due: dict[str, object]) -> SafeString:
    """A due date in the words of ``views.due``; cached for the same day."""
    return _drawn_due(get_language(), tuple(due.items()))


@lru_cache(maxsize=2048)
def _drawn_due(_language: str, facts: tuple[tuple[str, object], ...]) -> SafeString:
    return render_to_string(CONTEXTUAL_DATE, {"due": dict(facts)})


@register.simple_tag
def status_badge(status: str) -> SafeString:
    """The badge of a stage: icon, word and tone, never colour alone."""
    return _drawn_status(get_language(), status)


@lru_cache(maxsize=64)
def _drawn_status(_language: str, status: str) -> SafeString:
    tone, symbol = STATUS_BADGES[Status(status)]
    return badge(str(Status(status).label), tone, symbol)


@register.simple_tag
def held_badge() -> SafeString:
    """The badge of a path on hold."""
    return badge(_("Dijeda / menunggu"), "paused", "player-pause")


@register.simple_tag
def overdue_badge() -> SafeString:
    return badge(_("Terlambat"), "late", "clock-exclamation")


@register.simple_tag
def doubt_badge() -> SafeString:
    """The badge of a rule whose source has not been verified."""
    return badge(_("Perlu verifikasi"), "warn", "alert-triangle")


@register.simple_tag
def verdict_badge(verdict: str) -> SafeString:
    """The badge of a verdict on working hours. It informs and does not accuse."""
    tone, symbol = VERDICT_BADGES[Verdict(verdict)]
    return badge(str(Verdict(verdict).label), tone, symbol)


@register.simple_tag
def severity_badge(severity: str) -> SafeString:
    return badge(str(Severity(severity).label), SEVERITY_TONES.get(Severity(severity), "violet"), "")


@register.simple_tag
def table_rows(name: str, **context: object) -> SafeString:
    """The rows of a long table by a template of Jinja2, which draws a row in a tenth of the time (decision 82)."""
    return SafeString(engines["jinja2"].get_template(name).render(context))


@register.filter
def hari(day: dt.date | None) -> str:
    """Kamis, 26 November 2026."""
    return date_words(day, "l, j F Y") if day else ""


@register.filter
def singkat(day: dt.date | None) -> str:
    """26 Nov 2026."""
    return _in_short(get_language(), day) if day else ""


@lru_cache(maxsize=2048)
def _in_short(_language: str, day: dt.date) -> str:
    return date_words(day, "j M Y")


@register.filter
def orang(n: int) -> str:
    """A number of people: 3 orang."""
    return _in_people(get_language(), n)


@lru_cache(maxsize=256)
def _in_people(_language: str, n: int) -> str:
    return _("%(n)d orang") % {"n": n}


@register.filter
def waktu(moment: dt.datetime | None, place: object = None) -> str:
    """A time in the zone of a place (agency, case, respondent or account), with the zone: 26 Nov 2026 14.05 WITA."""
    if moment is None:
        return ""
    zone = TimeZone(zone_name(place))
    local = moment.astimezone(ZoneInfo(zone.value)).replace(tzinfo=None)
    return f"{_to_the_minute(get_language(), local)} {zone.label}"


@lru_cache(maxsize=4096)
def _to_the_minute(_language: str, local: dt.datetime) -> str:
    return date_words(local, "j M Y H.i")


@register.filter
def iso(moment: dt.datetime) -> str:
    """The time for the `datetime` attribute of a time element, which does not allow fractions of six digits."""
    return moment.isoformat(timespec="seconds")


@register.filter
def dicatat_kemudian(entry: AuditEntry, case: Case) -> bool:
    """Whether the act happened before its case was recorded. The history marks such an act."""
    return is_back_dated(case, entry.on)


@register.filter
def jam(moment: dt.datetime, place: object = None) -> str:
    """Only the clock time, 14.05, where the page already shows day and zone."""
    return f"{moment.astimezone(ZoneInfo(zone_name(place))):%H.%M}"


@register.filter
def ukuran(size: int | None) -> str:
    """The size of a file in Indonesian notation: 1,4 MB."""
    if not size:
        return ""
    return f"{number_format(size / 1_000_000, 1)} MB" if size >= 1_000_000 else f"{max(1, size // 1000)} kB"


def zone_name(place: object) -> str:
    """The abbreviation of the time zone of an agency, case, respondent or account."""
    if isinstance(place, Case | Respondent):
        place = place.agency
    elif isinstance(place, User):
        place = place.agency or place.government
    return getattr(place, "time_zone", TimeZone.WIB)


@register.simple_tag(takes_context=True)
def submission_field(context: template.Context) -> SafeString:
    """The idempotency key of a form. A form that is shown again for correction keeps its key."""
    sent = context["request"].POST.get(SUBMISSION, "")
    try:
        key = uuid.UUID(sent)
    except ValueError:
        key = uuid.uuid4()
    return format_html('<input type="hidden" name="{}" value="{}">', SUBMISSION, key)
