"""Static files under names that change with their content, the modules that a script imports included."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedModuleStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # whitenoise has no types
    """Otherwise a module would be fetched by its plain name, and after an update an old copy could meet a new page."""

    support_js_module_import_aggregation = True
