"""Publishing the statistics of a year: for everybody, without names and agencies, small cells hidden.

Only a year that is over is published. What was published stays; a correction is a new version with its reason.
"""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from cases.dashboard.counting import value_of
from cases.dashboard.metrics import METRICS
from cases.dashboard.periods import FIRST_YEAR, Period
from cases.dashboard.public_figures import public_figures
from cases.dashboard.scope import Scope
from cases.dashboard.summary import leaving_words
from cases.models import Agency, Government, PublishedStatistics, User
from cases.procedure.refusals import RuleViolation
from cases.procedure.rights import Right, require

LINES = ("entered", "unsanctioned", "sanctions", "repeats", "duration", "ontime", "remedies")


@transaction.atomic
def publish(*, actor: User, at: dt.datetime, year: int, reason: str = "") -> PublishedStatistics:
    """Publish a year of the account's government. Raises NotAllowed, and RuleViolation for a year that is not over and
    for a correction without a reason."""
    require(actor, Right.PUBLISH_STATISTICS)
    government = Government.objects.select_for_update(no_key=True).get(pk=actor.own_government.pk)
    if not FIRST_YEAR <= year < actor.local_date(at).year:
        raise RuleViolation(_("Hanya tahun yang sudah berakhir yang dapat diterbitkan."))
    known = PublishedStatistics.objects.filter(government=government, year=year).count()
    if known and not reason.strip():
        raise RuleViolation(_("Tahun itu sudah terbit. Tulis alasan pembetulannya."))
    return PublishedStatistics.objects.create(
        government=government, year=year, version=known + 1, content=content_of(government, actor, at, year),
        reason=reason.strip(), published_by=actor, published_at=at,
    )  # fmt: skip


def content_of(government: Government, reader: User, at: dt.datetime, year: int) -> dict[str, Any]:
    """What everybody may know about a year, in Indonesian, as it will stand on the page."""
    agencies = Agency.objects.filter(government=government)
    keys = list(agencies.values_list("pk", flat=True))
    scope = Scope(agencies, keys, Period.of_year(year), reader.local_date(at), reader.zone)
    with override("id"):
        return {
            "lines": [_line(code, scope) for code in LINES],
            "figures": [
                {
                    "code": figure.code,
                    "title": str(figure.definition),
                    "columns": figure.columns,
                    "rows": [{"label": row.label, "values": row.values} for row in figure.rows],
                }
                for figure in public_figures(scope)
            ],
        }


def _line(code: str, scope: Scope) -> dict[str, str]:
    metric = METRICS[code]
    return {
        "code": metric.code,
        "name": str(metric.name),
        "definition": str(metric.definition),
        "value": leaving_words(metric, value_of(metric, scope), scope),
    }
