"""The charts that are published: by stage, month and kind, never by agency, with small cells hidden.

Two tables share only their total: months are not divided by level, because the kinds of a level add up to it.
"""

import dataclasses

from django.utils.translation import gettext as _

from cases.dashboard.figures import Figure, by_month, funnel, kinds
from cases.dashboard.scope import Scope
from cases.dashboard.tiles import Address


def public_figures(scope: Scope) -> list[Figure]:
    """All of them, with small cells hidden."""
    return [each.hidden() for each in (funnel(scope), _months(scope), kinds(scope))]


def _months(scope: Scope) -> Figure:
    figure = by_month(scope, Address(scope, None))
    rows = [dataclasses.replace(row, values=[row.total]) for row in figure.rows]
    return dataclasses.replace(figure, form="bars", columns=[_("Sanksi")], rows=rows)
