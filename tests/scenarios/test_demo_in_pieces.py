"""The demo is written in pieces: its accounts can be used at once, and an interrupted demo goes on."""

from io import StringIO
from itertools import islice

import pytest
from django.core.management import call_command

from cases.demo import pieces
from cases.models import Case, DemoProgress, Employee, Post, User
from cases.web.demo_notice import DemoNotice
from tests import law

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def begun(settings, tmp_path, monkeypatch):
    """Accounts and eight generated cases to write, of which nothing is written yet."""
    settings.DATA_DIR = tmp_path
    monkeypatch.setenv("CONDUCT_DEMO_CASES", "8")
    law.let_stand()
    call_command("seed_demo", "--accounts", stdout=StringIO())


def write(count=None):
    return list(islice(pieces.go_on(), count))


def test_the_accounts_are_usable_before_any_case_is_written(client):
    assert not Case.objects.exists()
    client.force_login(User.objects.get(username="hr"))
    assert "Contoh sedang disiapkan: 0 dari 24 bagian" in client.get("/work/").content.decode()


def test_an_interrupted_demo_goes_on_with_the_same_cases_and_people():
    write(8)
    addresses = set(Post.objects.values_list("url", flat=True))
    people, told = set(Employee.objects.exclude(nip=None).values_list("nip", flat=True)), StringIO()
    call_command("seed_demo", stdout=told)
    assert "14 kasus peragaan dibuat" in told.getvalue()
    assert Case.objects.filter(title__startswith="Data peragaan").count() == 8
    assert addresses < set(Post.objects.values_list("url", flat=True))
    assert people <= set(Employee.objects.exclude(nip=None).values_list("nip", flat=True))


def test_the_notice_goes_away_with_the_last_piece(client):
    write(3)
    assert DemoNotice.current() == (3, 24)
    write()
    assert DemoNotice.current() is None
    client.force_login(User.objects.get(username="hr"))
    assert "Contoh sedang disiapkan" not in client.get("/work/").content.decode()


def test_a_piece_that_fails_leaves_nothing_half_and_is_written_again(monkeypatch):
    write(5)
    cases = Case.objects.count()
    monkeypatch.setattr("cases.demo.generated.add_extras", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        write()
    assert Case.objects.count() == cases
    assert DemoProgress.objects.get().written == 5
    monkeypatch.undo()
    write()
    assert Case.objects.filter(title__startswith="Data peragaan").count() == 8
