"""Imports of staff and of past cases."""
