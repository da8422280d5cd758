"""A list of fingerprints that the programs of every computer check, and how to do it, in plain words."""

import hashlib
from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

SUMS = "SHA256SUMS"
HOW_TO_CHECK = _(
    "Memeriksa keutuhan semua berkas, tanpa aplikasi ini:\n"
    "- Linux: sha256sum --check SHA256SUMS\n"
    "- macOS: shasum --algorithm 256 --check SHA256SUMS\n"
    '- Windows: certutil -hashfile "nama berkas" SHA256, lalu bandingkan dengan barisnya pada SHA256SUMS\n'
)


def sums_of(files: Mapping[str, bytes]) -> bytes:
    """A line for every file, as ``sha256sum`` writes it."""
    return as_lines({name: hashlib.sha256(content).hexdigest() for name, content in files.items()})


def as_lines(digests: Mapping[str, str]) -> bytes:
    """The same of fingerprints that are known already."""
    return "".join(f"{digest}  {name}\n" for name, digest in digests.items()).encode()
