"""The text by which search finds a case."""

from collections.abc import Iterable

from cases.models import Case, Post
from lib.people.folding import UNSEEN_OR_APOSTROPHE


def search_text_of(
    case: Case,
    summaries: Iterable[str],
    posts: Iterable[tuple[str, str]],
    people: Iterable[tuple[str | None, str | None]],
) -> str:
    """The search text: number, title, agency, summaries, ``posts`` by account and key, people by name and NIP."""
    words = [case.number, case.title, case.agency.name, case.agency_name, *summaries]
    for account, key in posts:
        words += [account, *numbers_of(key)]
    for name, nip in people:
        words += [name or "", nip or ""]
    return comparable(" ".join(words))


def comparable(text: str) -> str:
    """Text normalised for search: lower case, without apostrophes and invisible characters."""
    return UNSEEN_OR_APOSTROPHE.sub("", text).lower()


def numbers_of(key: str) -> list[str]:
    """The platform's numbers in the key of a post and its comment; empty for a page of the press."""
    platform, *numbers = key.split(":")
    return [] if platform in ("URL", "") else numbers


def index(case: Case) -> None:
    """Rewrite the search text of a case."""
    case.search = search_text_of(
        case,
        case.incidents.values_list("summary", flat=True),
        Post.objects.filter(incident__case=case).values_list("account", "key"),
        case.respondents.values_list("employee__name", "employee__nip"),
    )
    case.save(update_fields=["search"])
