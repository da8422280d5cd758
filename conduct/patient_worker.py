"""A worker of gunicorn whose threads serve only requests that have arrived.

gunicorn reads a request in the thread that serves it, so a few clients that send a byte a second hold all threads. Here
a connection waits in the event loop until its head, and its body if that is small, is in the buffer of the kernel;
looking does not take the bytes out. Large bodies are read by half of the threads at most, and at a pace.
"""

import errno
import re
import select
import socket
import time
from collections import deque
from functools import partial
from selectors import EVENT_READ
from typing import Any

from gunicorn.workers.gthread import ThreadWorker

ARRIVAL = 20.0  # seconds for a head, and for a small body
LOOK_EVERY = 0.1  # seconds between two looks at a connection that has sent a part
BUFFERED = 32 * 1024  # bytes of a body that has to be there before a thread takes the request
PEEKED = 64 * 1024  # bytes of head and body that are looked at
SECONDS_WITHOUT_A_BYTE = 10.0  # seconds without a byte, or until the pace counts
PACE = 1024  # bytes a second
LENGTH = re.compile(rb"\r\ncontent-length:[ \t]*(\d{1,18})[ \t]*\r\n", re.IGNORECASE)


def state_of(seen: bytes) -> str:
    """What has arrived of a request: ``part``, ``whole``, or ``large`` with more of its body to come."""
    head, end, body = seen.partition(b"\r\n\r\n")
    if not end:
        return "part" if 0 < len(seen) < PEEKED else "whole"  # closed, or longer than the parser takes: it decides
    length = int(found[1]) if (found := LENGTH.search(head + b"\r\n")) else 0
    if length <= len(body):
        return "whole"
    return "large" if len(body) >= min(length, BUFFERED) or len(seen) >= PEEKED else "part"


class PacedSocket:
    """A socket whose reader gives up on a sender that stops or drips."""

    def __init__(self, sock: socket.socket) -> None:
        self._sock = sock
        self.begin()

    def begin(self) -> None:
        """The pace counts from here."""
        self._since, self._received = time.monotonic(), 0

    def recv(self, size: int, flags: int = 0) -> bytes:
        """Bytes from the sender. Raises OSError if none come in time, or too few on average."""
        waited = time.monotonic() - self._since
        if waited > SECONDS_WITHOUT_A_BYTE and self._received < PACE * waited:
            raise OSError(errno.ECONNRESET, "the sender is too slow")
        if not select.select([self._sock], [], [], SECONDS_WITHOUT_A_BYTE)[0]:
            raise OSError(errno.ECONNRESET, "the sender stopped")
        received = self._sock.recv(size, flags)
        self._received += len(received)
        return received

    def peek(self) -> bytes:
        """What has arrived and was not read; the socket does not block."""
        return self._sock.recv(PEEKED, socket.MSG_PEEK)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._sock, name)


class PatientWorker(ThreadWorker):  # type: ignore[misc]  # gunicorn has no types
    """See the module."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parts: deque[Any] = deque()  # connections that sent a part; looked at again after a while
        self.silent: set[Any] = set()  # connections that sent nothing yet, in the poller
        self.large = 0  # requests with a large body in threads
        self.most_large = max(self.cfg.threads // 2, 1)

    def enqueue_req(self, conn: Any) -> None:
        """Wait for the request, instead of a thread waiting for it."""
        if conn.initialized and conn.parser.unreader.buf.getvalue():
            super().enqueue_req(conn)  # bytes of the next request were read with the last one
            return
        if not isinstance(conn.sock, PacedSocket):
            conn.sock = PacedSocket(conn.sock)
        conn.sock.setblocking(False)
        conn.arrives_until, conn.is_large, conn.data_ready = time.monotonic() + ARRIVAL, False, True
        self._look(conn)

    def _look(self, conn: Any) -> None:
        try:
            state = state_of(conn.sock.peek())
        except BlockingIOError:
            self._await_first_byte(conn)
            return
        except OSError:
            self._give_up(conn)
            return
        if state == "part" or (state == "large" and self.large >= self.most_large):
            conn.look_at = time.monotonic() + LOOK_EVERY
            self.parts.append(conn)
            return
        conn.is_large = state == "large"
        self.large += conn.is_large
        conn.sock.begin()
        super().enqueue_req(conn)

    def _await_first_byte(self, conn: Any) -> None:
        self.silent.add(conn)
        self.poller.register(conn.sock, EVENT_READ, partial(self._woken, conn))

    def _woken(self, conn: Any, _sock: object) -> None:
        self.poller.unregister(conn.sock)
        self.silent.discard(conn)
        self._look(conn)

    def _give_up(self, conn: Any) -> None:
        self.nr_conns -= 1
        conn.close()

    def wait_for_and_dispatch_events(self, timeout: float) -> None:
        """As gunicorn's, and a look at the connections that sent a part."""
        super().wait_for_and_dispatch_events(min(timeout, LOOK_EVERY) if self.parts else timeout)
        now = time.monotonic()
        for _each in range(len(self.parts)):
            conn = self.parts.popleft()
            if conn.arrives_until < now:
                self._give_up(conn)
            elif conn.look_at > now:
                self.parts.append(conn)
            else:
                self._look(conn)

    def murder_pending(self) -> None:
        """Also close connections that never sent a byte."""
        super().murder_pending()
        now = time.monotonic()
        for conn in [each for each in self.silent if each.arrives_until < now]:
            self.poller.unregister(conn.sock)
            self.silent.discard(conn)
            self._give_up(conn)

    def set_accept_enabled(self, enabled: bool) -> None:
        """A worker that stops takes what the kernel holds for it and closes its sockets: gunicorn would leave new
        connections waiting there until the last request ended, and then reset them."""
        super().set_accept_enabled(enabled)
        if enabled or self.alive:
            return
        for listener in self.sockets:
            taken = -1
            while taken != self.nr_conns:
                taken = self.nr_conns
                self.accept(listener)
            listener.close()

    def finish_request(self, conn: Any, fs: Any) -> None:
        """A thread is free again for a large body."""
        self.large -= getattr(conn, "is_large", False)
        conn.is_large = False
        super().finish_request(conn, fs)
