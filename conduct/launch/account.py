"""PostgreSQL refuses to run as root, so root lends it an account that every system has."""

import os
import pwd
import signal
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ENTER_ANYWHERE = "+dac_read_search"


@dataclass(frozen=True)
class Account:
    """Whom to run as. `enters` lets it pass directories closed to it, which are then left as they are."""

    uid: int
    gid: int
    enters: bool = False

    def give(self, path: Path) -> None:
        """Make the account the owner of one file or directory."""
        os.chown(path, self.uid, self.gid)


def unprivileged() -> Account | None:
    """`nobody` when this process is root; otherwise none is needed. No account is ever created."""
    if os.geteuid() != 0:
        return None
    entry = pwd.getpwnam("nobody")
    return Account(entry.pw_uid, entry.pw_gid)


def command_as(account: Account | None, command: list[str], orphan_signal: signal.Signals) -> list[str]:
    """The command itself, or `setpriv` handing it the one capability; that clears the orphan signal, so it sets it."""
    if account is None or not account.enters:
        return command
    who = ["--reuid", str(account.uid), "--regid", str(account.gid), "--clear-groups"]
    # Without the bit, access(2) would leave the capability out of account, and initdb asks it.
    may = ["--inh-caps", ENTER_ANYWHERE, "--ambient-caps", ENTER_ANYWHERE, "--securebits", "+no_setuid_fixup"]
    return ["setpriv", *who, *may, "--pdeathsig", orphan_signal.name.removeprefix("SIG"), "--", *command]


def running_as(account: Account | None) -> dict[str, Any]:
    """What tells `subprocess` to run a program as that account."""
    if account is None or account.enters:
        return {}
    return {"user": account.uid, "group": account.gid, "extra_groups": []}
