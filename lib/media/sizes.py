"""Sizes of files and pictures, and how a text says them."""

MEGABYTE = 1024 * 1024  # bytes
GIGABYTE = 1024 * MEGABYTE
LARGEST_PICTURE = 50_000_000  # points of a picture or frame; one that claims more is a bomb and is not decoded


def in_words(size: int) -> str:
    """A limit as a person reads it, e.g. 10 MB or 2 GB."""
    return f"{size // GIGABYTE} GB" if size >= GIGABYTE else f"{size // MEGABYTE} MB"
