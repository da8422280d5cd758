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
        for proposal in found:
            state = _("sama") if proposal.agrees else _("jenis berbeda") if proposal.row else _("belum ada")
            self.stdout.write(f"{proposal.date} {Holiday.Kind(proposal.kind).label}: {proposal.name} – {state}")
        for row in unexpected(year):
            self.stdout.write(f"{row.date} {row.get_kind_display()}: {row.name} – " + _("tidak diusulkan"))
        differing = sum(not proposal.agrees for proposal in found) + len(unexpected(year))
        self.stdout.write(_("%(n)d usulan, %(m)d berbeda dari katalog") % {"n": len(found), "m": differing})
