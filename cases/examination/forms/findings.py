"""The form of the findings: for each allegation the result, its rule, its impact and its evidence."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cases.applicable_law.forms import ProvisionField, allegeable, chargeable
from cases.applicable_law.sanction_range import open_ranges
from cases.models import Allegation, Circumstance, EvidenceItem, Finding, Respondent
from cases.web.forms.act_form import ActForm, doubted, line, long_text
from cases.web.forms.choices import set_rows
from cases.web.forms.fields import DayField
from regulations.models import Impact, Provision, SanctionType

REQUIRED = ("outcome", "reason")


class CircumstanceRow(forms.Form):
    weight = forms.ChoiceField(label=_("Sifat"), choices=Circumstance.Weight)
    text = line(_("Keadaan"), 500, _("Mis. sudah pernah ditegur; mengakui dan meminta maaf."))


class FindingsForm(ActForm):
    template = "casefile/acts/_act_findings.html"
    varies = ("recommendation", "recommended")
    recommendation = long_text(_("Rekomendasi"))
    recommended = forms.ModelChoiceField(
        SanctionType.objects.none(), label=_("Sanksi yang diusulkan"), required=False, empty_label=_("Tidak diusulkan")
    )
    number = line(_("Nomor laporan"), 80, required=False)

    @property
    def row_sets(self) -> dict[str, dict[str, Any]]:  # type: ignore[override]  # they depend on the allegations
        """Circumstances are personal, so the form does not ask for them for several people at once."""
        return {} if self.is_bulk else {"circumstances": {"row": CircumstanceRow, "key": "text", "size": 2}}

    def add_fields(self) -> None:
        super().add_fields()
        mine = {"respondent__in": self.respondents}
        self.allegations = list(Allegation.objects.filter(**mine).select_related("respondent__employee", "provision"))
        self.evidence = {item.pk: item for item in EvidenceItem.objects.filter(case=self.respondent.case_id)}
        self.rules: dict[tuple[str, dt.date | None], dict[str, Provision]] = {}
        for allegation in self.allegations:
            self.fields |= {f"{name}_{allegation.pk}": field for name, field in self._questions(allegation).items()}
        common = set.intersection(*({kind.pk for kind in kinds} for kinds in open_ranges(self.respondents).values()))
        set_rows(self, "recommended", SanctionType.objects.filter(pk__in=common), lambda kind: doubted(str(kind), kind))

    def _questions(self, allegation: Allegation) -> dict[str, forms.Field]:
        alone = not self.is_bulk
        asked: dict[str, forms.Field] = {
            "outcome": forms.ChoiceField(
                label=_("Temuan"), choices=[("", _("Pilih temuan")), *Finding.Outcome.choices], required=alone
            ),
            "reason": long_text(_("Pertimbangan"), required=alone),
            "impact": forms.ChoiceField(
                label=_("Dampak"), choices=[("", _("Tidak ditentukan")), *Impact.choices], required=False,
                help_text=_("Menentukan tingkat pelanggaran (Pasal 9–14 PP 94/2021)."),
            ),
            "impact_reason": long_text(_("Alasan dampak"), required=False),
        }  # fmt: skip
        if allegation.provision is None:
            asked = {"provision": self._rule(allegation)} | asked
        if self.evidence:
            items = [(pk, str(item)) for pk, item in self.evidence.items()]
            asked["evidence"] = forms.TypedMultipleChoiceField(
                label=_("Didukung bukti"),
                choices=items,
                coerce=int,
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )
        for name in ("reason", "impact_reason"):
            asked[name].widget.attrs["rows"] = 2
        return asked

    def _rule(self, allegation: Allegation) -> forms.Field:
        """The rules of the day of the act, read once for each category and day instead of once for each allegation."""
        respondent, day = allegation.respondent, allegation.acted_on
        alike = respondent.category, day
        if alike not in self.rules:
            self.rules[alike] = {rule.pk: rule for rule in chargeable(respondent, day)}
        rules = self.rules[alike]
        named = ProvisionField(Provision.objects.none())
        choices = [(pk, named.label_from_instance(rule)) for pk, rule in rules.items()]
        return forms.TypedChoiceField(
            label=_("Ketentuan yang dilanggar"), choices=[("", _("Belum ditentukan")), *choices], coerce=rules.get,
            empty_value=None, required=False, help_text=_("Wajib bila terbukti."),
        )  # fmt: skip

    def answers(self) -> list[tuple[Allegation, list[forms.BoundField]]]:
        """Each allegation with its fields."""
        names = ("outcome", "provision", "reason", "impact", "impact_reason", "evidence")
        keys = {allegation: [f"{name}_{allegation.pk}" for name in names] for allegation in self.allegations}
        return [
            (allegation, [self[key] for key in keys[allegation] if key in self.fields])
            for allegation in self.allegations
        ]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        chosen = {value.partition(":")[0] for value in data.get("concerned", [])}
        for allegation in self.allegations:
            if self.is_bulk and str(allegation.respondent_id) in chosen:
                for name in (f"{name}_{allegation.pk}" for name in REQUIRED):
                    if not data.get(name) and name not in self.errors:
                        self.add_error(name, ValidationError(_("Isi temuan untuk setiap dugaan.")))
        return data

    def keywords(self, respondent: Respondent) -> dict[str, Any]:
        mine = [allegation for allegation in self.allegations if allegation.respondent_id == respondent.pk]
        rows = self.rows["circumstances"].cleaned() if "circumstances" in self.rows else []
        kept = {name: self.own(name, respondent) for name in ("on", "recommendation", "recommended", "number")}
        return kept | {
            "findings": [self._finding(allegation) for allegation in mine],
            "provisions": {allegation.pk: self._answer("provision", allegation) for allegation in mine},
            "evidence": {
                allegation.pk: [self.evidence[pk] for pk in self._answer("evidence", allegation) or ()]
                for allegation in mine
            },
            "circumstances": [Circumstance(**row) for row in rows],
        }

    def _answer(self, name: str, allegation: Allegation) -> Any:
        return self.cleaned_data.get(f"{name}_{allegation.pk}")

    def _finding(self, allegation: Allegation) -> Finding:
        names = ("outcome", "reason", "impact", "impact_reason")
        return Finding(allegation=allegation, **{name: self._answer(name, allegation) for name in names})


class ReturnForm(ActForm):
    reason = line(_("Yang masih kurang"), 300, _("Dibaca pemeriksa; hasilnya disusun lagi sesudah dilengkapi."))


class ReplyForm(ActForm):
    text = long_text(_("Tanggapan"), _("Seperti ditulis atau diucapkan terperiksa."))


class AllegeForm(ActForm):
    text = long_text(_("Uraian dugaan"), _("Apa yang diduga dilakukan, kapan, di mana. Dugaan, belum temuan."))
    acted_on = DayField(
        label=_("Hari perbuatan"),
        required=False,
        help_text=_("Bila bukan hari kejadian kasus: perbuatan beberapa hari dicatat sebagai beberapa dugaan."),
    )
    provision = ProvisionField(Provision.objects.none(), required=False, empty_label=_("Belum ditentukan"))

    def add_fields(self) -> None:
        super().add_fields()
        set_rows(self, "provision", allegeable(self.respondent))
