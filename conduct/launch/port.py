"""Ports of this machine's loopback address."""

import socket

from conduct.launch.process import LaunchError


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def chosen_port(text: str) -> int:
    """What somebody typed as PORT. Raises LaunchError for what is no port."""
    if text.isascii() and text.isdecimal() and 0 < int(text) < 65536:
        return int(text)
    raise LaunchError(f"PORT is wrong: {text!r} is no number from 1 to 65535")


def check_free(port: int) -> None:
    """Refuse a port that is in use, before anything is started."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise LaunchError(
                f"port {port} cannot be used ({error.strerror}): choose another, as in PORT=8001 make run"
            ) from None
