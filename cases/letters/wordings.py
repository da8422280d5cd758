"""The wordings of forms: those in use on a day, the fields to be typed, and a government's own version."""

import dataclasses
import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from cases.models import Government, LetterTemplate, User
from cases.procedure.refusals import NotAllowed, RuleViolation
from cases.procedure.rights import Right, may
from lib.documents import wording
from lib.documents.field_names import BLOCKS, PLAIN_FIELDS
from lib.documents.wording import WordingError
from regulations.models import LetterWording

SIGNATORY = ("penanda_jabatan", "penanda_nama", "penanda_nip")


@dataclasses.dataclass(frozen=True)
class Wording:
    """A form with its wording in use: the government's newest version, otherwise the standard one."""

    form: LetterWording
    template: LetterTemplate | None
    title: str
    text: str

    @property
    def fields(self) -> list[str]:
        named = wording.fields_in(f"{self.title}\n{self.text}")
        signed = SIGNATORY if "tanda_tangan" in named and self.form.layout != LetterWording.Layout.PLAIN else ()
        return list(dict.fromkeys([*named, *signed]))

    @property
    def version(self) -> int:
        """0 is the standard wording."""
        return self.template.version if self.template else 0


def wording_of(government: Government, code: str, on: dt.date) -> Wording:
    """The wording of a form that the government uses on a day. Raises RuleViolation for a form not in force."""
    form = LetterWording.objects.in_force(on).with_form().filter(code=code).first()
    if form is None:
        raise RuleViolation(_("Formulir %(code)s tidak berlaku pada tanggal itu.") % {"code": code})
    own = LetterTemplate.objects.filter(government=government, code=code).order_by("-version").first()
    return Wording(form, own, own.title, own.text) if own else Wording(form, None, form.title, form.text)


def words_to_type(used: Wording, facts: Mapping[str, Any]) -> list[str]:
    """The fields to be typed: those that neither the record nor the letter itself provides."""
    given = {"tempat_surat", "tanggal_surat"}
    return [name for name in used.fields if name in PLAIN_FIELDS and name not in facts and name not in given]


@transaction.atomic
def revise_wording(
    *, government: Government, actor: User, at: dt.datetime, code: str, title: str, text: str, version: int
) -> LetterTemplate:
    """Add a government's own version of a form. ``version`` is the version that the page showed.

    Raises RuleViolation for an unknown field, with its line, and if somebody else has saved a newer version.
    """
    if not may(actor, Right.WORD_LETTERS) or actor.government_id != government.pk:
        raise NotAllowed(_("Formulir surat disusun BKPSDM."))
    locked = Government.objects.select_for_update(of=("self",), no_key=True).get(pk=government.pk)
    current = wording_of(locked, code, at.date())
    if current.version != version:
        raise RuleViolation(_("Formulir ini baru saja diubah orang lain. Periksa versi terbaru, lalu simpan lagi."))
    check_wording(title, text)
    return LetterTemplate.objects.create(
        government=locked, code=code, version=version + 1, title=title, text=text, made_by=actor, made_at=at
    )


def check_wording(title: str, text: str) -> None:
    """Raises RuleViolation for an unknown field, with its line."""
    try:
        wording.check(title, words=PLAIN_FIELDS, blocks=())
        wording.check(text, words=PLAIN_FIELDS, blocks=BLOCKS)
    except WordingError as why:
        raise RuleViolation(str(why)) from why
