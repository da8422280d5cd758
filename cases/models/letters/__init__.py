"""Letterheads, templates, letters and batches of letters."""
