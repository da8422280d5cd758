"""The embedded servers, for a command and its time only."""

import os
import sys

import pytest

from tests.launch.conftest import Launch

pytestmark = [pytest.mark.process, pytest.mark.xdist_group("servers")]

ASK = """
import os, psycopg2, redis
connection = psycopg2.connect(os.environ["DATABASE_URL"])
cursor = connection.cursor()
cursor.execute("CREATE EXTENSION btree_gist; CREATE EXTENSION pg_trgm; SELECT current_user")
print(cursor.fetchone()[0], redis.Redis.from_url(os.environ["REDIS_URL"]).ping())
"""


def ask(launch):
    return launch.run("exec", "--scratch", "--", sys.executable, "-c", ASK)


def test_a_command_gets_both_servers_and_leaves_nothing(place):
    launch = Launch(place / "scratch")
    result = ask(launch)
    assert result.stdout == "conduct True\n", result.stderr
    assert list(launch.data.iterdir()) == []
    assert launch.processes() == []


def test_the_exit_code_is_the_command_s(place):
    launch = Launch(place / "exit")
    assert launch.run("exec", "--scratch", "--", sys.executable, "-c", "raise SystemExit(7)").returncode == 7


def test_a_long_path_is_no_obstacle(place):
    """A socket's path may have 107 bytes; the servers use none."""
    assert ask(Launch(place / ("long" * 15) / ("path" * 15))).stdout == "conduct True\n"


def test_a_closed_directory_is_served_and_stays_closed(place):
    closed = place / "closed"
    closed.mkdir(mode=0o700)
    result = ask(Launch(closed / "var"))
    if result.returncode:  # a root without the capability to pass, as in some containers, is told what to do
        assert result.stderr.count("\n") == 1
        assert "set CONDUCT_DATA_DIR" in result.stderr
        assert "DATABASE_URL" in result.stderr
    else:
        assert result.stdout == "conduct True\n"
    assert closed.stat().st_mode & 0o777 == 0o700


def test_given_servers_are_used_as_they_are(place):
    launch = Launch(place / "given")
    launch.environment = lambda: {**os.environ, "CONDUCT_DATA_DIR": str(launch.data)}
    show = "import os; print(os.environ['DATABASE_URL'], os.environ['REDIS_URL'])"
    result = launch.run("exec", "--", sys.executable, "-c", show)
    assert result.stdout.split() == [os.environ["DATABASE_URL"], os.environ["REDIS_URL"]]
    assert not launch.data.exists()


REFUSE = """
import os, psycopg2
from tests.samples.forbidden_statements import FORBIDDEN
connection = psycopg2.connect(os.environ["DATABASE_URL"])
connection.autocommit = True
cursor = connection.cursor()
cursor.execute("SELECT rolname, rolsuper, rolcreatedb FROM pg_roles WHERE rolname = current_user")
print(*cursor.fetchone(), os.environ["DATABASE_ADMIN_URL"] or "-")
for statement in FORBIDDEN:
    try:
        cursor.execute(statement)
    except psycopg2.errors.InsufficientPrivilege:
        continue
    print("was allowed:", statement)
"""


def test_the_application_cannot_change_the_tables_of_the_embedded_server(place):
    launch = Launch(place / "rights")
    launch.run("exec", "--owner", "--", sys.executable, "manage.py", "migrate", "--no-input", "-v0").check_returncode()
    result = launch.run("exec", "--", sys.executable, "-c", REFUSE)
    assert result.stdout == "conduct_app False False -\n", result.stderr
