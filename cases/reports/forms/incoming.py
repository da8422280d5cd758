"""Forms for checking a report: accept, refuse, and reply."""

import dataclasses
import re
from contextlib import suppress
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cases.intake.duplicates import Traces
from cases.intake.forms.incident import IntakeForm
from cases.intake.incidents import Report
from cases.links.pasted import links_in
from cases.models import Case, IncomingReport
from cases.reports.channel_exports import IMPORTED
from cases.web.forms.act_form import long_text
from lib.media.sizes import MEGABYTE, in_words

ADDRESS = re.compile(r"https?://[^\s<>\"']+")
MOST_LINKS = 10  # links read from a report's text
LARGEST_IMPORT = 25 * MEGABYTE  # bytes
ASKED_FIELDS = ("links", "agency", "people", "confirmed", "unknown", "summary", "same_as", "seen")


def traces_of(report: IncomingReport) -> Traces:
    """The traces of a report before anybody has read it: the posts that it names, and its files."""
    keys = set()
    for address in ADDRESS.findall(report.text)[:MOST_LINKS]:
        with suppress(ValidationError):  # the text of a citizen need not be an address
            keys |= {link.key for link in links_in(address) if link.key}
    files = list(report.files.values_list("sha256", "picture_hash__bits"))
    return Traces(
        keys=keys,
        files={sha256 for sha256, _bits in files},
        picture_hashes={bits % (1 << 64) for _sha256, bits in files if bits is not None},
    )


class AcceptForm(IntakeForm):
    """The intake form, filled with the reported data; the files of the report are added automatically."""

    case_number = forms.CharField(
        label=_("Tambahkan ke kasus yang sudah ada"),
        max_length=20,
        required=False,
        help_text=_("Nomor kasus. Kosong: kasus baru."),
    )

    def __init__(self, data: Any = None, *, came_in: IncomingReport, **kwargs: Any) -> None:
        super().__init__(data, initial={"links": "\n".join(ADDRESS.findall(came_in.text)[:MOST_LINKS])}, **kwargs)
        self.came_in = came_in
        self.fields["agency"].initial = None  # seldom that of the account that checks it
        for name in set(self.fields) - {*ASKED_FIELDS, "case_number", "recorded", "recorded_unknown"}:
            self.fields[name].widget = forms.HiddenInput()  # not used on this page
        self.fields["summary"].required = True
        self.fields["summary"].help_text = _(
            "Dengan kata-kata Anda sendiri, tanpa apa pun yang menunjukkan siapa pelapornya. Terbaca di seluruh kasus."
        )
        self.fields["summary"].error_messages["required"] = _("Tulis ringkasannya.")

    def clean_case_number(self) -> Case | None:
        number = self.cleaned_data["case_number"].strip()
        if not number:
            return None
        found = Case.objects.visible_to(self.user).filter(number__iexact=number).first()
        if found is None:
            raise forms.ValidationError(_("Kasus %(number)s tidak ditemukan."), params={"number": number})
        return found

    def into(self) -> Case | None:
        """The case of which this is a further report; None for a new case."""
        known: Case | None = self.cleaned_data["case_number"] or self.cleaned_data["same_as"]
        return known

    def traces(self) -> Traces:
        """The traces, with the files of the report and their picture hashes."""
        reported = traces_of(self.came_in)
        return dataclasses.replace(super().traces(), files=reported.files, picture_hashes=reported.picture_hashes)

    def report(self) -> Report:
        channel = self.came_in.get_channel_display()
        note = _("Laporan masuk %(number)s, %(channel)s %(register)s") % {
            "number": self.came_in.number, "channel": channel, "register": self.came_in.channel_number,
        }  # fmt: skip
        return dataclasses.replace(super().report(), source_note=note.strip())


class ImportForm(forms.Form):
    """An export of a complaint channel, or one e-mail. It is only checked unless the box is ticked."""

    channel = forms.ChoiceField(
        label=_("Kanal"),
        choices=[(channel.value, channel.label) for channel in IMPORTED],
        initial=IncomingReport.Channel.LAPOR,
    )
    file = forms.FileField(
        label=_("Berkas"),
        help_text=_(
            "Ekspor CSV, XLSX, atau ODS dengan kolom nomor register dan isi laporan. "
            "Kanal Surel pengaduan: satu berkas .eml, atau .msg dari Outlook."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx,.ods,.eml,.msg"}),
        error_messages={"required": _("Pilih berkasnya."), "empty": _("Berkas itu kosong.")},
    )
    take = forms.BooleanField(label=_("Masukkan sekarang. Tanpa ini berkasnya hanya diperiksa."), required=False)

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LARGEST_IMPORT:
            raise forms.ValidationError(
                _("Berkasnya terlalu besar, batasnya %(limit)s.") % {"limit": in_words(LARGEST_IMPORT)}
            )
        return file

    def is_mail(self) -> bool:
        return bool(self.cleaned_data["channel"] == IncomingReport.Channel.EMAIL)


class RejectForm(forms.Form):
    reason = long_text(_("Alasan tidak ditindaklanjuti"))


class RecuseForm(forms.Form):
    reason = long_text(_("Mengapa Anda mundur"), _("Mis. terlapor atasan atau kerabat. Anda tidak lagi melihatnya."))


class ReplyForm(forms.Form):
    text = long_text(_("Tulis kepada pelapor"), _("Tanpa nama petugas, nama terlapor, atau isi pemeriksaan."))
