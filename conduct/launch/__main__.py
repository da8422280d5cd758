"""`python -m conduct.launch` runs the product; `python -m conduct.launch exec COMMAND` runs a command beside the
servers.

`exec` uses the servers of a running launch, otherwise its own; with `--scratch` always its own, whose data are deleted.
"""

import argparse
import errno
import os
import shutil
import signal
import sys
import tempfile
from pathlib import Path

from conduct.health import answers, stalled_queues
from conduct.launch import programs
from conduct.launch.directory import DataDirectory, data_directory, make, running
from conduct.launch.port import check_free, chosen_port
from conduct.launch.prepared import is_prepared, note
from conduct.launch.process import LaunchError, die_with_parent
from conduct.launch.servers import owner_alone, start_missing, without_owner
from conduct.launch.supervisor import Stopped, Supervisor, say

ACCOUNTS = ("hr", "bkpsdm", "inspector", "leader", "admin")
DEMO_PASSWORD = "peragaan-2026"  # noqa: S105 - of the demonstration only, printed at each start


def environment(data: DataDirectory, servers: dict[str, str], port: int) -> dict[str, str]:
    """The environment of the programs; variables of the user take precedence."""
    defaults = {
        "CONDUCT_ENV": "development",
        "CONDUCT_BASE_URL": f"http://127.0.0.1:{port}",
        "CONDUCT_DATA_DIR": str(data.path),
        "CONDUCT_DEMO_PASSWORD": DEMO_PASSWORD,
        "CONDUCT_SWEEP_SECONDS": "15",
        "PORT": str(port),
        "SECRET_KEY": data.secret("secret-key"),
    }
    return {**servers, **{name: os.environ.get(name) or value for name, value in defaults.items()}}


def prepare(supervisor: Supervisor, data: DataDirectory, settings: dict[str, str]) -> dict[str, str]:
    """Tables, law, accounts and static files, unless an earlier start left them as they should be; the environment of
    the programs that follow."""
    for_all, told = without_owner(settings), {**os.environ, **settings}
    if is_prepared(told, data):
        say("tables, law and static files are as the last start left them")
        return for_all
    say("bringing the tables up to date")
    supervisor.run(programs.tables(settings))
    supervisor.run(programs.preparation(for_all))
    note(told)
    return for_all


def serve() -> int:
    """Run the product until it is asked to stop."""
    port = chosen_port(os.environ.get("PORT") or "8000")
    data = DataDirectory(data_directory())
    check_free(port)
    supervisor = Supervisor(data)
    try:
        say("starting PostgreSQL and Valkey")
        settings = environment(data, start_missing(supervisor, data), port)
        data.announce({**settings, "address": settings["CONDUCT_BASE_URL"]})
        settings = prepare(supervisor, data, settings)
        say("starting the web server")
        web = supervisor.keep(programs.web(settings))
        supervisor.wait_for(web, lambda: answers(port, settings["CONDUCT_BASE_URL"]))
        say(f"ready at {settings['CONDUCT_BASE_URL']}/ (stop with Ctrl-C; data and logs in {data.path})")
        if link := data.setup_link():
            say(f"empty: set up the first government at {link}")
        elif settings["CONDUCT_ENV"] == "development":
            say(f"demo accounts: {', '.join(ACCOUNTS)}; password: {settings['CONDUCT_DEMO_PASSWORD']}")
        if data.has_unfinished_demo:
            supervisor.run(programs.demo(settings))
        supervisor.keep(programs.worker(settings))
        supervisor.keep(programs.delivery(settings))
        supervisor.keep(programs.beat(settings, data))
        say("everything runs")
        supervisor.watch(lambda: stalled_queues(port, settings["CONDUCT_BASE_URL"]))
    except Stopped:
        say("stopping")
    finally:
        supervisor.stop()
        data.announce({})
    return 0


def execute(command: list[str], *, scratch: bool, owner: bool) -> int:
    """Run a command with DATABASE_URL and REDIS_URL set; for the ``owner`` of the tables DATABASE_ADMIN_URL as well."""
    settings = {**os.environ, "CONDUCT_ENV": os.environ.get("CONDUCT_ENV") or "development"}
    if os.environ.get("DATABASE_URL") and os.environ.get("REDIS_URL"):
        os.execvpe(command[0], command, settings if owner else without_owner(settings))  # noqa: S606 - typed by the user
    home = data_directory()
    facts = running(home)
    if facts and "SECRET_KEY" in facts and not scratch:
        settings |= {name: value for name, value in facts.items() if name.isupper()}
        os.execvpe(command[0], command, settings if owner else without_owner(settings))  # noqa: S606 - typed by the user
    if scratch:
        make(home)
        home = Path(tempfile.mkdtemp(prefix="scratch-", dir=home))
    data = DataDirectory(home)
    supervisor = Supervisor(data)
    try:
        settings |= start_missing(supervisor, data, keep=not scratch)
        settings = owner_alone(settings) if scratch else settings if owner else without_owner(settings)
        return supervisor.run_in_terminal(command, settings)
    except Stopped:
        return 128 + signal.SIGTERM
    finally:
        supervisor.stop()
        if scratch:
            shutil.rmtree(home)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m conduct.launch", description=__doc__)
    parser.add_argument("--with-parent", action="store_true", help="stop when the program that started this ends")
    subcommands = parser.add_subparsers(dest="subcommand")
    executing = subcommands.add_parser("exec", help="run a command beside the servers")
    executing.add_argument("--scratch", action="store_true", help="servers of its own that keep nothing")
    executing.add_argument("--owner", action="store_true", help="as the owner of the tables, as migrations need it")
    executing.add_argument("command", nargs=argparse.REMAINDER)
    options = parser.parse_args()
    if options.subcommand == "exec" and not options.command:
        parser.error("exec needs a command")
    os.umask(0o077)  # other users must not read data of cases
    if options.with_parent:
        die_with_parent(signal.SIGTERM, os.getppid())
    try:
        if options.subcommand == "exec":
            command = options.command[1:] if options.command[:1] == ["--"] else options.command
            return execute(command, scratch=options.scratch, owner=options.owner)
        return serve()
    except LaunchError as error:
        say(str(error))
    except OSError as error:
        room = f" ({shutil.disk_usage(data_directory()).free >> 20} MB free)" if error.errno == errno.ENOSPC else ""
        say(f"cannot use {error.filename or 'the data directory'}: {error.strerror}{room}")
    return 1


if __name__ == "__main__":
    sys.exit(main())
