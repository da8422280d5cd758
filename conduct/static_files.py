"""Static files with content hashes in their names, including modules that a script imports."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedModuleStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # whitenoise has no types
    """Otherwise a module would be fetched by its plain name, and after an update an old copy could be used with a new
    page."""

    support_js_module_import_aggregation = True
