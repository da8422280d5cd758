"""Finds the employee for a typed number or name."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from cases.models import Employee, Employment, User, validate_nip
from cases.models.people.employee import EmployeeQuerySet, near_names
from lib.sheets.nip import nip_in

NO_SUCH_PERSON = "nobody"  # error code: nobody has the name
CHOICES_LISTED = 5  # people listed in an error
NIP_LENGTH = 18
MOST_SUGGESTIONS = 8  # people suggested while typing
MEANT_AS_NIP = re.compile(r"(?=(?:[^0-9]*[0-9]){14})\w{16,20}")  # a NIP with a letter typed for a digit
CERTAINLY_A_NUMBER = 8  # digits; a shorter number may belong to somebody else


def find_employee(typed: str, user: User) -> Employee:
    """By exact number in the whole government; by name among the people whom the account may see.

    Raises ValidationError; if several people have the name, it lists them.
    """
    people = Employee.objects.in_government_of(user)
    compact = nip_in(typed)
    if found := people.filter(Q(nip=compact) | Q(other_number__iexact=typed.strip())).first():
        return found
    if compact.isdigit() or MEANT_AS_NIP.fullmatch(compact):
        if len(compact) >= CERTAINLY_A_NUMBER:
            validate_nip(compact)
        raise ValidationError(_("Tidak ada pegawai dengan nomor %(number)s."), params={"number": typed.strip()})
    visible = Employee.objects.visible_to(user)
    named = list(visible.named(typed)[: CHOICES_LISTED + 1]) or list(visible.matching(typed)[: CHOICES_LISTED + 1])
    if len(named) == 1:
        return named[0]
    if not named:
        raise _nobody(typed.strip(), visible)
    raise ValidationError(
        _("Ada beberapa “%(name)s”. Tulis NIP salah satu: %(choices)s."),
        params={"name": typed.strip(), "choices": _choices(named)},
    )


def _nobody(name: str, visible: EmployeeQuerySet) -> ValidationError:
    """The error that nobody has the name, with people of similar names."""
    with near_names():
        near = list(visible.resembling(name)[: CHOICES_LISTED + 1])
    if near:
        message = _(
            "“%(name)s” tidak ditemukan. Mungkin maksudnya %(choices)s: tulis NIP-nya. "
            "Bila bukan, isi ciri-cirinya pada Belum dikenal."
        )
        return ValidationError(message, params={"name": name, "choices": _choices(near)}, code=NO_SUCH_PERSON)
    message = _("“%(name)s” tidak ditemukan. Tulis NIP, atau isi ciri-cirinya pada Belum dikenal.")
    return ValidationError(message, params={"name": name}, code=NO_SUCH_PERSON)


def _choices(people: list[Employee]) -> str:
    """People with their numbers; if there are more, the text says so."""
    shown = "; ".join(
        f"{person.name} ({person.number})" if person.number else person.name for person in people[:CHOICES_LISTED]
    )
    return shown + ("; …" if len(people) > CHOICES_LISTED else "")


def suggest(typed: str, user: User) -> "QuerySet[Employee]":
    """Suggestions for the beginning of a number or part of a name, each with the workplace.

    People whom the account may see; for a whole NIP anybody of its government.
    """
    people = Employee.objects.in_government_of(user)
    compact = nip_in(typed)
    is_whole = len(compact) == NIP_LENGTH and compact.isdigit()
    found = people.filter(nip=compact) if is_whole else Employee.objects.visible_to(user).matching(typed)
    return with_work(found.order_by("name", "pk"))[:MOST_SUGGESTIONS]


def with_work(people: "QuerySet[Employee]") -> "QuerySet[Employee]":
    jobs = Employment.objects.select_related("agency").order_by("-starts_on")
    return people.prefetch_related(Prefetch("employments", jobs))


def find_employees(text: str, user: User) -> list[Employee]:
    """One person on each line; every failing line is reported."""
    found, errors = [], []
    for line in filter(str.strip, text.splitlines()):
        try:
            found.append(find_employee(line, user))
        except ValidationError as error:
            errors.append(ValidationError("%(line)s: %(why)s", params={"line": line.strip(), "why": error.messages[0]})
                          if line.strip() not in error.messages[0] else error)  # fmt: skip
    if errors:
        raise ValidationError(errors)
    return list(dict.fromkeys(found))


def search_as(form: forms.BaseForm, user: User) -> None:
    """Set the account with whose rights the employee fields of a form search."""
    for field in form.fields.values():
        if isinstance(field, EmployeeField):
            field.user = user


class EmployeeField(forms.CharField):
    """One employee by number or name. ``user`` is set by the form."""

    user: User

    def clean(self, value: object) -> Employee | None:
        typed = super().clean(value)
        return find_employee(typed, self.user) if typed else None
