"""Searched words are kept in the session: the address of a list contains a key instead of names and numbers."""

import secrets

from django.contrib.sessions.backends.base import SessionBase

SESSION = "searches"
MOST_SEARCHES = 20  # the last searches of a session; an older key finds nothing


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
