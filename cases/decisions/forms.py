"""The form of the decision. It shows the range; a person chooses the sanction."""

import dataclasses
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cases.applicable_law.sanction_range import titles_of
from cases.decisions import competence, validity
from cases.decisions.competence import Signatory
from cases.decisions.deliberation import Deliberation
from cases.decisions.deliberation_reading import deliberate_all
from cases.decisions.duties import duties_open_to
from cases.decisions.impediments import Departure, Tie
from cases.decisions.precedents import Line, lines_for
from cases.decisions.ruling import Ruling
from cases.decisions.validity import Check
from cases.models import Employee, Respondent
from cases.web.forms.act_form import ActForm, doubted, line, long_text
from cases.web.forms.choices import set_choices
from cases.web.forms.employees import NO_SUCH_PERSON, EmployeeField
from regulations.models import Capacity, DutyType, Official, PostLevel, SanctionType, Severity


class OfficialField(EmployeeField):
    """The official who decides: an employee of the register, so that a conflict of interest is detected for any
    spelling."""

    def clean(self, value: object) -> Employee | None:
        try:
            return super().clean(value)
        except ValidationError as error:
            if error.code != NO_SUCH_PERSON:
                raise
            message = _("Pejabat itu belum ada di daftar pegawai. Catat dulu di sana; kepala daerah dicatat tanpa NIP.")
            raise ValidationError(message, code=NO_SUCH_PERSON) from error


