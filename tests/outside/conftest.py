"""Programs of others, installed by ``make outside`` from the lock beside this file."""

import subprocess
from pathlib import Path

import pytest

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items):
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.outside)


@pytest.fixture
def run():
    """Start a program with arguments and an input; what it writes."""

    def ran(*command: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(command, input=given, capture_output=True, cwd=HERE)

    return ran
