"""The units of systemd name what exists, and start what Compose starts."""

import re
from configparser import ConfigParser
from pathlib import Path

import pytest
import yaml
from django.conf import settings
from django.core.management import get_commands

FOLDER = Path(settings.BASE_DIR, "deploy/systemd")
SERVICES = sorted(path.name for path in FOLDER.glob("*.service"))
COMPOSE = yaml.safe_load(Path(settings.BASE_DIR, "docker-compose.yml").read_text())["services"]


def unit(name):
    parser = ConfigParser(strict=False, interpolation=None)
    parser.optionxform = str
    parser.read(FOLDER / name)
    return parser


@pytest.mark.parametrize("name", SERVICES)
def test_management_commands_exist(name):
    named = set(re.findall(r"manage\.py (\w+)", unit(name)["Service"]["ExecStart"]))
    assert named <= set(get_commands())


@pytest.mark.parametrize("service", ["worker", "delivery"])
def test_a_worker_takes_the_queue_that_its_watcher_asks_for(service):
    started = unit(f"conduct-{service}.service")["Service"]["ExecStart"]
    asked = unit(f"conduct-{service}-watch.service")["Service"]["ExecStart"]
    queue = re.search(r"--queues (\w+)", started)[1]
    assert f"is_working {queue} || systemctl restart conduct-{service}" in asked
    assert f"is_working {queue} " in str(COMPOSE[service]["healthcheck"]["test"])


@pytest.mark.parametrize("timer", sorted(path.name for path in FOLDER.glob("*.timer")))
def test_each_timer_has_its_service(timer):
    assert timer.replace(".timer", ".service") in SERVICES


@pytest.mark.parametrize("name", [name for name in SERVICES if "watch" not in name])
def test_no_service_runs_as_root_or_writes_beside_its_data(name):
    service = unit(name)["Service"]
    assert service["User"] == "conduct"
    assert service["ProtectSystem"] == "strict"
    assert service["NoNewPrivileges"] == "true"
