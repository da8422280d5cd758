"""PostgreSQL does not run as root, so root runs it with an account that every system has."""

import os
import pwd
import signal
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ENTER_ANYWHERE = "+dac_read_search"


@dataclass(frozen=True)
class Account:
    """The account that runs a program. `enters`: a capability lets it pass closed directories, which are not
    changed."""

    uid: int
    gid: int
    enters: bool = False

    def give(self, path: Path) -> None:
        """Make the account the owner of one file or directory."""
        os.chown(path, self.uid, self.gid)


def unprivileged() -> Account | None:
    """`nobody` if this process is root; otherwise None. No account is created."""
    if os.geteuid() != 0:
        return None
    entry = pwd.getpwnam("nobody")
    return Account(entry.pw_uid, entry.pw_gid)


def command_as(account: Account | None, command: list[str], orphan_signal: signal.Signals) -> list[str]:
    """The command itself, or `setpriv` with the one capability; setpriv clears the parent-death signal, so it sets it
    again."""
    if account is None or not account.enters:
        return command
    who = ["--reuid", str(account.uid), "--regid", str(account.gid), "--clear-groups"]
    # Without this bit, access(2) ignores the capability, and initdb uses access(2).
    may = ["--inh-caps", ENTER_ANYWHERE, "--ambient-caps", ENTER_ANYWHERE, "--securebits", "+no_setuid_fixup"]
    return ["setpriv", *who, *may, "--pdeathsig", orphan_signal.name.removeprefix("SIG"), "--", *command]


def running_as(account: Account | None) -> dict[str, Any]:
    """The arguments with which `subprocess` runs a program as that account."""
    if account is None or account.enters:
        return {}
    return {"user": account.uid, "group": account.gid, "extra_groups": []}
