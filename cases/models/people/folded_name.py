"""Names normalised by the database, so that an index can be used for comparison (decisions 51 and 110)."""

import pgtrigger
from django.db import models

from lib.people.folding import AFTER, BEFORE, SPACED, UNHEARD


def _replaced(text: str, pattern: str, by: str = "", flags: str = "g") -> str:
    """The text without the matches of a pattern: without all of them, or (``flags`` empty) without the first."""
    quoted = pattern.replace("'", "''")
    return f"regexp_replace({text}, '{quoted}', '{by}', '{flags}')"


def folded(name: str) -> str:
    """The SQL with the rules of `lib.people.folding.fold_name`; lower case as in no language."""
    plain = _replaced(f'lower(normalize({_replaced(name, UNHEARD)}, NFKD) COLLATE "C")', UNHEARD)
    bare = _replaced(_replaced(plain, BEFORE, flags=""), AFTER, flags="")
    return f"btrim({_replaced(bare, SPACED, ' ')})"


class FoldName(pgtrigger.Trigger):
    """Writes ``folded``, whoever writes the row, and whatever was written there.

    Not a generated column: each change of the rules would rewrite the whole table while everybody waits.
    """

    name = "fold_name"
    when = pgtrigger.Before
    operation = pgtrigger.Insert | pgtrigger.Update
    func = f"""
        IF TG_OP = 'INSERT' OR (NEW.name, NEW.folded) IS DISTINCT FROM (OLD.name, OLD.folded) THEN
            NEW.folded = {folded("NEW.name")};
        END IF;
        RETURN NEW;
    """


# Of the migrations 0001 and 0084 only, in which the column was a generated one.


class Without(models.Func):
    function = "regexp_replace"
    output_field = models.TextField()


class Plain(models.Func):
    template = 'lower(normalize(%(expressions)s, NFKD) COLLATE "C")'
    output_field = models.TextField()


class Trimmed(models.Func):
    function = "btrim"
    output_field = models.TextField()
