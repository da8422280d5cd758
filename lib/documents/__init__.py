"""Rendering letters: wording and data in, PDF and Word bytes out. Knows nothing of cases, and asks no database."""
