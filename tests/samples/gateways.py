"""A gateway to phones on a real port: keeps what it took, drops a key it has seen, answers as it is told."""

import hashlib
import hmac
import json
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

SECRET = "only in tests"


class GatewayServer:
    def __init__(self):
        self.taken, self.requests, self.answers = {}, [], []

    def answer(self, headers, body):
        """The status; an answer of None takes the message and breaks the connection off."""
        self.requests.append(headers)
        at, signed = (part.partition("=")[2] for part in headers["Conduct-Signature"].split(","))
        expected = hmac.new(SECRET.encode(), f"{at}.".encode() + body, hashlib.sha256).hexdigest()
        if not hmac.compare_digest(signed, expected):
            return 401
        status = self.answers.pop(0) if self.answers else 202
        if status is None or status < 300:
            self.taken.setdefault(headers["Idempotency-Key"], json.loads(body))
        return status


@contextmanager
def serving(gateway):
    """The gateway behind a port of this machine."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            status = gateway.answer(self.headers, self.rfile.read(int(self.headers["Content-Length"])))
            if status is None:
                self.connection.close()
                return
            self.send_response(status)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/messages"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
