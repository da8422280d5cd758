"""Sizes of files and pictures, and their text."""

MEGABYTE = 1024 * 1024  # bytes
GIGABYTE = 1024 * MEGABYTE
LARGEST_PICTURE = 50_000_000  # pixels of a picture or frame; a larger one is not decoded


def in_words(size: int) -> str:
    """A size in words, e.g. 10 MB or 2 GB."""
    return f"{size // GIGABYTE} GB" if size >= GIGABYTE else f"{size // MEGABYTE} MB"
