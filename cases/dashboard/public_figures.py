"""The charts that are published: by stage, month and kind, never by agency, with small cells hidden."""

from cases.dashboard.figures import Figure, by_month, funnel, kinds
from cases.dashboard.scope import Scope
from cases.dashboard.tiles import Address


def public_figures(scope: Scope) -> list[Figure]:
    return [each.hidden() for each in (funnel(scope), by_month(scope, Address(scope, None)), kinds(scope))]
