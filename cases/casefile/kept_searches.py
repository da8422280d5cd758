"""Searched words are kept in the session: the address of a list contains a key instead of names and numbers."""

import secrets

from django.contrib.sessions.backends.base import SessionBase
from django.http import QueryDict

from cases.casefile.filters import WORDS

SESSION = "searches"
MOST_SEARCHES = 20  # the last searches of a session; an older key finds nothing
LONGEST = 1001  # characters that are kept: one more than the filter accepts


def keep(session: SessionBase, words: str) -> str:
    """The key of these words; the same words keep their key."""
    kept: dict[str, str] = session.get(SESSION, {})
    for key, known in kept.items():
        if known == words:
            return key
    key = secrets.token_urlsafe(6)
    session[SESSION] = dict([*kept.items(), (key, words)][-MOST_SEARCHES:])
    return key


def words_of(session: SessionBase, key: str) -> str | None:
    """The words of a key; None if the session does not know it."""
    found: str | None = session.get(SESSION, {}).get(key)
    return found


def with_keys(session: SessionBase, given: dict[str, str]) -> QueryDict:
    """The filters as an address may contain them: words by their key, the others as they are."""
    asked = QueryDict(mutable=True)
    for name, value in given.items():
        asked[WORDS.get(name, name)] = keep(session, value[:LONGEST]) if name in WORDS else value
    return asked


def with_words(session: SessionBase, address: QueryDict) -> tuple[QueryDict, bool]:
    """The filters of an address with the words of its keys instead of any words that it contains.

    Also whether the session still knows every key.
    """
    asked, knows_all = address.copy(), True
    for name, key_name in WORDS.items():
        asked.pop(name, None)
        if key := asked.get(key_name):
            words = words_of(session, key)
            knows_all = knows_all and words is not None
            if words is not None:
                asked[name] = words
    return asked, knows_all
