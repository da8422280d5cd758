"""Abbreviations that expand to a sentence while an answer is typed; each account has its own."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from cases.models import Snippet, User
from cases.procedure.refusals import RuleViolation

MOST_SNIPPETS = 40
USUAL = (
    (";ya", "Ya, benar."),
    (";bukan", "Tidak, itu tidak benar."),
    (";tahu", "Saya tidak tahu."),
    (";lupa", "Saya tidak ingat."),
)


def snippets_of(user: User) -> list[tuple[str, str]]:
    """The account's own abbreviations, or the defaults if it has none."""
    return list(Snippet.objects.filter(user=user).values_list("short", "text")) or list(USUAL)


@transaction.atomic
def save_snippets(*, actor: User, snippets: Sequence[tuple[str, str]]) -> None:
    """Replace the abbreviations of the account. Raises RuleViolation for too many, or for a duplicate."""
    if len(snippets) > MOST_SNIPPETS:
        raise RuleViolation(_("Paling banyak %(most)d singkatan.") % {"most": MOST_SNIPPETS})
    if len({short for short, _text in snippets}) != len(snippets):
        raise RuleViolation(_("Satu singkatan hanya untuk satu teks."))
    User.objects.select_for_update(of=("self",), no_key=True).get(pk=actor.pk)
    Snippet.objects.filter(user=actor).delete()
    Snippet.objects.bulk_create(Snippet(user=actor, short=short, text=text) for short, text in snippets)
