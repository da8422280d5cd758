"""Finds agencies by the names that offices use."""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from cases.models import Agency, Government
from lib.sheets.tables import letters


def units_of(government: Government) -> dict[str, int | None]:
    """Names, short names and paths of the government's agencies; an ambiguous name maps to None."""
    units: dict[str, int | None] = {}
    for pk, *names in Agency.objects.filter(government=government).values_list("pk", "name", "short_name", "path"):
        for key in {letters(name) for name in names}:
            units[key] = pk if units.get(key, pk) == pk else None
    return units


def unit_of(text: str, units: Mapping[str, int | None]) -> int:
    """The agency with this name. Raises ValidationError in Indonesian."""
    name = letters(text)
    if name not in units:
        raise ValidationError(_("Unit kerja tidak dikenal."))
    agency = units[name]
    if agency is None:
        raise ValidationError(_("Ada beberapa unit bernama ini. Tulis kodenya, misalnya disdik/sdn-1."))
    return agency
