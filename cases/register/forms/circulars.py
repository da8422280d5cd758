"""Forms that enter and correct circulars."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from cases.evidence.file_types import PDF_HINT
from cases.models import Agency, Case, Registration, Role, User
from cases.register.circulars import COMPARED, Circular
from cases.web.forms.act_form import line, long_text
from cases.web.forms.choices import set_rows
from cases.web.forms.fields import DatedForm, DayField
from cases.web.forms.lines import LinesField
from regulations.models import Amendment, Confidence, Regulation, StaffCategory

INSTRUMENT_KINDS = [
    (kind.value, kind.label)
    for kind in (
        *Regulation.CIRCULARS, Regulation.Kind.REGIONAL_REGULATION, Regulation.Kind.COMPANY_RULE,
        Regulation.Kind.INTERNAL,
    )
]  # fmt: skip


TALL_SELECT = {"size": 8}


HOW_TO_SELECT_SEVERAL = _("Tahan Ctrl untuk memilih beberapa.")


def earlier_ones(label: Any) -> "forms.ModelMultipleChoiceField[Regulation]":
    return forms.ModelMultipleChoiceField(
        Regulation.objects.none(), label=label, required=False, widget=forms.SelectMultiple(attrs={"size": 4})
    )


DOCUMENT_HINT = format_lazy("{} {}", PDF_HINT, _("Disimpan apa adanya."))


class CircularForm(DatedForm):
    """Only subject and source are required: a circular may be verbal, without number or date."""

    kind = forms.ChoiceField(label=_("Jenis"), choices=INSTRUMENT_KINDS)
    number = line(_("Nomor"), 120, _("Kosong bila lisan atau tidak bernomor."), required=False)
    title = line(_("Perihal"), 300)
    issuer = line(_("Penerbit"), 150, _("Mis. Sekretaris Daerah Kota Contoh."), required=False)
    issuer_level = forms.ChoiceField(
        label=_("Tingkat penerbit"), choices=[("", _("Tidak disebut")), *Regulation.IssuerLevel.choices], required=False
    )
    issued_on = DayField(label=_("Ditetapkan tanggal"), required=False)
    in_force_from = DayField(label=_("Berlaku sejak"), required=False, help_text=_("Kosong: belum berlaku."))
    in_force_until = DayField(label=_("Berlaku sampai dengan"), required=False, help_text=_("Kosong: masih berlaku."))
    rules = LinesField(label=_("Ketentuan"), help_text=_("Satu butir per baris."), longest=2000, rows=6)
    sanction_clause = long_text(_("Ketentuan sanksi"), _("Kosong: surat edaran tidak menyebut sanksi."), required=False)
    scope_categories = forms.MultipleChoiceField(
        label=_("Berlaku bagi"),
        choices=StaffCategory,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Tidak ada yang dipilih: semua pegawai."),
    )
    agencies = forms.ModelMultipleChoiceField(
        Agency.objects.none(),
        label=_("Perangkat daerah"),
        required=False,
        widget=forms.SelectMultiple(attrs=TALL_SELECT),
        help_text=_("Beserta unit di bawahnya. Tidak ada yang dipilih: semua. Tahan Ctrl untuk memilih beberapa."),
    )
    scope_text = line(_("Lingkup menurut naskahnya"), 300, _("Mis. guru; keluarga pegawai diimbau."), required=False)
    hours = forms.ChoiceField(
        label=_("Waktu berlakunya"), choices=[("", _("Tidak disebut")), *Regulation.Hours.choices], required=False
    )
    platforms = LinesField(label=_("Platform"), help_text=_("Satu per baris."), longest=80, rows=3)
    amends = earlier_ones(_("Mengubah"))
    revokes = earlier_ones(_("Mencabut"))
    legal_basis = LinesField(label=_("Dasar hukum"), help_text=_("Seperti dikutip, satu per baris."), longest=200)
    trigger = long_text(_("Latar belakang"), required=False)
    caused_by = line(_("Kasus penyebab"), 20, _("Nomor kasus, mis. KS-2026-0147."), required=False)
    reported_on = DayField(label=_("Diberitakan tanggal"), required=False)
    date_text = line(
        _("Keterangan tanggal"), 200, _("Mis. Februari 2022; tanggal surat tidak disebut."), required=False
    )
    source = line(_("Sumber"), 500, _("Di mana dibaca atau didengar, mis. naskah asli."))
    confidence = forms.ChoiceField(label=_("Tingkat keyakinan"), choices=Confidence, initial=Confidence.VERIFIED)
    url = forms.URLField(label=_("Alamat"), max_length=500, required=False, assume_scheme="https")
    note = long_text(_("Catatan"), required=False)
    document = forms.FileField(label=_("Naskah"), required=False, help_text=DOCUMENT_HINT)
    main_fields = ("kind", "number", "title", "issuer", "issued_on", "in_force_from", "in_force_until", "rules")
    scope_fields = ("scope_categories", "agencies", "scope_text", "hours", "platforms")
    chain_fields = ("amends", "revokes", "legal_basis", "trigger", "caused_by")
    source_fields = ("issuer_level", "reported_on", "date_text", "confidence", "url", "note")

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        self.user = user
        super().__init__(*args, **kwargs)

    def add_fields(self) -> None:
        government = self.user.own_government
        self.earlier = (
            Regulation.objects.filter(region=government.name).order_by("-in_force_from", "slug").defer("search")
        )
        set_rows(self, "agencies", Agency.objects.filter(government=government).order_by("path"))
        for name in ("amends", "revokes"):
            set_rows(self, name, self.earlier, lambda row: str(row)[:140])
            self.fields[name].help_text = HOW_TO_SELECT_SEVERAL
        if self.user.role == Role.ADMINISTRATOR:  # an account that reads no case cannot choose one
            del self.fields["caused_by"]

    def clean_caused_by(self) -> Case | None:
        number = self.cleaned_data["caused_by"].strip().upper()
        if not number:
            return None
        if found := Case.objects.visible_to(self.user).filter(number=number).first():
            return found
        raise ValidationError(_("Kasus %(number)s tidak ditemukan."), params={"number": number})

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        start, end = data.get("in_force_from"), data.get("in_force_until")
        if end and (start is None or end < start):
            self.add_error("in_force_until", _("Masa berlaku berakhir sebelum dimulai."))
        is_empty = "rules" in data and not data["rules"]
        if is_empty and data.get("kind") != Regulation.Kind.VERBAL and not self.has_document():
            self.add_error("rules", _("Tulis ketentuannya, atau sertakan naskahnya."))
        return data

    def has_document(self) -> bool:
        return bool(self.files.get("document"))

    def groups(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """The fields under their headings, in the order of the page."""
        headings = {
            _("Lingkup"): self.scope_fields,
            _("Kaitan dengan yang lain"): self.chain_fields,
            _("Keterangan sumber"): self.source_fields,
        }
        return [(head, [self[name] for name in names if name in self.fields]) for head, names in headings.items()]

    def main(self) -> list[forms.BoundField]:
        return [
            self[name] for name in (*self.main_fields, "sanction_clause", "source", "document") if name in self.fields
        ]

    def circular(self) -> Circular:
        """The argument for the service."""
        data = self.cleaned_data
        return Circular(
            content=Regulation(**{name: data[name] for name in COMPARED}),
            agencies=list(data["agencies"]),
            amends=list(data["amends"]),
            revokes=list(data["revokes"]),
        )


class CorrectionForm(CircularForm):
    """The same fields with the stored values, the reason, and the state of the register."""

    reason = line(_("Alasan perbaikan"), 300)
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, registration: Registration, **kwargs: Any) -> None:
        self.registration = registration
        super().__init__(*args, initial=self._stored(), **kwargs)

    def add_fields(self) -> None:
        super().add_fields()
        for name in ("caused_by", "document"):  # a stored circular has separate pages for these
            self.fields.pop(name, None)
        for name in ("amends", "revokes"):
            set_rows(self, name, self.earlier.exclude(pk=self.registration.pk))

    def has_document(self) -> bool:
        return self.registration.regulation.documents.exists()

    def _stored(self) -> dict[str, Any]:
        row = self.registration.regulation
        ties = list(row.changes.all())
        return {name: getattr(row, name) for name in COMPARED} | {
            "agencies": list(self.registration.agencies.all()),
            "amends": [tie.earlier_id for tie in ties if tie.kind == Amendment.Kind.AMENDS],
            "revokes": [tie.earlier_id for tie in ties if tie.kind == Amendment.Kind.REVOKES],
            "seen": row.register_entries.count(),
        }


class DocumentForm(forms.Form):
    document = forms.FileField(label=_("Naskah"), help_text=DOCUMENT_HINT)
