"""Accounts: coming in, the second factor, sessions, limits, and what happened to an account."""
