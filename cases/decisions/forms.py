"""The form of the decision. The range is shown; a person picks the sanction."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cases.applicable_law.sanction_range import title_of
from cases.decisions.deliberation_reading import deliberate_all
from cases.decisions.impediments import Tie
from cases.decisions.precedents import Match
from cases.models import Case, Respondent
from cases.web.forms.act_form import ActForm, doubted, line, long_text
from cases.web.forms.choices import set_choices
from regulations.models import Official, PostLevel, SanctionType, Severity


class DecideForm(ActForm):
    """One sanction, under the panel; several people at once get the sanctions that are open to all of them."""

    template = "casefile/acts/_act_decide.html"
    aside = "decisions/_deliberation.html"
    sanction = forms.ChoiceField(
        label=_("Sanksi"),
        widget=forms.RadioSelect,
        help_text=_("Satu sanksi; beberapa pelanggaran dijatuhi satu yang terberat (Pasal 35 PP 94/2021)."),
        error_messages={"required": _("Pilih sanksi."), "invalid_choice": _("Sanksi itu tidak berlaku di sini.")},
    )
    measures = forms.MultipleChoiceField(
        label=_("Di samping sanksi"), widget=forms.CheckboxSelectMultiple, required=False
    )
    post_level = forms.ChoiceField(
        label=_("Jenjang jabatan terperiksa saat kejadian"),
        choices=[("", _("Belum diketahui")), *PostLevel.choices],
        required=False,
        help_text=_("Menentukan pejabat yang berwenang (Pasal 16–25 PP 94/2021)."),
    )
    official = forms.TypedChoiceField(label=_("Pejabat yang berwenang"), coerce=Official)
    official_name = line(_("Nama dan jabatan pejabat"), 200)
    tie = forms.ChoiceField(
        label=_("Hubungan pejabat dengan terperiksa"),
        choices=Tie,
        widget=forms.RadioSelect,
        help_text=_("Terperiksa sendiri dan kerabatnya tidak boleh memutus (Pasal 42–43 UU 30/2014)."),
    )
    considerations = long_text(_("Pertimbangan"))
    departure_reason = long_text(
        _("Alasan menyimpang"),
        _("Wajib bila berbeda dari tingkat menurut tabel atau dari yang didapat kebanyakan kasus serupa."),
        required=False,
    )
    number = line(_("Nomor keputusan"), 80, required=False)

    def add_fields(self) -> None:
        super().add_fields()
        self.bearings = deliberate_all(self.respondents, on=self.today)
        self.bearing = self.bearings[0]
        self.kinds = {kind.pk: kind for kind in self._open_to_all()}
        sanctions = [kind for kind in self.kinds.values() if kind.kind == SanctionType.Kind.SANCTION]
        beside = [kind for kind in self.kinds.values() if kind not in sanctions]
        set_choices(self, "sanction", [(kind.pk, self._choice(kind)) for kind in sanctions])
        set_choices(self, "measures", [(kind.pk, kind.name) for kind in beside])
        if not beside:
            del self.fields["measures"]
        self._offer_officials({kind.severity for kind in sanctions})

    def _open_to_all(self) -> list[SanctionType]:
        """What is open to everybody concerned, the lightest first."""
        ranges = [{kind.pk: kind for kind in (*each.sanctions, *each.measures)} for each in self.bearings]
        kinds = [kind for pk, kind in ranges[0].items() if all(pk in others for others in ranges[1:])]
        return sorted(kinds, key=lambda kind: (kind.severity_rank or 0, kind.name))

    def _offer_officials(self, levels: set[str]) -> None:
        powers = self.bearing.powers
        competent = {power.official for power in powers if levels & set(power.severities)}
        officials = [(official.value, official.label) for official in Official if official in competent]
        set_choices(self, "official", [("", gettext("Pilih pejabat")), *officials])
        if not any(power.posts for power in powers):
            del self.fields["post_level"]

    def _choice(self, kind: SanctionType) -> str:
        return _described(kind, title_of(kind, respondent=self.respondent, on=self.today))

    def about_the_official(self) -> list[forms.BoundField]:
        """What is asked between the sanction and the reasons, as far as it applies to this person."""
        names = ("measures", "post_level", "official", "official_name", "tie")
        return [self[name] for name in names if name in self.fields]

    def similar(self) -> list[tuple[Match, str]]:
        """The closed cases to compare with; the number of a case only where the account may read it."""
        found = self.bearing.matches
        known = Case.objects.visible_to(self.user).filter(pk__in={match.precedent.case_id for match in found})
        numbers = dict(known.values_list("pk", "number"))
        return [(match, numbers.get(match.precedent.case_id, "")) for match in found]

    def clean(self) -> dict[str, Any]:
        """The reason is asked for at its field, which lies far below the top of the page."""
        cleaned = super().clean() or self.cleaned_data
        kind = self.kinds.get(cleaned.get("sanction", ""))
        said = self.bearing.departures(kind) if kind and not self.is_bulk else []
        if said and not cleaned.get("departure_reason"):
            self.add_error("departure_reason", gettext("Tulis alasan menyimpang. %(from)s") % {"from": " ".join(said)})
        return cleaned

    def words(self, respondent: Respondent) -> dict[str, Any]:
        words = super().words(respondent)
        chosen = [words.pop("sanction"), *words.pop("measures", [])]
        return words | {"sanction_types": [self.kinds[pk] for pk in chosen]}


def _described(kind: SanctionType, name: str) -> str:
    level = Severity(kind.severity).label if kind.severity else kind.get_kind_display()
    return doubted(f"{name} ({level}; {kind.basis})", kind)
