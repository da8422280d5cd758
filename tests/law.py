"""The law in the test database."""

from io import StringIO

from django.core.management import call_command

from regulations.models import TimeLimit


def let_stand() -> None:
    """Load the law unless it is there: a test with real transactions flushes it away after it."""
    if not TimeLimit.objects.exists():
        call_command("load_law", verbosity=0, stdout=StringIO())