class DecideForm(ActForm):
    """One sanction, below the panel; several people at once get one that is possible for all, or each their own."""

    varies = ("sanction", "considerations", "departure_reason")
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
    duties = forms.MultipleChoiceField(
        label=_("Kewajiban yang dibebankan"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Bukan hukuman; batasnya dihitung sejak keputusan dan disebut suratnya."),
    )
    post_level = forms.ChoiceField(
        label=_("Jenjang jabatan terperiksa saat kejadian"),
        required=False,
        help_text=_("Menentukan pejabat yang berwenang (Pasal 16–25 PP 94/2021)."),
    )
    post_source = line(
        _("Sumber jenjang jabatan"), 200, _("Bila riwayat jabatan kosong atau keliru, mis. SK jabatan."), required=False
    )
    official = forms.TypedChoiceField(label=_("Pejabat yang berwenang"), coerce=Official)
    person = OfficialField(
        label=_("Nama pejabat"), max_length=160, help_text=_("NIP atau nama. Jabatannya diambil dari riwayat jabatan.")
    )
    post = line(_("Jabatan pejabat"), 160, _("Hanya bila tidak tercatat, mis. Bupati."), required=False)
    capacity = forms.ChoiceField(label=_("Kedudukan"), choices=Capacity, initial=Capacity.DEFINITIVE, required=False)
    mandate = line(
        _("Surat perintah atau keputusan pengangkatan"), 200,
        _("Nomor dan tanggal. Bagi Plt., Plh., atau Pj., dan bila jabatannya tidak tercatat."),
        required=False,
    )  # fmt: skip
    approval = line(_("Persetujuan tertulis"), 200, _("Bila disyaratkan, mis. Menteri Dalam Negeri."), required=False)
    condition = line(
        _("Dasar kekosongan atau pendelegasian"), 200,
        _("Bila berwenang karena jabatan di antaranya kosong (Pasal 25 PP 94/2021) atau didelegasikan."),
        required=False,
    )  # fmt: skip
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
    departure_article = line(
        _("Pasal yang membolehkan"), 200, _("Wajib bila tingkat yang ditetapkan hukum ditinggalkan."), required=False
    )
    ground = line(
        _("Putusan yang mendasari"), 300, _("Wajib untuk pemberhentian tidak dengan hormat: nomor dan tanggalnya."),
        required=False,
    )  # fmt: skip
    number = line(
        _("Nomor keputusan"),
        80,
        _("Dengan nomor, surat keputusannya langsung terbit. Kosong: konsep sampai diberi nomor di halaman Surat."),
        required=False,
    )

    def add_fields(self) -> None:
        super().add_fields()
        if self.is_bulk:
            del self.fields["number"]
        self.bearings = deliberate_all(self.respondents, on=self.today)
        self.bearing = self.bearings[0]
        self.unfit = self._unfit()
        self.kinds = {kind.pk: kind for kind in self._open_to_all() if kind.pk not in self.unfit}
        self.open_to = {bearing.respondent.pk: self._open_to(bearing) for bearing in self.bearings}
        possible = [kind for bearing in self.bearings for kind in bearing.sanctions]
        self.titles = titles_of(possible, case=self.respondent.case, on=self.today)
        sanctions = [kind for kind in self.kinds.values() if kind.kind == SanctionType.Kind.SANCTION]
        beside = [kind for kind in self.kinds.values() if kind not in sanctions]
        set_choices(self, "sanction", [(kind.pk, self._choice(kind)) for kind in sanctions])
        set_choices(self, "measures", [(kind.pk, kind.name) for kind in beside])
        if not beside:
            del self.fields["measures"]
        self._offer_officials({kind.severity for kind in sanctions})
        self._offer_duties()

    def _offer_duties(self) -> None:
        """Those that are open to everybody concerned; people of one category and route are asked about once."""
        alike = {(respondent.category, respondent.route): respondent for respondent in self.respondents}
        ranges = [{kind.pk: kind for kind in duties_open_to(person, self.today)} for person in alike.values()]
        self.duty_kinds = {pk: kind for pk, kind in ranges[0].items() if all(pk in others for others in ranges[1:])}
        set_choices(self, "duties", [(pk, doubted(str(kind), kind)) for pk, kind in self.duty_kinds.items()])

    def clean_duties(self) -> list[DutyType]:
        return [self.duty_kinds[pk] for pk in self.cleaned_data["duties"]]

    def _open_to_all(self) -> list[SanctionType]:
        """The sanctions that are possible for everybody, lightest first."""
        ranges = [{kind.pk: kind for kind in (*bearing.sanctions, *bearing.measures)} for bearing in self.bearings]
        kinds = [kind for pk, kind in ranges[0].items() if all(pk in others for others in ranges[1:])]
        return sorted(kinds, key=lambda kind: (kind.severity_rank or 0, kind.name))

    def _open_to(self, bearing: Deliberation) -> dict[str, SanctionType]:
        """The sanctions that are possible for one person, by key."""
        level = competence.post_of(bearing).level
        fit = [kind for kind in bearing.sanctions if not competence.misfit(kind, level)]
        return {kind.pk: kind for kind in fit if kind.kind == SanctionType.Kind.SANCTION}

    def choices_for(self, name: str, respondent: Respondent) -> list[tuple[Any, Any]]:
        if name != "sanction":
            return super().choices_for(name, respondent)
        kinds = self.open_to[respondent.pk].values()
        return [(kind.pk, _described(kind, self.titles[kind.pk])) for kind in kinds]

    def _unfit(self) -> dict[str, str]:
        """Why a sanction does not fit somebody's post, such as the lower class of an executive; those are not offered.

        The post is that of the staff record, or the one that the form states for a single person.
        """
        stated = "" if self.is_bulk else str(self.data.get("post_level", ""))
        found = {}
        for bearing in self.bearings:
            level = stated or competence.post_of(bearing).level
            for kind in bearing.sanctions:
                if why := competence.misfit(kind, level):
                    found[kind.pk] = f"{bearing.respondent}: {why}" if self.is_bulk else why
        return found

    def _offer_officials(self, levels: set[str]) -> None:
        powers = self.bearing.powers
        competent = {power.official for power in powers if levels & set(power.severities)}
        officials = [(official.value, official.label) for official in Official if official in competent]
        set_choices(self, "official", [("", gettext("Pilih pejabat")), *officials])
        set_choices(self, "post_level", [("", self._recorded_post()), *PostLevel.choices])
        if not any(power.posts for power in powers):
            del self.fields["post_level"], self.fields["post_source"]

    def _recorded_post(self) -> str:
        """The post on the day of the event in the staff record; it applies if the field is empty."""
        level = "" if self.is_bulk else competence.post_of(self.bearing).level
        said = PostLevel(level).label if level else gettext("belum tercatat")
        return gettext("Menurut riwayat jabatan") if self.is_bulk else f"{gettext('Menurut riwayat jabatan')}: {said}"

    def _choice(self, kind: SanctionType) -> str:
        return _described(kind, self.titles[kind.pk])

    def about_the_official(self) -> list[forms.BoundField]:
        """What is asked between the sanction and the reasons, as far as it applies to this person."""
        names = ("measures", "duties", "post_level", "post_source", "official", "person", "post", "mandate", "tie")
        return [self[name] for name in names if name in self.fields]

    def about_acting(self) -> list[forms.BoundField]:
        """The fields for an official who does not hold the post permanently, or decides because another post is
        vacant."""
        return [self[name] for name in ("capacity", "approval", "condition")]

    def about_leaving(self) -> list[forms.BoundField]:
        """What is asked of whoever leaves the law's level, the practice or the advice."""
        return [self[name] for name in ("departure_reason", "departure_article", "ground")]

    def sheet(self) -> list[Check]:
        """The validity sheet for this person."""
        return validity.sheet(self.bearing)

    @property
    def acting_is_open(self) -> bool:
        """Whether one of these fields is filled or invalid; then the section is open."""
        names = [field.name for field in self.about_acting()]
        typed = any(self.data.get(name) for name in names if name != "capacity") if self.is_bound else False
        return typed or any(name in self.errors for name in names)

    def similar(self) -> list[Line]:
        """The closed cases for comparison; the number of a case only if the account may read it."""
        return lines_for(self.bearing.matches, self.user)

    def clean_capacity(self) -> str:
        return self.cleaned_data["capacity"] or Capacity.DEFINITIVE

    def clean(self) -> dict[str, Any]:
        """A missing reason is reported at its field, which is far below the top of the page."""
        cleaned = super().clean() or self.cleaned_data
        kind = self.kinds.get(cleaned.get("sanction", ""))
        said = self.bearing.departures(kind) if kind and not self.is_bulk else []
        if said and not cleaned.get("departure_reason"):
            self.add_error("departure_reason", gettext("Tulis alasan menyimpang. %(from)s") % {"from": " ".join(said)})
        return cleaned

    def keywords(self, respondent: Respondent) -> dict[str, Any]:
        keywords = super().keywords(respondent)
        chosen = [keywords.pop("sanction"), *keywords.pop("measures", [])]
        signatory = Signatory(**{field.name: keywords.pop(field.name) for field in dataclasses.fields(Signatory)})
        departure = Departure(keywords.pop("departure_reason"), keywords.pop("departure_article"))
        names = [field.name for field in dataclasses.fields(Ruling) if field.name in keywords]
        said = {name: keywords.pop(name) for name in names}
        known = self.kinds | self.open_to[respondent.pk]
        kinds = [known[pk] for pk in chosen]
        return keywords | {"ruling": Ruling(sanction_types=kinds, signatory=signatory, departure=departure, **said)}


def _described(kind: SanctionType, name: str) -> str:
    level = Severity(kind.severity).label if kind.severity else kind.get_kind_display()
    return doubted(f"{name} ({level}; {kind.basis})", kind)
