"""The words of messages stand in templates: they can be changed, and shown beforehand, without touching a service."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from cases.messages.wording import texts_of
from cases.models import AccountEvent

ROOT = Path(settings.BASE_DIR)
TEMPLATES = sorted(path.stem for path in (ROOT / "templates/messages").glob("[!_]*.txt"))
WRITERS = {"notify", "Message"}


def messages() -> Iterator[tuple[str, dict[str, ast.expr]]]:
    """Where a message is written, and with which keywords."""
    for path in (ROOT / "cases").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in WRITERS:
                words = {keyword.arg: keyword.value for keyword in node.keywords if keyword.arg}
                if words:
                    yield f"{path.relative_to(ROOT)}:{node.lineno}", words


def test_no_caller_of_notify_passes_text_of_its_own():
    written = dict(messages())
    assert len(written) > 8
    for where, words in written.items():
        for part in ("subject", "body"):
            assert isinstance(words[part], ast.Name | ast.Attribute), f"{where}: {part} is not of a template"


def test_no_message_leads_to_an_address_that_is_typed():
    for where, words in messages():
        path = words.get("path")
        assert not isinstance(path, ast.Constant | ast.JoinedStr), f"{where}: use reverse"


@pytest.mark.parametrize("name", TEMPLATES)
def test_every_template_of_a_message_says_on_its_first_line_what_it_takes(name):
    first = (ROOT / f"templates/messages/{name}.txt").read_text().splitlines()[0]
    assert first.startswith("{#") and first.endswith("#}")


@pytest.mark.parametrize("name", TEMPLATES)
def test_every_template_of_a_message_is_used(name):
    said = "".join(path.read_text() for path in (ROOT / "cases").rglob("*.py"))
    built = name.startswith("account_") or name.endswith(("_reminder", "_escalation"))
    assert built or f'"{name}"' in said


@pytest.mark.parametrize("what", ["NEW_DEVICE", "PASSWORD", "SECOND_FACTOR", "RIGHTS"])
def test_a_change_of_an_account_has_its_subject_and_says_what_to_do(what):
    subject, body = texts_of(f"account_{AccountEvent.What(what).lower()}", is_by_another=False, note="")
    assert subject and body.startswith("Bila bukan Anda")


def test_the_first_line_is_the_subject_and_nothing_is_escaped():
    subject, body = texts_of("publication_unread", name="SE 1 & 2", count=3)
    assert subject == "Belum mengonfirmasi SE 1 & 2: 3 pegawai"
    assert body.startswith("3 pegawai belum mengonfirmasi SE 1 & 2.")
