from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from regulations.models import Holiday
from regulations.proposals import proposals, unexpected


class Command(BaseCommand):
    """Shows the library's proposal for a year and the differences to the catalogue; writes nothing."""

    help = "Menampilkan usulan hari libur suatu tahun dan bedanya dengan katalog."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("year", type=int)

    def handle(self, *args: Any, year: int, **options: Any) -> None:
        found = proposals(year)
        for each in found:
            state = _("sama") if each.agrees else _("jenis berbeda") if each.row else _("belum ada")
            self.stdout.write(f"{each.date} {Holiday.Kind(each.kind).label}: {each.name} – {state}")
        for row in unexpected(year):
            self.stdout.write(f"{row.date} {row.get_kind_display()}: {row.name} – " + _("tidak diusulkan"))
        differing = sum(not each.agrees for each in found) + len(unexpected(year))
        self.stdout.write(_("%(n)d usulan, %(m)d berbeda dari katalog") % {"n": len(found), "m": differing})
