"""What is installed: the product without developers' tools, by the same versions, also after an interruption."""

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]


def pins(lock: str) -> dict[str, str]:
    return dict(re.findall(r"^([\w.-]+)(?:\[[\w,]+\])?==([^ \\]+)", (ROOT / lock).read_text(), re.MULTILINE))


def names(requirements: list[str]) -> set[str]:
    return {re.match(r"[\w.-]+", requirement)[0].lower().replace("_", "-") for requirement in requirements}


def test_the_product_is_part_of_the_whole_lock_version_by_version():
    assert pins("requirements-product.lock").items() <= pins("requirements.lock").items(), "run: make lock"


def test_the_product_lock_has_what_the_product_names_and_no_tool():
    product, extras = set(pins("requirements-product.lock")), PROJECT["optional-dependencies"]
    assert names(PROJECT["dependencies"] + extras["embedded"] + extras["demo"]) <= product, "run: make lock"
    assert not product & {"pytest", "mypy", "ruff", "hypothesis", "playwright", "locust"}


@pytest.mark.process
def test_an_interrupted_installation_is_made_anew(tmp_path):
    """A virtual environment that was left without pip broke every later `make run`."""
    venv = tmp_path / "venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", venv], check=True)
    installed = subprocess.run(
        [ROOT / ".ci/install", "requirements-installer.lock", venv],
        env=os.environ | {"PYTHON": sys.executable},
        capture_output=True,
        text=True,
    )
    assert installed.returncode == 0, installed.stderr
    assert (venv / "bin/uv").exists()
