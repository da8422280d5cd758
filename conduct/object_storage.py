"""Files in a bucket of a server that speaks S3."""

from typing import Any

from botocore.config import Config
from storages.backends.s3 import S3Storage

from lib.media.sizes import MEGABYTE


class ObjectStorage(S3Storage):  # type: ignore[misc]  # django-storages has no types
    """Private objects that are never written over, read through a temporary file beyond a few megabytes."""

    def __init__(self, **options: Any) -> None:
        # Only what every server of that kind knows: the bucket in the path, no checksums of Amazon's own. Fingerprints
        # are taken and compared by the application, whatever the storage says of itself.
        plain = Config(
            signature_version="s3v4",
            s3={"addressing_style": "path"},
            request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
            connect_timeout=10,
            read_timeout=60,
        )
        super().__init__(file_overwrite=False, max_memory_size=8 * MEGABYTE, client_config=plain, **options)
