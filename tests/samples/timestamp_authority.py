"""A timestamp authority for tests: ``openssl ts`` behind a web server on loopback."""

import subprocess
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

CONFIGURATION = """
[ tsa ]
default_tsa = office
[ office ]
dir = {folder}
serial = {folder}/serial
crypto_device = builtin
signer_cert = {folder}/tsa.pem
certs = {folder}/roots/root.pem
signer_key = {folder}/tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
accuracy = secs:1
ordering = yes
tsa_name = yes
ess_cert_id_chain = no
"""
FOR_STAMPS = "extendedKeyUsage=critical,timeStamping\nkeyUsage=critical,digitalSignature\nbasicConstraints=CA:FALSE\n"


def openssl(*words: str | Path, content: bytes | None = None) -> bytes:
    return subprocess.run(["openssl", *map(str, words)], input=content, capture_output=True, check=True).stdout


class Authority:
    """Root, signing certificate and server; ``broken`` makes it answer with something else."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.broken, self.asked = folder, False, []
        self.roots = folder / "roots"
        self.roots.mkdir(parents=True)
        root, root_key = self.roots / "root.pem", folder / "root.key"
        new = ["req", "-newkey", "rsa:2048", "-nodes"]
        openssl(*new, "-x509", "-days", "9", "-subj", "/CN=Akar Uji", "-keyout", root_key, "-out", root)
        openssl(*new, "-subj", "/CN=Otoritas Cap Waktu Uji", "-keyout", folder / "tsa.key", "-out", folder / "tsa.csr")
        (folder / "extensions").write_text(FOR_STAMPS)
        signing = ["-CA", root, "-CAkey", root_key, "-CAcreateserial", "-days", "9", "-extfile", folder / "extensions"]
        openssl("x509", "-req", "-in", folder / "tsa.csr", *signing, "-out", folder / "tsa.pem")
        (folder / "serial").write_text("01")
        (folder / "tsa.conf").write_text(CONFIGURATION.format(folder=folder))
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.url = f"http://127.0.0.1:{self.server.server_port}/"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def answer(self, question: bytes) -> bytes:
        file = self.folder / "question.tsq"
        file.write_bytes(question)
        return openssl("ts", "-reply", "-config", self.folder / "tsa.conf", "-queryfile", file)

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        authority = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                question = self.rfile.read(int(self.headers["Content-Length"]))
                authority.asked.append(self.headers["Content-Type"])
                answer = b"<html>" if authority.broken else authority.answer(question)
                self.send_response(200)
                self.send_header("Content-Length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)

            def log_message(self, *words: object) -> None:
                """Says nothing."""

        return Handler
