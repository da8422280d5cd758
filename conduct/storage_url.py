"""Django's file storage from one URL, such as `s3://key:secret@s3.example.go.id/bukti?region=id-1`."""

from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit


def parse_storage_url(url: str) -> dict[str, Any]:
    """The storage for a bucket of a server with the S3 protocol, over TLS unless `?tls=false`. Raises ValueError."""
    parts = urlsplit(url)
    if parts.scheme != "s3":
        raise ValueError("must begin with s3://")
    if not parts.hostname or not parts.username or not parts.password:
        raise ValueError("names no key, secret and server: s3://key:secret@host/bucket")
    bucket = parts.path.strip("/")
    if not bucket or "/" in bucket:
        raise ValueError("names no bucket: s3://key:secret@host/bucket")
    said = parse_qs(parts.query)
    scheme = "http" if said.get("tls") == ["false"] else "https"
    port = f":{parts.port}" if parts.port else ""
    return {
        "BACKEND": "conduct.object_storage.ObjectStorage",
        "OPTIONS": {
            "access_key": unquote(parts.username),
            "secret_key": unquote(parts.password),
            "endpoint_url": f"{scheme}://{parts.hostname}{port}",
            "bucket_name": bucket,
            "region_name": said.get("region", ["us-east-1"])[0],  # required by servers other than Amazon's
        },
    }
