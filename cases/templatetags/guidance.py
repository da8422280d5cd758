"""Template tags of the help: the first tour of an account, and words of the law that explain themselves."""

from django import template

from cases.help.texts import TERMS, tour_of
from cases.models import User

register = template.Library()
BY_KEY = {term.key: term for term in TERMS}


@register.inclusion_tag("help/_tour.html", takes_context=True)
def first_tour(context: dict[str, object], user: User) -> dict[str, object]:
    """The step of the tour at which the account is. Prints nothing where there is none."""
    return {"tour": tour_of(user), "csrf_token": context.get("csrf_token")}


@register.inclusion_tag("help/_term.html")
def term(key: str) -> dict[str, object]:
    """A word of the law that unfolds to its meaning and article. Raises KeyError for a word that the help lacks."""
    return {"term": BY_KEY[key]}
