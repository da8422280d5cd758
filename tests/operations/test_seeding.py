"""The demo is written into an empty installation only, and never into one of production."""

import pytest
from django.core.management import CommandError, call_command

from cases.models import User


def test_production_takes_no_demo(db, settings):
    settings.PRODUCTION = True
    with pytest.raises(CommandError, match="tidak untuk pemasangan sungguhan"):
        call_command("seed_demo")
    assert not User.objects.exists()


def test_an_installation_with_data_is_not_changed(sari, capsys):
    call_command("seed_demo")
    assert "tidak ada yang diubah" in capsys.readouterr().out
    assert list(User.objects.values_list("username", flat=True)) == ["sari"]
