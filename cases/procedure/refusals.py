"""The exceptions with which a rule refuses an act. Each message is an Indonesian sentence for the user."""

import dataclasses
import re
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.html import format_html

from cases.models import Act, Case, Respondent

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


LAW = re.compile(r"Pasal \d|(?:UU|PP|PerBKN|Perpres|SE|Peraturan) \S*\d|aturan internal|tata naskah dinas")


def cites_law(text: str) -> bool:
    """Whether a sentence names the article, the instrument or the internal rule that it rests on."""
    return bool(LAW.search(text))


@dataclasses.dataclass(frozen=True)
class Mend:
    """The page on which what stands in the way is put right, and what its link says."""

    label: str
    path: str

    @classmethod
    def by(cls, act: Act, respondent: Respondent) -> "Mend":
        """Another act on the same path."""
        return cls(str(act.label), reverse("respondent-act", args=[respondent.pk, act.value]))

    @classmethod
    def on(cls, act: Act, case: Case) -> "Mend":
        """An act on the whole case."""
        return cls(str(act.label), reverse("case-act", args=[case.number, act.value]))


class RuleViolation(Exception):
    """An act that the rules refuse. ``mend``: where what is missing is put right."""

    def __init__(self, message: "StrOrPromise" = "", *, mend: Mend | None = None) -> None:
        super().__init__(message)
        self.mend = mend

    def shown(self) -> str:
        """The sentence for a page, with the link to what mends it."""
        if self.mend is None:
            return str(self)
        return format_html('{} <a href="{}">{}</a>', str(self), self.mend.path, self.mend.label)


class NotAllowed(RuleViolation):
    """The actor's role, or a conflict of interest, forbids the act."""


class StaleForm(RuleViolation):
    """Somebody else changed the row after the form was opened."""
