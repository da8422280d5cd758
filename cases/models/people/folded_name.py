"""Names normalised by the database, so that an index can be used for comparison (decision 51)."""

from django.db import models

from lib.people.folding import AFTER, BEFORE, SPACED, UNHEARD


class Without(models.Func):
    """The text without matches of a pattern: without all of them, or (``flags`` empty) without the first."""

    function = "regexp_replace"
    output_field = models.TextField()


class Plain(models.Func):
    """Decomposed and in lower case, independent of the database's language."""

    template = 'lower(normalize(%(expressions)s, NFKD) COLLATE "C")'
    output_field = models.TextField()


class Trimmed(models.Func):
    function = "btrim"
    output_field = models.TextField()


def folded(name: str) -> models.Func:
    """The column with the rules of `lib.people.folding.fold_name`."""
    plain = _replaced(Plain(_replaced(models.F(name), UNHEARD)), UNHEARD)
    bare = _replaced(_replaced(plain, BEFORE, flags=""), AFTER, flags="")
    return Trimmed(_replaced(bare, SPACED, " "))


def _replaced(text: models.F | models.Func, pattern: str, by: str = "", flags: str = "g") -> models.Func:
    return Without(text, models.Value(pattern), models.Value(by), models.Value(flags))
