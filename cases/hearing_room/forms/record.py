"""Forms for the record of a hearing: attendance, questions and answers."""

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from cases.models import Attendance, Statement

BLANK_ROWS = 3


class AttendanceForm(forms.Form):
    name = forms.CharField(label=_("Nama"), max_length=160, error_messages={"required": _("Tulis nama orang ini.")})
    part = forms.ChoiceField(
        label=_("Sebagai"),
        choices=[("", _("Pilih")), *Attendance.Part.choices],
        error_messages={"required": _("Pilih sebagai apa orang ini hadir.")},
    )
    capacity = forms.CharField(label=_("Kedudukan"), max_length=160, required=False)
    state = forms.ChoiceField(
        label=_("Kehadiran"), choices=Attendance.State.choices, initial=Attendance.State.PRESENT.value
    )


class StatementForm(forms.Form):
    question = forms.CharField(
        label=_("Pertanyaan"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Tulis pertanyaannya.")},
    )
    answer = forms.CharField(
        label=_("Jawaban"), required=False, max_length=8000, widget=forms.Textarea(attrs={"rows": 3})
    )
    speaker = forms.CharField(
        label=_("Pemberi keterangan"), required=False, max_length=160, help_text=_("Kosong: terperiksa.")
    )


AttendanceRows = forms.formset_factory(AttendanceForm, extra=BLANK_ROWS, max_num=50, absolute_max=50)
StatementRows = forms.formset_factory(StatementForm, extra=BLANK_ROWS, max_num=200, absolute_max=200)


class RecordForm(forms.Form):
    """Both tables of rows, the version of the page, and whether the hearing is closed."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    close = forms.BooleanField(
        label=_("Tutup pemeriksaan ini"),
        required=False,
        help_text=_("Sesudah ditutup, catatan tidak dapat diubah atau ditambah."),
    )

    def __init__(self, data: QueryDict | None = None, *, version: int) -> None:
        super().__init__(data, initial={"version": version})
        self.attendances = AttendanceRows(data, prefix="attendance")
        self.statements = StatementRows(data, prefix="statement")

    def is_valid(self) -> bool:
        return super().is_valid() and self.attendances.is_valid() and self.statements.is_valid()

    def clean(self) -> None:
        rows_are_right = self.attendances.is_valid() and self.statements.is_valid()
        empty = rows_are_right and not self.new_attendances() and not self.new_statements()
        if empty and not self.cleaned_data.get("close"):
            raise forms.ValidationError(_("Isi kehadiran atau keterangan, atau tutup pemeriksaannya."))
        if not rows_are_right:
            raise forms.ValidationError(_("Periksa baris yang ditandai di bawah."))

    def new_attendances(self) -> list[Attendance]:
        return [Attendance(**row) for row in self.attendances.cleaned_data if row]

    def new_statements(self) -> list[Statement]:
        return [Statement(**row) for row in self.statements.cleaned_data if row]

    def refuse(self, message: str, *, version: int) -> None:
        """Show why the form was refused; the next request sends the version that the page now shows."""
        self.add_error(None, message)
        self.data = {**self.data, "version": version}
