"""Accounts, access and the import of staff."""
