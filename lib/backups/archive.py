"""An archive with a database dump and all files: a tar file, encrypted with age if there is a recipient.

The last member, ``manifest.json``, names every other one with its SHA-256. An archive is written and read in one pass.
"""

import hashlib
import io
import json
import os
import tarfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any

import pyrage

MANIFEST = "manifest.json"
AGE = b"age-encryption.org/"  # how an encrypted file begins
CHUNK = 1 << 20


class BrokenArchive(Exception):
    """The archive is incomplete or differs from its manifest; the message names the place."""


class Hashing:
    """A stream that computes the hash of its content while it is read."""

    def __init__(self, source: IO[bytes]) -> None:
        self.source = source
        self.digest = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        data = self.source.read(size)
        self.digest.update(data)
        return data


class Writer:
    """Adds members to an archive and writes the manifest at the end."""

    def __init__(self, target: IO[bytes]) -> None:
        self.tar = tarfile.open(fileobj=target, mode="w|", format=tarfile.PAX_FORMAT)  # noqa: SIM115 - closed with the manifest
        self.hashes: dict[str, str] = {}

    def add(self, name: str, size: int, source: IO[bytes]) -> None:
        """Copy ``size`` bytes. Raises OSError when the source is shorter."""
        hashing = Hashing(source)
        member = tarfile.TarInfo(name)
        member.size, member.mode = size, 0o600
        self.tar.addfile(member, hashing)
        self.hashes[name] = hashing.digest.hexdigest()

    def close(self, facts: dict[str, Any]) -> None:
        content = json.dumps({**facts, "sha256": self.hashes}, indent=1).encode()
        self.add(MANIFEST, len(content), io.BytesIO(content))
        self.tar.close()


@contextmanager
def writing(path: Path, recipient: str) -> Iterator[Writer]:
    """A new archive, readable by its owner only. ``recipient``: an age public key, or empty: not encrypted."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        if not recipient:
            with _writer(file) as writer:
                yield writer
            return
        recipients = [pyrage.x25519.Recipient.from_str(recipient)]
        with _piped(lambda reader: pyrage.encrypt_io(reader, file, recipients)) as pipe, _writer(pipe) as writer:
            yield writer


@contextmanager
def _writer(target: IO[bytes]) -> Iterator[Writer]:
    writer = Writer(target)
    try:
        yield writer
    finally:
        with suppress(OSError):  # closed already unless something went wrong, which is what is raised then
            writer.tar.close()


@contextmanager
def _piped(take: Callable[[IO[bytes]], None]) -> Iterator[IO[bytes]]:
    """A pipe that another thread empties by ``take``; if that fails, so does this."""
    reading_end, writing_end = os.pipe()

    def work() -> None:
        with os.fdopen(reading_end, "rb") as reader:
            take(reader)

    with ThreadPoolExecutor(1) as pool:
        done = pool.submit(work)
        with os.fdopen(writing_end, "wb") as writer:
            yield writer
        done.result()


@contextmanager
def reading(path: Path, identity: Path | None) -> Iterator[tarfile.TarFile]:
    """The members of an archive, one after the other. Raises BrokenArchive when it cannot be opened."""
    with path.open("rb") as file:
        is_encrypted = file.read(len(AGE)) == AGE
        file.seek(0)
        if not is_encrypted:
            with _opened(file) as tar:
                yield tar
            return
        if identity is None:
            raise BrokenArchive(f"{path} is encrypted: name the file of the age identity that opens it")
        with _decrypted(file, _identities(identity)) as plain, _opened(plain) as tar:
            yield tar


@contextmanager
def _decrypted(file: IO[bytes], identities: list[Any]) -> Iterator[IO[bytes]]:
    reading_end, writing_end = os.pipe()

    def work() -> None:
        with os.fdopen(writing_end, "wb") as writer:
            pyrage.decrypt_io(file, writer, identities)

    with ThreadPoolExecutor(1) as pool:
        done = pool.submit(work)
        with os.fdopen(reading_end, "rb") as reader:
            yield reader
            while reader.read(CHUNK):  # the padding of the tar
                pass
        done.result()


def _identities(path: Path) -> list[Any]:
    """The secret keys of an age identity file."""
    lines = [line.strip() for line in path.read_text().splitlines()]
    return [pyrage.x25519.Identity.from_str(line) for line in lines if line.startswith("AGE-SECRET-KEY-")]


@contextmanager
def _opened(file: IO[bytes]) -> Iterator[tarfile.TarFile]:
    try:
        with tarfile.open(fileobj=file, mode="r|") as tar:
            yield tar
    except (tarfile.TarError, EOFError) as error:
        raise BrokenArchive(str(error)) from error


def check(path: Path, identity: Path | None) -> dict[str, Any]:
    """The manifest of an archive whose every member is what the manifest says. Raises BrokenArchive otherwise."""
    found: dict[str, str] = {}
    manifest: dict[str, Any] | None = None
    with reading(path, identity) as tar:
        for member in tar:
            content = tar.extractfile(member)
            if content is None:
                raise BrokenArchive(f"{member.name} is no file")
            if member.name == MANIFEST:
                manifest = json.load(content)
            else:
                found[member.name] = hashlib.file_digest(content, "sha256").hexdigest()  # type: ignore[arg-type]  # tarfile gives a readable file
    if manifest is None:
        raise BrokenArchive(f"{path} ends without its manifest: the backup was interrupted")
    expected = manifest["sha256"]
    if wrong := sorted(name for name in {*found, *expected} if found.get(name) != expected.get(name)):
        raise BrokenArchive(f"{len(wrong)} members are missing or differ: {', '.join(wrong[:5])}")
    return manifest
