"""The forms that upload a payroll."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext_lazy as _

from cases.imports.forms import SheetForm
from cases.web.forms.fields import DayField, set_today


class StaffImportForm(SheetForm):
    valid_on = DayField(
        label=_("Keadaan per tanggal"), help_text=_("Dipakai sebagai mulai jabatan bila barisnya tanpa TMT.")
    )

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = _(
            "Ekspor SIASN atau templat. Kolom dikenali dari judulnya; NIP harus berformat teks."
        )
        set_today(self, today)
        self.fields["valid_on"].initial = today
