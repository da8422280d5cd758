"""SHA-256 of a stream, read in pieces."""

import hashlib

from django.core.files.base import File


def fingerprint_of(upload: "File[bytes]") -> str:
    """SHA-256 of the content, in hexadecimal, read in pieces."""
    digest = hashlib.sha256()
    upload.seek(0)
    for chunk in upload.chunks():
        digest.update(chunk)
    upload.seek(0)
    return digest.hexdigest()
