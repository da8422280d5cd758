"""Documents that are written from the code say what the code says."""

from io import StringIO
from pathlib import Path

from django.conf import settings
from django.core.management import call_command


def test_the_procedure_page_is_the_procedure_table():
    out = StringIO()
    call_command("describe_procedure", stdout=out)
    page = Path(settings.BASE_DIR, "docs/procedure.md").read_text()
    assert page.strip() == out.getvalue().strip(), "run: manage.py describe_procedure > docs/procedure.md"
