"""Governments, agencies, accounts, employees."""
