"""Several unidentified people in one post."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models.casefile.respondent import Respondent


class UnknownGroup(models.Model):
    """The approximate number of people seen, and the path for those who are still unidentified.

    An identified person gets a path of their own (``Respondent.out_of``).
    """

    path = models.OneToOneField(Respondent, on_delete=models.PROTECT, related_name="group")
    seen = models.PositiveSmallIntegerField(
        _("kira-kira berapa orang"), null=True, blank=True, help_text=_("kosong: jumlahnya belum diketahui")
    )

    class Meta:
        verbose_name = _("kelompok belum dikenal")
        constraints = [
            models.CheckConstraint(condition=models.Q(seen__isnull=True) | models.Q(seen__gte=2), name="group_of_two")
        ]

    def __str__(self) -> str:
        return f"{self.path_id}: {self.seen or '?'}"

    def has_others(self) -> bool:
        """Whether somebody stays unidentified besides the person who is being identified."""
        return self.seen is None or self.identified.count() + 1 < self.seen
