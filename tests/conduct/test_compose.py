"""docker-compose.yml and the Dockerfile name only what the project has, and hold no secret."""

import hashlib
import os
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml
from celery.bin.celery import celery as celery_command
from django.conf import settings
from django.core.management import get_commands
from django.utils.module_loading import import_string

PROJECT = Path(__file__).resolve().parents[2]
COMPOSE = yaml.safe_load((PROJECT / "docker-compose.yml").read_text())
SERVICES = COMPOSE["services"]
OWN = [name for name in SERVICES if name not in ("postgres", "redis")]
EXAMPLE = dict(
    line.split("=", 1) for line in (PROJECT / ".env.example").read_text().splitlines() if re.match(r"[A-Z]", line)
)
# Read by the servers of others, not by the project.
FOREIGN = {"POSTGRES_USER", "POSTGRES_DB", "POSTGRES_PASSWORD", "REDISCLI_AUTH"}


def words(service):
    """The words of a service's command, `sh -c` opened."""
    found = shlex.split(SERVICES[service].get("command", ""))
    return shlex.split(found[2]) if found[:2] == ["sh", "-c"] else found


def test_every_service_is_there():
    assert {"web", "worker", "beat", "postgres", "redis"} <= set(SERVICES)


@pytest.mark.parametrize("service", [name for name in SERVICES if name != "migrate"])
def test_each_service_says_whether_it_is_healthy(service):
    assert SERVICES[service]["healthcheck"]["test"]


@pytest.mark.parametrize("service", ["postgres", "redis", "web"])
def test_data_outlives_the_container(service):
    volumes = {mount.split(":")[0] for mount in SERVICES[service]["volumes"]}
    assert volumes and volumes <= set(COMPOSE["volumes"])


@pytest.mark.parametrize("service", OWN)
def test_each_environment_name_is_read_by_the_project(service):
    sources = "".join(path.read_text() for path in (PROJECT / "conduct").rglob("*.py"))
    for name in SERVICES[service]["environment"]:
        assert f'"{name}"' in sources, name


def test_each_variable_of_the_file_is_in_the_example():
    asked = set(re.findall(r"\$\{(\w+)", (PROJECT / "docker-compose.yml").read_text()))
    assert asked == set(EXAMPLE)


@pytest.mark.parametrize("service", SERVICES)
def test_no_secret_stands_in_the_file(service):
    for name, value in SERVICES[service].get("environment", {}).items():
        if re.search(r"KEY|PASSWORD|SECRET|TOKEN", name):
            assert re.fullmatch(r"\$\{\w+:\?[^}]+\}", value), name
        if (address := re.search(r"//\w*:([^@/]+)@", str(value))) is not None:
            assert address[1].startswith("${"), name


def test_no_secret_stands_in_the_example():
    secrets = ("SECRET_KEY", "POSTGRES_PASSWORD", "DATABASE_PASSWORD", "REDIS_PASSWORD", "BEAT_KEY", "EMAIL_URL")
    assert [EXAMPLE[name] for name in secrets] == [""] * len(secrets)


def test_beat_holds_no_secret_but_that_of_the_queue():
    held = re.findall(r"\$\{(\w+)", str(SERVICES["beat"]["environment"]))
    assert set(held) & {"SECRET_KEY", "DATABASE_PASSWORD", "POSTGRES_PASSWORD", "EMAIL_URL"} == set()


def test_the_queue_asks_for_a_password():
    assert "--requirepass" in SERVICES["redis"]["command"]
    assert "${REDIS_PASSWORD" in SERVICES["web"]["environment"]["REDIS_URL"]


def test_celery_commands_exist():
    for service, name in (("worker", "worker"), ("delivery", "worker"), ("beat", "beat")):
        command = words(service)
        subcommand = celery_command.commands[name]
        assert command[:4] == ["celery", "--app", "conduct", name]
        known = {option for parameter in subcommand.params for option in parameter.opts}
        assert {word for word in command[4:] if word.startswith("--")} <= known


