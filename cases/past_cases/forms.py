"""The form that uploads a sheet of past cases."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from cases.imports.forms import SheetForm


class PastImportForm(SheetForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = _("Templat, atau daftar kantor sendiri: kolom dikenali dari judulnya.")
