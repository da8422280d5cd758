import os
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from cases.aftermath.effect import bring_into_force
from cases.deadlines.escalation import escalate
from cases.deadlines.reminders import remind
from cases.demo import circulars, five_cases, generated, made_evidence, organisation, outside_reports, papers
from cases.models import Case, Deadline, Government

PASSWORD = "peragaan-2026"  # noqa: S105 - of the demo accounts, told in the README


class Command(BaseCommand):
    """Fills an empty installation with the demo, with dates relative to today; an installation with data is not
    changed."""

    help = "Mengisi data peragaan: empat pemerintah daerah, lima kasus nyata, dan 300 kasus rekaan."

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.PRODUCTION:  # its accounts share a published password
            raise CommandError(_("Data peragaan tidak untuk pemasangan sungguhan."))
        if Government.objects.exists():
            self.stdout.write(_("Sudah ada data; tidak ada yang diubah."))
            return
        now = timezone.now()
        with translation.override("id"), transaction.atomic():
            organisation.found(os.environ.get("CONDUCT_DEMO_PASSWORD", PASSWORD))
            known_cases = five_cases.run_all()
            papers.write_papers(known_cases)
            made_evidence.attach(known_cases)
            generated.generate(now, int(os.environ.get("CONDUCT_DEMO_CASES", "300")))
            circulars.publish_circular(now)
            outside_reports.receive_reports(now)
            bring_into_force(now)
            remind(Deadline, now)
            escalate(Deadline, now)
        self.stdout.write(_("%(n)d kasus peragaan dibuat.") % {"n": Case.objects.count()})
