"""Finds the employee for a typed number or name."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from cases.models import Employee, Employment, User, validate_nip
from cases.models.people.employee import EmployeeQuerySet, near_names
from lib.sheets.nip import nip_in

NO_SUCH_PERSON = "nobody"  # the code of the error that nobody carries the name
CHOICES_LISTED = 5  # choices that an error lists
NIP_LENGTH = 18
MOST_SUGGESTIONS = 8  # people offered while somebody types; more, and the name has to be typed further
MEANT_AS_NIP = re.compile(r"(?=(?:[^0-9]*[0-9]){14})\w{16,20}")  # with a letter typed for a digit
CERTAINLY_A_NUMBER = 8  # digits; shorter ones may be somebody's other number


def find_employee(words: str, user: User) -> Employee:
    """By exact number anywhere in the government; by name among those whom the account may see.

    Raises ValidationError, listing the choices where several people carry the name.
    """
    people = Employee.objects.in_government_of(user)
    compact = nip_in(words)
    if found := people.filter(Q(nip=compact) | Q(other_number__iexact=words.strip())).first():
        return found
    if compact.isdigit() or MEANT_AS_NIP.fullmatch(compact):
        if len(compact) >= CERTAINLY_A_NUMBER:
            validate_nip(compact)
        raise ValidationError(_("Tidak ada pegawai dengan nomor %(number)s."), params={"number": words.strip()})
    visible = Employee.objects.visible_to(user)
    named = list(visible.named(words)[: CHOICES_LISTED + 1]) or list(visible.matching(words)[: CHOICES_LISTED + 1])
    if len(named) == 1:
        return named[0]
    if not named:
        raise _nobody(words.strip(), visible)
    raise ValidationError(
        _("Ada beberapa “%(name)s”. Tulis NIP salah satu: %(choices)s."),
        params={"name": words.strip(), "choices": _choices(named)},
    )


def _nobody(name: str, visible: EmployeeQuerySet) -> ValidationError:
    """That nobody carries the name; those whose names are near it are offered before somebody new is described."""
    with near_names():
        near = list(visible.resembling(name)[: CHOICES_LISTED + 1])
    if near:
        told = _(
            "“%(name)s” tidak ditemukan. Mungkin maksudnya %(choices)s: tulis NIP-nya. "
            "Bila bukan, isi ciri-cirinya pada Belum dikenal."
        )
        return ValidationError(told, params={"name": name, "choices": _choices(near)}, code=NO_SUCH_PERSON)
    told = _("“%(name)s” tidak ditemukan. Tulis NIP, atau isi ciri-cirinya pada Belum dikenal.")
    return ValidationError(told, params={"name": name}, code=NO_SUCH_PERSON)


def _choices(people: list[Employee]) -> str:
    """People with their numbers; more than fit are hinted at."""
    shown = "; ".join(
        f"{person.name} ({person.number})" if person.number else person.name for person in people[:CHOICES_LISTED]
    )
    return shown + ("; …" if len(people) > CHOICES_LISTED else "")


def suggest(words: str, user: User) -> "QuerySet[Employee]":
    """The people who may be meant by a beginning of a number, or part of a name, each with where they work.

    Those whom the account may see; anybody of its government where the whole NIP is typed.
    """
    people = Employee.objects.in_government_of(user)
    compact = nip_in(words)
    is_whole = len(compact) == NIP_LENGTH and compact.isdigit()
    found = people.filter(nip=compact) if is_whole else Employee.objects.visible_to(user).matching(words)
    return with_work(found.order_by("name", "pk"))[:MOST_SUGGESTIONS]


def with_work(people: "QuerySet[Employee]") -> "QuerySet[Employee]":
    jobs = Employment.objects.select_related("agency").order_by("-starts_on")
    return people.prefetch_related(Prefetch("employments", jobs))


def find_employees(text: str, user: User) -> list[Employee]:
    """One person per line; every line that fails is told."""
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
    """For which account the employee fields of a form search."""
    for field in form.fields.values():
        if isinstance(field, EmployeeField):
            field.user = user


class EmployeeField(forms.CharField):
    """One employee by number or name. ``user`` is set by the form."""

    user: User

    def clean(self, value: object) -> Employee | None:
        words = super().clean(value)
        return find_employee(words, self.user) if words else None
