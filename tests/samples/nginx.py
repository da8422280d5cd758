"""The documented configuration of nginx, with a certificate and ports of a test."""

import datetime as dt
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from django.conf import settings

from conduct.launch.port import free_port

CONFIGURATION = Path(settings.BASE_DIR, "deploy/nginx/conduct.conf").read_text()


def certificate(folder: Path) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = dt.datetime.now(dt.UTC)
    made = x509.CertificateBuilder(name, name, key.public_key(), 1, now, now + dt.timedelta(days=1))
    (folder / "cert.pem").write_bytes(made.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM))
    unencrypted = serialization.NoEncryption()
    pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, unencrypted)
    (folder / "key.pem").write_bytes(pem)


def configured(folder: Path, port: int, servers: list[int]) -> str:
    """The documented file with the ports and paths of this test, and nothing else changed."""
    site = CONFIGURATION.replace("listen 80;", f"listen 127.0.0.1:{free_port()};")
    site = site.replace("listen 443 ssl;", f"listen 127.0.0.1:{port} ssl;")
    site = site.replace("/etc/ssl/conduct.pem", f"{folder}/cert.pem").replace(
        "/etc/ssl/conduct.key", f"{folder}/key.pem"
    )
    site = site.replace("/srv/conduct/evidence/", f"{folder}/evidence/")
    for documented, own in zip(("127.0.0.1:8000", "127.0.0.1:8001"), servers, strict=True):
        site = site.replace(documented, f"127.0.0.1:{own}")
    places = "".join(f"{kind}_temp_path {folder}/{kind};" for kind in ("client_body", "proxy"))
    return (
        f"user root; daemon off; pid {folder}/pid; error_log {folder}/error.log; events {{}}"
        f"http {{ {places} access_log {folder}/access.log; {site} }}"
    )
