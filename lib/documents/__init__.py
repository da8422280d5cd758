"""Renders letters: wording and data in, PDF and Word bytes out. Knows no cases and uses no database."""
