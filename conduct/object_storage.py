"""Files in a bucket of a server with the S3 protocol."""

from typing import Any

from botocore.config import Config
from storages.backends.s3 import S3Storage

from lib.media.sizes import MEGABYTE


class ObjectStorage(S3Storage):  # type: ignore[misc]  # django-storages has no types
    """Private objects that are never overwritten; above a few megabytes they are read through a temporary file."""

    def __init__(self, **options: Any) -> None:
        # Only features that every such server has: the bucket in the path, no checksums of Amazon. The application
        # computes and compares fingerprints itself.
        plain = Config(
            signature_version="s3v4",
            s3={"addressing_style": "path"},
            request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
            connect_timeout=10,
            read_timeout=60,
        )
        super().__init__(file_overwrite=False, max_memory_size=8 * MEGABYTE, client_config=plain, **options)
