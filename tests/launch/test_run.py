"""`make run`: starts from nothing, serves, refuses a second start, and leaves no process behind."""

import os
import re
import signal
import time

import psutil
import pytest

from tests.launch.conftest import Launch, wait_for

pytestmark = [pytest.mark.process, pytest.mark.xdist_group("launch")]


def running(site):
    """The site, started again if the test before ended it."""
    return site if site.process.poll() is None else site.start()


def test_starts_from_an_empty_directory_and_serves(site):
    assert running(site).get("/healthz") == (200, b"ok\n")
    assert site.get("/login/")[0] == 200


def test_says_where_it_is_and_who_may_sign_in(site):
    printed = running(site).text()
    assert f"http://127.0.0.1:{site.port}/" in printed
    assert "hr, bkpsdm, inspector, leader, admin; password: peragaan-2026" in printed


def test_serves_style_sheets_by_their_hashed_names(site):
    page = running(site).get("/login/")[1].decode()
    (style, *_others) = re.findall(r'href="(/static/[^"]+\.css)"', page)
    assert re.search(r"\.[0-9a-f]{12}\.css$", style)
    assert site.get(style)[0] == 200


def test_a_second_start_is_refused_in_one_line(site):
    result = running(site).run()
    assert result.returncode == 1
    assert result.stderr.startswith(f"conduct: already running at http://127.0.0.1:{site.port}")
    assert result.stderr.count("\n") == 1
    assert site.get("/healthz")[0] == 200


def test_a_busy_port_is_named_in_one_line(site, place):
    result = Launch(place / "elsewhere", port=running(site).port).run()
    assert result.returncode == 1
    assert result.stderr.startswith(f"conduct: port {site.port} cannot be used")
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize("port", ["abc", "0", "70000", "-1"])
def test_a_port_that_is_none_is_named_in_one_line(place, port):
    result = Launch(place / "elsewhere", port=port).run()
    assert result.returncode == 1
    assert result.stderr == f"conduct: PORT is wrong: {port!r} is no number from 1 to 65535\n"


def test_a_command_beside_it_uses_its_servers(site):
    code = "from cases.models import User; print(sorted(User.objects.values_list('username', flat=True)))"
    result = running(site).run("exec", "--", site.command()[-3], "manage.py", "shell", "--command", code)
    assert "'bkpsdm'" in result.stdout, result.stderr


@pytest.mark.parametrize(
    "program", ["worker --queues celery", "worker --queues delivery", "celery --app conduct beat", "valkey", "gunicorn"]
)
def test_a_program_that_dies_is_started_again(site, program):
    running(site)
    before = {process.pid for process in site.children(program)}
    main = min(site.children(program), key=lambda process: process.create_time())
    main.kill()
    wait_for(lambda: {process.pid for process in site.children(program)} - before, 20)
    assert "starting it again" in site.text()
    wait_for(site.healthy, 20)


def test_a_worker_that_lives_and_takes_nothing_is_started_again(site):
    """Stopped by SIGSTOP, as one that lost its broker without noticing: only its silence shows it."""
    running(site)
    before = site.children("worker --queues celery")
    assert before
    for process in before:
        process.suspend()
    began = time.monotonic()
    wait_for(lambda: "worker does nothing" in site.text(), 200)
    wait_for(lambda: {p.pid for p in site.children("worker --queues celery")} - {p.pid for p in before}, 30)
    print(f"a worker that takes nothing: started again after {time.monotonic() - began:.0f} s")


def test_term_stops_everything(site):
    running(site)
    assert len(site.processes()) > 5
    assert site.end(signal.SIGTERM) == 0
    assert site.processes() == []


def test_the_next_start_is_quick_and_finds_its_data(site):
    if site.process.poll() is None:
        site.end()
    began = time.monotonic()
    site.start()
    assert time.monotonic() - began < 15
    assert site.get("/healthz")[0] == 200
    assert "as the last start left them" in site.text()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGHUP])
def test_the_terminal_stops_everything(site, number):
    assert running(site).end(number) == 0
    assert site.processes() == []


def test_a_killed_launcher_leaves_no_process(site):
    running(site)
    site.process.kill()
    site.process.wait()
    wait_for(lambda: site.processes() == [], 10)


def test_starts_at_once_after_it_was_killed(site):
    running(site)
    site.process.kill()
    site.process.wait()
    site.start()
    assert site.get("/healthz")[0] == 200


def test_an_ordinary_user_may_start_it(place):
    """As root: with the account `nobody`, who may read the interpreter wherever it lies, and nothing more."""
    data = place / "ordinary"
    data.mkdir()
    prefix = []
    if os.geteuid() == 0:
        os.chown(data, 65534, 65534)
        reads = ["--inh-caps", "+dac_read_search", "--ambient-caps", "+dac_read_search"]
        prefix = ["setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups", *reads]
    launch = Launch(data, prefix=prefix).start()
    assert launch.get("/healthz")[0] == 200
    assert all(process.uids().real != 0 for process in launch.processes())
    launcher = psutil.Process(launch.process.pid)
    launcher.kill()
    launch.process.wait()
    wait_for(lambda: launch.processes() == [], 10)
