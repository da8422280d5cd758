"""The form that asks which rules bound a person on a day."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cases.models import Employee, User
from cases.web.forms.employees import EmployeeField, search_as
from cases.web.forms.fields import DatedForm, DayField


class InForceForm(DatedForm):
    """A person by number or name, sent in the body of a POST, and a day."""

    person = EmployeeField(label=_("Pegawai"), max_length=160, help_text=_("NIP, nomor lain, atau nama."))
    on = DayField(label=_("Pada tanggal"), help_text=_("Mis. 27/3/2026 atau 27 Maret 2026."))

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, zone=user.zone, **kwargs)
        self.user = user
        search_as(self, user)

    def clean_person(self) -> Employee:
        """Numbers are found in the whole government; the employment of a person is read only within the own
        agencies."""
        person: Employee = self.cleaned_data["person"]
        if not Employee.objects.visible_to(self.user).filter(pk=person.pk).exists():
            raise ValidationError(_("Pegawai itu tidak ada di perangkat daerah yang dapat Anda lihat."))
        return person
