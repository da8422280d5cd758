"""Accounts: sign-in, second factor, sessions, limits, and security events."""
