"""Minutes of a hearing, carried through their acts."""

from cases.minutes.versions import freeze_minutes
from cases.models import Minutes


def act(verb, hearing, actor, now, **words):
    return verb(hearing=hearing, actor=actor, at=now, **words)


def freeze(hearing, actor, now, **over):
    return act(freeze_minutes, hearing, actor, now, **{"reading": Minutes.Reading.ALOUD} | over)
