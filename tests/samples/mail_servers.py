"""Mail servers on real sockets: one that takes, one that refuses as it is told, one that never says a word."""

import socket
from contextlib import closing, contextmanager
from email import message_from_bytes
from threading import Lock

from aiosmtpd.controller import Controller

from conduct.launch.port import free_port


class Postbox:
    """Takes every message; refuses an address at RCPT, or the next messages at DATA: an answer, or a call before."""

    def __init__(self):
        self.taken = []
        self.refused_addresses = {}
        self.data_answers = []
        self.connections = 0
        self.lock = Lock()

    async def handle_EHLO(self, server, session, envelope, hostname, responses):
        self.connections += 1
        session.host_name = hostname
        return responses

    async def handle_RCPT(self, server, session, envelope, address, options):
        if answer := self.refused_addresses.get(address):
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        with self.lock:
            answer = self.data_answers.pop(0) if self.data_answers else ""
            if callable(answer):
                answer()
            elif answer:
                return answer
            self.taken.append((message_from_bytes(envelope.content)["Message-ID"], envelope.rcpt_tos[0]))
        return "250 OK"

    @property
    def ids(self):
        return [message_id for message_id, _address in self.taken]


@contextmanager
def serving(postbox, port=None):
    """The postbox behind a port of this machine."""
    controller = Controller(postbox, hostname="127.0.0.1", port=port or free_port())
    controller.start()
    try:
        yield controller.port
    finally:
        controller.stop()


@contextmanager
def silent_server():
    """Accepts connections, as a mail server that hangs does, and never says a word."""
    with closing(socket.socket()) as server:
        server.bind(("127.0.0.1", 0))
        server.listen(64)
        yield server.getsockname()[1]


def use(settings, port, timeout=1):
    """Let Django send to this port."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", port, timeout
