"""Paraf: the reason of a return, and who approves which letters in which order."""

from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from cases.models import ApprovalChain, Government, User
from cases.procedure.rights import Right
from cases.web.forms.choices import set_choices
from regulations.models import LetterForm, LetterWording

MOST_OFFICIALS = 5  # officials of one order


class ReturnForm(forms.Form):
    reason = forms.CharField(
        label=_("Alasan pengembalian"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


class ChainForm(forms.Form):
    """Which letters, and the accounts in their order; all empty: no approval is asked for."""

    scope = forms.ChoiceField(label=_("Surat"))

    def __init__(self, *args: Any, government: Government, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_choices(self, "scope", scopes())
        people = User.objects.filter(government=government, is_active=True, role__in=Right.WRITE_LETTER.roles)
        choices = [("", "–"), *((str(person.pk), str(person)) for person in people.order_by("first_name", "username"))]
        for place in range(1, MOST_OFFICIALS + 1):
            label = format_lazy(_("Paraf ke-{place}"), place=place)
            self.fields[f"official_{place}"] = forms.ChoiceField(label=label, required=False, choices=choices)
        self.fields["versions"] = forms.JSONField(
            widget=forms.HiddenInput, required=False, initial=versions(government)
        )

    def typed(self) -> dict[str, Any]:
        """The keywords of the service."""
        kind, _colon, name = self.cleaned_data["scope"].partition(":")
        chosen = [self.cleaned_data[f"official_{place}"] for place in range(1, MOST_OFFICIALS + 1)]
        found = User.objects.in_bulk([int(key) for key in chosen if key])
        return {
            "officials": [found[int(key)] for key in chosen if key],
            "version": (self.cleaned_data["versions"] or {}).get(self.cleaned_data["scope"], 0),
            "code": name if kind == "form" else "",
            "record": name if kind == "record" else "",
        }


def scopes() -> list[tuple[str, Any]]:
    """All letters, those of one record, or those of one form."""
    records = [(f"record:{value}", label) for value, label in LetterForm.Record.choices if value]
    rows = LetterWording.objects.filter(in_force_until=None).with_form().order_by("code")
    single = [(f"form:{row.code}", row.form.name) for row in rows]
    return [("all:", _("Semua surat")), (str(_("Golongan")), records), (str(_("Satu formulir")), single)]


def labels() -> dict[str, str]:
    """What each scope is called."""
    first, *groups = scopes()
    return {key: str(label) for key, label in [first, *(row for _group, rows in groups for row in rows)]}


def versions(government: Government) -> dict[str, int]:
    """The newest version of each scope."""
    found: dict[str, int] = {}
    for chain in ApprovalChain.objects.filter(government=government).order_by("version"):
        found[scope_of(chain)] = chain.version
    return found


def scope_of(chain: ApprovalChain) -> str:
    if chain.code:
        return f"form:{chain.code}"
    return f"record:{chain.record}" if chain.record else "all:"
