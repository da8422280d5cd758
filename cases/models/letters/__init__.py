"""Letterheads, templates, letters and orders of letters."""
