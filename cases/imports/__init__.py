"""The common part of all imports of sheets: upload and pages."""
