"""The form of the decision. The range is shown; a person picks the sanction."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cases.models import Respondent
from cases.services.decisions import sanctions_open_to, title_of
from regulations.models import Official, Power, SanctionType

from .acts import ActForm, doubted, line, long_text


class DecideForm(ActForm):
    template = "cases/_act_decide.html"
    sanction_types = forms.MultipleChoiceField(
        label=_("Sanksi"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Tepat satu sanksi; pembinaan boleh menyertainya. Beberapa pelanggaran dijatuhi satu yang terberat."
        ),
        error_messages={"required": _("Pilih sanksi."), "invalid_choice": _("Sanksi itu tidak berlaku di sini.")},
    )
    official = forms.TypedChoiceField(label=_("Pejabat yang berwenang"), coerce=Official)
    official_name = line(_("Nama dan jabatan pejabat"), 200)
    considerations = long_text(_("Pertimbangan"))
    number = line(_("Nomor keputusan"), 80, required=False)

    def add_fields(self) -> None:
        super().add_fields()
        ranges = [{kind.pk: kind for kind in sanctions_open_to(each)} for each in self.respondents]
        common = [kind for pk, kind in ranges[0].items() if all(pk in range_ for range_ in ranges[1:])]
        self.sanctions = {
            kind.pk: kind for kind in sorted(common, key=lambda kind: (kind.severity_rank or 0, kind.name))
        }
        self.fields["sanction_types"].choices = [(pk, self._choice(kind)) for pk, kind in self.sanctions.items()]
        competent = {official for kind in common for official in self._competent(kind)}
        officials = [(official.value, official.label) for official in Official if official in competent]
        self.fields["official"].choices = [("", gettext("Pilih pejabat")), *officials]

    def _choice(self, kind: SanctionType) -> str:
        return _described(kind, title_of(kind, respondent=self.respondent, on=self.today))

    def _competent(self, kind: SanctionType) -> list[str]:
        respondent = self.respondent
        powers = Power.objects.competent(respondent.category, kind.severity, respondent.route, self.today)
        return list(powers.values_list("official", flat=True)) if kind.kind == SanctionType.Kind.SANCTION else []

    def words(self, respondent: Respondent) -> dict[str, Any]:
        words = super().words(respondent)
        return words | {"sanction_types": [self.sanctions[pk] for pk in words["sanction_types"]]}


def _described(kind: SanctionType, name: str) -> str:
    level = kind.get_severity_display() or kind.get_kind_display()
    return doubted(f"{name} ({level}; {kind.basis})", kind)
