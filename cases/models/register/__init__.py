"""Circulars, their publication and receipts."""