def test_every_queue_has_a_worker():
    taken = {words("delivery")[words("delivery").index("--queues") + 1], settings.CELERY_TASK_DEFAULT_QUEUE}
    assert {route["queue"] for route in settings.CELERY_TASK_ROUTES.values()} <= taken


def test_management_commands_exist():
    text = (PROJECT / "docker-compose.yml").read_text() + (PROJECT / "Dockerfile").read_text()
    named = set(re.findall(r"manage\.py (\w+)", text))
    assert {"migrate", "load_law"} <= named
    assert named <= set(get_commands())


def test_the_image_has_every_file_it_names():
    for line in (PROJECT / "Dockerfile").read_text().splitlines():
        if line.startswith("COPY "):
            *sources, _target = line.split()[1:]
            assert all((PROJECT / source).exists() for source in sources), line


def test_the_image_serves_what_exists():
    (serving,) = re.findall(r"^CMD (.+)$", (PROJECT / "Dockerfile").read_text(), re.MULTILINE)
    *_, configuration, application = yaml.safe_load(serving)
    assert import_string(configuration.removeprefix("python:") + ".bind")
    assert import_string(f"{application}.application")


def test_the_web_server_may_be_scaled():
    (published,) = SERVICES["web"]["ports"]
    address, first, last, _inside = re.fullmatch(r"([\d.]+):(\d+)-(\d+):(\d+)", published).groups()
    assert address == "127.0.0.1"
    assert int(last) > int(first)
    assert "container_name" not in SERVICES["web"]


def test_only_migrations_know_the_owner_of_the_tables():
    knowing = [name for name in OWN if "DATABASE_ADMIN_URL" in SERVICES[name]["environment"]]
    assert knowing == ["migrate"]
    owner, application = (SERVICES["migrate"]["environment"][f"DATABASE_{word}URL"] for word in ("ADMIN_", ""))
    assert owner.split("//")[1].split(":")[0] == SERVICES["postgres"]["environment"]["POSTGRES_USER"]
    assert application == SERVICES["web"]["environment"]["DATABASE_URL"] and "//conduct_app:" in application


def images_of_others(compose: str, dockerfile: str) -> list[str]:
    named = [service["image"] for service in yaml.safe_load(compose)["services"].values() if "build" not in service]
    return named + re.findall(r"^FROM (\S+)", dockerfile, re.MULTILINE)


def test_every_image_of_others_has_an_exact_version():
    """An image that is only called by its major version is another one after each pull."""
    found = images_of_others((PROJECT / "docker-compose.yml").read_text(), (PROJECT / "Dockerfile").read_text())
    assert len(found) == 3
    exact = re.compile(r"[a-z]+:\d+\.\d+(\.\d+)?-[a-z-]+(@sha256:[0-9a-f]{64})?")
    assert [image for image in found if not exact.fullmatch(image)] == []


def test_images_are_pinned_by_the_digests_of_the_registry(tmp_path):
    """With a registry that answers with one digest for each name; twice, as after a newer version."""
    for name in ("docker-compose.yml", "Dockerfile"):
        shutil.copy(PROJECT / name, tmp_path)
    before = images_of_others((tmp_path / "docker-compose.yml").read_text(), (tmp_path / "Dockerfile").read_text())
    (tmp_path / "bin").mkdir()
    docker = tmp_path / "bin/docker"
    docker.write_text('#!/bin/sh\necho "sha256:$(echo "$4$SALT" | sha256sum | cut -d" " -f1)"\n')
    docker.chmod(0o755)
    for salt in ("one", "two"):
        told = os.environ | {"PATH": f"{tmp_path / 'bin'}:{os.environ['PATH']}", "SALT": salt}
        subprocess.run([PROJECT / ".ci/pin-images"], cwd=tmp_path, env=told, check=True, capture_output=True)
        pinned = images_of_others((tmp_path / "docker-compose.yml").read_text(), (tmp_path / "Dockerfile").read_text())
        digests = {image: hashlib.sha256(f"{image}{salt}\n".encode()).hexdigest() for image in before}
        assert pinned == [f"{image}@sha256:{digests[image]}" for image in before]
