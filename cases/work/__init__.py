"""The open work of an account."""
